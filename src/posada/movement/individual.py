"""Each person by themselves: identity, home, day of setting out, and if wanted the place of every evening's arrival.

People decide one after the other in the order in which they set out, as in Flee: where a camp is nearly full,
one departure opens it for whoever decides next, so that the order changes the counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.movement.network import Flags, Floats, Ints
from posada.movement.passage import MARGIN, compiled_loop, pass_people
from posada.movement.transition import DAY_SECONDS, Day, Transition

_DRAWN = 1 << 16
"""Random numbers drawn at a time."""
_WHOLE = ("state", "road", "aim", "due", "entered", "home", "since")
Ints32 = NDArray[np.int32]
Floats32 = NDArray[np.float32]


@dataclass(slots=True)
class People:
    """The state of everybody, by the number that a person keeps."""

    state: Ints32
    road: Ints32
    aim: Ints32
    due: Ints32
    entered: Ints32
    home: Ints32
    since: Ints32
    part: Floats32
    recent: Floats32
    moved: Floats32
    first: Flags
    kind: NDArray[np.int8]

    @classmethod
    def nobody(cls, most: int) -> People:
        """Room for so many people, none of whom has set out."""
        whole = {name: np.full(most, -1, np.int32) for name in _WHOLE}
        parts = {name: np.zeros(most, np.float32) for name in ("part", "recent", "moved")}
        return cls(**whole, **parts, first=np.ones(most, bool), kind=np.zeros(most, np.int8))  # type: ignore[arg-type]

    @property
    def bytes_each(self) -> int:
        """Bytes of memory that a person takes."""
        return sum(getattr(self, name).itemsize for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Histories:
    """Where people arrived: the person, the day and the place of that evening, in order of days."""

    person: Ints
    day: Ints
    place: Ints

    def of(self, person: int) -> list[tuple[int, int]]:
        """Day and place of each arrival of a person."""
        mine = self.person == person
        return list(zip(self.day[mine].tolist(), self.place[mine].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class IndividualRun:
    """A run person by person: counts by day and place, and the people themselves."""

    counts: Floats
    on_the_road: Floats
    people: People
    histories: Histories | None


def run_individual(
    transition: Transition,
    *,
    seed: int | np.random.SeedSequence,
    with_histories: bool = False,
    compiled: bool = True,
) -> IndividualRun:
    """The run of everybody in a conflict, day by day.

    Parameters
    ----------
    with_histories
        Keep where every person arrived, and when.
    compiled
        Compile the inner loop if numba is installed; the answer is the same without it.
    """
    rng = np.random.default_rng(seed)
    network, schedule = transition.network, transition.schedule
    out_by_day = [_origins(transition, day.number, rng) for day in transition.days]
    placed = np.repeat(np.arange(network.places), schedule.placed_at_start.astype(int))
    people = People.nobody(len(placed) + sum(len(places) for places in out_by_day))
    walk = _Walk(transition, people, rng, compiled=compiled)
    counts = np.zeros((len(transition.days), network.places))
    road_counts = np.zeros(len(transition.days))
    walk.enter(placed, 0)
    logged: list[tuple[Ints, int, Ints]] = []
    for day in transition.days:
        walk.enter(out_by_day[day.number], day.number)
        arrived = walk.pass_day(day)
        if with_histories:
            logged.append((arrived, day.number, walk.place_of[people.state[arrived]]))
        counts[day.number] = walk.occupancy
        road_counts[day.number] = walk.there - walk.occupancy.sum()
    return IndividualRun(counts, road_counts, people, _histories(logged) if with_histories else None)


def _origins(transition: Transition, number: int, rng: np.random.Generator) -> Ints:
    """The origin of everybody who sets out on a day."""
    schedule = transition.schedule
    shares = schedule.origin_share[number]
    places = np.arange(len(shares))
    if schedule.fixed_origin:
        poisson = transition.rules.spawn_mode == "poisson"
        return np.repeat(places, rng.poisson(shares) if poisson else shares.astype(int))
    many = int(schedule.setting_out[number])
    return rng.choice(places, many, p=shares) if many else places[:0]


def _histories(logged: list[tuple[Ints, int, Ints]]) -> Histories:
    return Histories(
        np.concatenate([person for person, _, _ in logged]),
        np.concatenate([np.full(len(person), day) for person, day, _ in logged]),
        np.concatenate([place for _, _, place in logged]),
    )


class _Walk:
    """Everybody who has set out, moved on by one day after the other."""

    def __init__(
        self, transition: Transition, people: People, rng: np.random.Generator, *, compiled: bool
    ) -> None:
        self.transition, self.people, self.rng = transition, people, rng
        self.occupancy = np.zeros(transition.network.places)
        self.there = 0
        self.loop = compiled_loop() if compiled else pass_people
        states = transition.states
        self.place_of = np.array(states.place)
        self.plan = (self.place_of, np.array(states.next_state), np.array(states.last_place))
        self.drawn = rng.random(_DRAWN)
        self.longest = max((np.diff(day.routes.start).max(initial=0) for day in transition.days), default=0)
        self.worth = np.zeros(int(self.longest) + 1)
        self.weight = np.zeros(0)

    def enter(self, places: Ints, day: int) -> None:
        """Put those who set out into their places."""
        new = slice(self.there, self.there + len(places))
        self.people.state[new] = self.people.home[new] = places
        self.people.since[new] = day
        if (shares := self.transition.kinds) is not None:
            upto = np.cumsum(shares, axis=1)[places, :-1]
            self.people.kind[new] = (self.rng.random(len(places))[:, None] >= upto).sum(axis=1)
        self.occupancy += np.bincount(places, minlength=len(self.occupancy))
        self.there += len(places)

    def pass_day(self, day: Day) -> Ints:
        """Everybody leaves who decides to, then everybody arrives who is due; those who arrived."""
        people, upto = self.people, self.there
        self.weight = self.transition.weights_by_kind(day, self.occupancy)
        road, state = people.road[:upto], people.state[:upto]
        likely = day.chance[self.place_of]
        if not self.transition.compat:
            # Who has a plan goes on with it; in Flee 3.1 the chance of the place holds for them too.
            likely = np.where(self._next_roads(day) >= 0, 1.0, likely)
        resident = road < 0
        leaves = resident & (self.rng.random(upto, np.float32) < likely.astype(np.float32)[state])
        self._run(np.flatnonzero(leaves), day, arrive=False)
        arriving = np.flatnonzero((road >= 0) & (people.due[:upto] == day.number))
        self._run(arriving, day, arrive=True)
        stopped = arriving[road[arriving] < 0]
        if self.transition.rules.avoid_short_stints:
            # What people remember of the road halves every night, with the way of today added before.
            recent = people.recent[:upto]
            recent[stopped] += people.part[stopped] / np.float32(self._full_day)
            np.multiply(recent, np.float32(0.5), out=recent, where=road < 0)
        return stopped

    @property
    def _full_day(self) -> float:
        return self.transition.rules.max_move_speed if self.transition.compat else float(DAY_SECONDS)

    def _next_roads(self, day: Day) -> Ints:
        """The road that each state takes next; states of later days are nobody's yet."""
        missing = len(self.place_of) - len(day.road_of_state)
        return np.concatenate([day.road_of_state, np.full(missing, -1)])

    def _run(self, ids: Ints, day: Day, *, arrive: bool) -> None:
        begin = 0
        arguments = self._arguments(day)
        while begin < len(ids):
            if len(self.drawn) < 2 * MARGIN:
                self.drawn = np.concatenate([self.drawn, self.rng.random(_DRAWN)])
            begin, used = self.loop(ids, begin, arrive, self.drawn, day.number, *arguments)
            self.drawn = self.drawn[used:]

    def _arguments(self, day: Day) -> tuple[Any, ...]:
        transition, people, routes, network = (
            self.transition,
            self.people,
            day.routes,
            self.transition.network,
        )
        rules = transition.rules
        limits = transition.limits_on(day)
        return (
            people.state, people.road, people.aim, people.due, people.entered, people.part, people.recent,
            people.first, self.occupancy, day.chance, day.is_town, day.is_camp, limits, rules.capacity_buffer,
            routes.start, routes.last_place, routes.first_road, routes.state, self.weight, rules.weight_power,
            *self.plan, self._next_roads(day), network.tail, network.km, network.speed,
            network.walk_probability, day.closed, day.last_closed, transition.compat,
            rules.avoid_short_stints, rules.start_on_foot, rules.max_walk_speed, self._full_day,
            people.moved, self.worth, people.kind, len(routes.km),
        )  # fmt: skip
