"""Counts of people moved day by day, for the engine of populations and for the one of expected counts.

People are alike who are in the same state, have or have not gone their first road, and remember as much of the
road; the cost depends on how many kinds there are, not on how many people. How kinds are split is left to `Draw`.

How far a day has gone is rounded to a twenty-fourth, what a person remembers of the road to a quarter of a day.
Expected counts too small to matter (`Draw.least_share` of all people) wait in their place for the night.
People of one day decide in a few batches where a camp is nearly full; the engine of persons has them decide
one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from posada.movement.network import Flags, Floats, Ints
from posada.movement.transition import FULL_FROM, MOST_HOPS_A_DAY, PARTS, Day, Transition

_QUARTERS = 4
_PARTS_OF_QUARTER = PARTS // _QUARTERS


class Draw(Protocol):
    """How people of one kind are split: by chance, or as expected."""

    least_share: float

    def some(self, people: Floats, chance: Floats) -> Floats:
        """Those of each kind for whom a chance comes true."""

    def split(self, people: Floats, shares: Floats) -> Floats:
        """Each kind split over columns by the shares of its row."""

    def poisson(self, people: Floats) -> Floats:
        """A count around each expected number."""


class Kinds(NamedTuple):
    """People in places: their state, whether the first road is before them, what they remember, parts gone."""

    state: Ints
    first: Ints
    recent: Ints
    part: Ints
    people: Floats

    def where(self, chosen: Flags) -> Kinds:
        """The kinds chosen."""
        return Kinds._make(column[chosen] for column in self)

    def of(self, people: Floats) -> Kinds:
        """The same kinds with other counts, without those of nobody."""
        return self._replace(people=people).where(people > 0)


class Riders(NamedTuple):
    """People on roads: the road, the state it leads to, when they entered, and what holds when they arrive."""

    road: Ints
    aim: Ints
    entered: Ints
    recent: Ints
    part: Ints
    limit: Floats
    people: Floats

    def where(self, chosen: Flags) -> Riders:
        """The riders chosen."""
        return Riders._make(column[chosen] for column in self)


def _joined_riders(many: list[Riders]) -> Riders:
    return Riders._make(np.concatenate(columns) for columns in zip(*many, strict=True))


@dataclass(frozen=True, slots=True)
class CountsRun:
    """A run in counts: people by day and place, on the road, and set out so far."""

    counts: Floats
    on_the_road: Floats
    set_out: Floats


def run_counts(transition: Transition, draw: Draw, *, batches: int) -> CountsRun:
    """The run of a conflict with counts split by `draw`."""
    world = _World(transition, draw, batches)
    schedule = transition.schedule
    world.enter(schedule.placed_at_start)
    counts, roads, set_out = [], [], []
    total = float(schedule.placed_at_start.sum())
    for day in transition.days:
        new = _setting_out(transition, day.number, draw)
        total += float(new.sum())
        world.enter(new)
        world.pass_day(day)
        # Sums of expected counts may end a hair below nobody.
        counts.append(np.maximum(world.occupancy, 0.0))
        roads.append(world.on_roads)
        set_out.append(total)
    return CountsRun(np.array(counts), np.array(roads), np.array(set_out))


def _setting_out(transition: Transition, number: int, draw: Draw) -> Floats:
    """Those who set out on a day, by place."""
    schedule = transition.schedule
    shares = schedule.origin_share[number]
    if schedule.fixed_origin:
        return draw.poisson(shares) if transition.rules.spawn_mode == "poisson" else shares
    people = schedule.setting_out[number : number + 1]
    return draw.split(people, shares[None, :])[0] if people[0] > 0 else np.zeros(len(shares))


class _World:
    """All people by kind, in places and on roads."""

    def __init__(self, transition: Transition, draw: Draw, batches: int) -> None:
        self.transition, self.draw, self.batches = transition, draw, batches
        states = transition.states
        self.place_of = np.array(states.place)
        self.next_state, self.last_of = np.array(states.next_state), np.array(states.last_place)
        self.remembers = transition.rules.avoid_short_stints
        self.levels = _QUARTERS + 1 if self.remembers else 1
        self.least = draw.least_share * float(transition.schedule.setting_out.sum())
        self.places = transition.network.places
        shape = (len(self.place_of), 2, self.levels)
        self.here, self.settled = np.zeros(shape), np.zeros(shape)
        self.occupancy = np.zeros(self.places)
        self.calendar: list[list[Riders]] = [[] for _ in transition.days]
        self.on_roads = 0.0

    def enter(self, people: Floats) -> None:
        """Put those who set out into their places."""
        self.here[: self.places, 1, 0] += people
        self.occupancy += people

    def pass_day(self, day: Day) -> None:
        """Everybody leaves who decides to, then everybody arrives who is due."""
        self._leave(day)
        onward = [self._ride_on(self._arrive(riders, day), day) for riders in self._batches_of_riders(day)]
        if onward:
            riders = _joined_riders(onward)
            for _hop in range(MOST_HOPS_A_DAY):
                if not len(riders.people):
                    break
                riders = self._ride_on(self._arrive(riders, day), day)
            self._stop(riders)
        self.here = self._rested() + self.settled
        self.settled = np.zeros_like(self.here)

    def _leave(self, day: Day) -> None:
        state, first, recent = np.nonzero(self.here > self.least)
        people = self.here[state, first, recent]
        likely = day.chance[self.place_of]
        if not self.transition.compat:
            likely = np.where(self._next_road(day) >= 0, 1.0, likely)
        leave = self.draw.some(people, likely[state])
        kinds = Kinds(state, first, recent, np.zeros(len(state), np.int64), leave)
        self.here[state, first, recent] -= leave
        for batch in self._split_in_batches(kinds.people, day):
            stay, riders = self._choose(kinds.of(batch), day)
            np.add.at(self.here, (stay.state, stay.first, stay.recent), stay.people)
            self._put_on_calendar(riders, day)

    def _split_in_batches(self, people: Floats, day: Day) -> list[Floats]:
        """The people in as many parts as there are batches where a camp is nearly full, else all at once."""
        limits = self.transition.limits_on(day)
        near = (limits >= 1.0) & (self.occupancy > 0.8 * limits)
        if self.batches == 1 or not near.any():
            return [people]
        shares = np.full((len(people), self.batches), 1.0 / self.batches)
        return list(self.draw.split(people, shares).T)

    def _batches_of_riders(self, day: Day) -> list[Riders]:
        due = self.calendar[day.number]
        if not due:
            return []
        riders = _joined_riders(due)
        self.calendar[day.number] = []
        return [
            riders._replace(people=batch).where(batch > 0)
            for batch in self._split_in_batches(riders.people, day)
        ]

    def _put_on_calendar(self, riders: Riders, day: Day) -> None:
        """Note riders for the day they are due, in `entered` counted from that on which they entered."""
        last = len(self.calendar)
        self.on_roads += float(riders.people.sum())
        due = riders.entered
        entered = riders._replace(entered=np.full(len(due), day.number))
        for on in np.unique(due):
            if on < last:
                self.calendar[on].append(entered.where(due == on))

    def _arrive(self, riders: Riders, day: Day) -> Kinds:
        """Those who may go on today; the others have been settled for the night."""
        self.on_roads -= float(riders.people.sum())
        back = self.transition.turned_back(riders.road, riders.entered, day)
        state = np.where(back, self.transition.network.tail[riders.road], riders.aim)
        place = self.place_of[state]
        self.occupancy += np.bincount(place, riders.people, minlength=self.places)
        goes = ~back & (riders.part < riders.limit)
        # People of one kind are put together here, so that their number does not grow with the hops.
        kinds = self._together(state, riders.recent, riders.part, riders.people, goes)
        likely = day.chance[self.place_of[kinds.state]]
        if not self.transition.compat:
            likely = np.where(self._next_road(day)[kinds.state] >= 0, 1.0, likely)
        if self.remembers:
            short = day.is_town[self.place_of[kinds.state]] & (
                kinds.recent * _PARTS_OF_QUARTER + kinds.part < PARTS
            )
            likely = np.where(short, 1.0, likely)
        goers = self.draw.some(kinds.people, likely)
        self._settle(kinds.of(kinds.people - goers))
        return kinds.of(goers)

    def _together(self, state: Ints, recent: Ints, part: Ints, people: Floats, goes: Flags) -> Kinds:
        kinds = Kinds(state, np.zeros(len(state), np.int64), recent, part, people)
        self._settle(kinds.where(~goes))
        kinds = kinds.where(goes)
        wide = 2 * PARTS + 1
        key = (kinds.state * wide + kinds.recent) * wide + kinds.part
        found, at = np.unique(key, return_inverse=True)
        summed: Floats = np.bincount(at, kinds.people, minlength=len(found)).astype(float)
        state, rest = np.divmod(found, wide * wide)
        together = Kinds(state, np.zeros(len(found), np.int64), rest // wide, rest % wide, summed)
        few = summed <= self.least
        self._settle(together.where(few))
        return together.where(~few)

    def _settle(self, kinds: Kinds) -> None:
        recent = self._evening(kinds.recent, kinds.part) if self.remembers else kinds.recent
        np.add.at(self.settled, (kinds.state, kinds.first, recent), kinds.people)

    def _ride_on(self, kinds: Kinds, day: Day) -> Riders:
        """Those of the people going on who arrive today once more; the others are on the calendar or settled."""
        stay, riders = self._choose(kinds, day)
        self._settle(stay)
        today = riders.entered == day.number
        self._put_on_calendar(riders.where(~today), day)
        self.on_roads += float(riders.people[today].sum())
        return riders.where(today)

    def _stop(self, riders: Riders) -> None:
        """Let those rest who have gone on for more hops than a day may have."""
        if len(riders.people):
            self.on_roads -= float(riders.people.sum())
            place = self.place_of[riders.aim]
            self.occupancy += np.bincount(place, riders.people, minlength=self.places)
            first = np.zeros(len(riders.aim), np.int64)
            self._settle(Kinds(riders.aim, first, riders.recent, riders.part, riders.people))

    def _choose(self, kinds: Kinds, day: Day) -> tuple[Kinds, Riders]:
        """Those who find no way and stay without a plan, and those who leave; `entered` is when they are due."""
        multiplier = self.transition.camp_multiplier(self.occupancy, day)
        routes = day.routes
        free = kinds.state < self.places
        shares, start = self._shares(day, multiplier)
        planless = kinds.where(free)
        picked = self.draw.split(planless.people, shares[planless.state])
        row, column = np.nonzero(picked)
        route = start[planless.state[row]] + column
        planned = kinds.where(~free)
        # The last column stands for places without any road out.
        lost = column == shares.shape[1] - 1
        route = np.where(lost, 0, route)
        none = len(routes.km) == 0
        first_road = np.where(lost, -1, 0 if none else routes.first_road[route])
        chosen = Kinds._make(
            np.concatenate([one[row], two]) for one, two in zip(planless, planned, strict=True)
        )
        chosen = chosen._replace(people=np.concatenate([picked[row, column], planned.people]))
        road = np.concatenate([first_road, self._next_road(day)[planned.state]])
        aim = np.concatenate([0 * route if none else routes.state[route], self.next_state[planned.state]])
        last = np.concatenate([0 * route if none else routes.last_place[route], self.last_of[planned.state]])
        stays = (road < 0) | (day.is_camp[last] & (multiplier[last] < FULL_FROM))
        stay = chosen.where(stays)
        stay = stay._replace(state=self.place_of[stay.state])
        leave = chosen.where(~stays)
        self.occupancy -= np.bincount(self.place_of[leave.state], leave.people, minlength=self.places)
        return stay, self._on_roads(leave, road[~stays], aim[~stays], day)

    def _shares(self, day: Day, multiplier: Floats) -> tuple[Floats, Ints]:
        """For each place the chance of each of its routes, one column more for places that have none."""
        routes = day.routes
        many = np.diff(routes.start)
        widest = int(many.max(initial=0))
        columns = np.arange(widest + 1)
        there = columns[None, :] < many[:, None]
        weight = np.zeros((self.places, widest + 1))
        weight[there] = routes_weight(day, multiplier, self.transition.rules.weight_power)
        total = weight.sum(axis=1)
        nothing = (total <= 0.0) & (many > 0)
        weight[nothing] = there[nothing]
        weight[many == 0, widest] = 1.0
        return weight / weight.sum(axis=1, keepdims=True), routes.start

    def _on_roads(self, kinds: Kinds, road: Ints, aim: Ints, day: Day) -> Riders:
        """The people on the roads they chose, some on foot."""
        rules, network = self.transition.rules, self.transition.network
        on_foot = rules.start_on_foot & (kinds.first == 1)
        walking = network.walk_probability[road]
        if walking.any():
            walkers = np.where(on_foot, kinds.people, self.draw.some(kinds.people, walking))
            riding = kinds.people - walkers
            kinds = Kinds._make(np.concatenate([column, column]) for column in kinds)
            kinds = kinds._replace(people=np.concatenate([walkers, riding]))
            on_foot = np.repeat([True, False], len(road))
            road, aim = np.concatenate([road, road]), np.concatenate([aim, aim])
            some = kinds.people > 0
            kinds, on_foot, road, aim = kinds.where(some), on_foot[some], road[some], aim[some]
        pace = self.transition.speed(road, on_foot)
        days, part, limit = self._passage(network.km[road], pace, kinds.part)
        recent = self._remembered(kinds, days, limit) if self.remembers else kinds.recent
        return Riders(road, aim, day.number + days, recent, part, limit, kinds.people)

    def _passage(self, km: Floats, pace: Floats, gone: Ints) -> tuple[Ints, Ints, Floats]:
        """Nights on the road, parts of the day gone on arrival, and from how many on a person stops."""
        if self.transition.compat:
            unit = PARTS / self.transition.rules.max_move_speed
            days = np.floor(km / pace).astype(np.int64)
            part = np.floor((km - days * pace) * unit + 0.5).astype(np.int64)
            part = np.minimum(np.where(days == 0, part + gone, part), 2 * PARTS)
            return days, part, pace * unit
        parts = np.maximum(np.round(PARTS * km / pace), 1).astype(np.int64) + gone
        return parts // PARTS, parts % PARTS, np.full(len(km), float(PARTS))

    def _remembered(self, kinds: Kinds, days: Ints, pace: Floats) -> Ints:
        """What is left of the way on arrival: each night halves it, and adds half a day's way."""
        left = 0.5 ** np.minimum(days, 60)
        first = np.where((days > 0) & self.transition.compat, kinds.part, 0) / _PARTS_OF_QUARTER
        remembered = (kinds.recent + first) * left + pace / _PARTS_OF_QUARTER * (1.0 - left)
        return np.minimum(np.floor(remembered + 0.5), _QUARTERS).astype(np.int64)

    def _evening(self, recent: Ints, part: Ints) -> Ints:
        """What people remember at night, to the nearest quarter of a day, of two halves the lower."""
        both = recent * _PARTS_OF_QUARTER + part
        evening: Ints = np.minimum((both + _PARTS_OF_QUARTER - 1) // (2 * _PARTS_OF_QUARTER), _QUARTERS)
        return evening

    def _next_road(self, day: Day) -> Ints:
        missing = len(self.place_of) - len(day.road_of_state)
        return np.concatenate([day.road_of_state, np.full(missing, -1)]) if missing else day.road_of_state

    def _rested(self) -> Floats:
        """People who stayed remember half of what they did."""
        if not self.remembers:
            return self.here
        rested = np.zeros_like(self.here)
        rested[..., 0] = self.here[..., 0] + self.here[..., 1]
        rested[..., 1] = self.here[..., 2] + self.here[..., 3]
        rested[..., 2] = self.here[..., 4]
        return rested


def routes_weight(day: Day, multiplier: Floats, weight_power: float) -> Floats:
    """The weight of each route for how full the place at its end is."""
    return np.asarray(day.weight * multiplier[day.routes.last_place] ** weight_power)
