"""Counts of people moved day by day, for the engine of populations and for the one of expected counts.

People are alike who are in one node (see `ground`), so that the cost depends on how many nodes there are, not on
how many people. How kinds are split is left to `Draw`. A day goes in waves: all who leave, then all who arrive,
then all of those who go on and arrive again, until nobody does.

Expected counts too small to matter (`Draw.least_share` of all people) wait in their place for the night.
Where a camp fills quickly, the people of a day decide in a few batches one after the other; the engine of persons
has them decide one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from posada.movement.caution import OneByOneError
from posada.movement.compiled import compiled_run
from posada.movement.ground import Ground, Meetings, ground_of, meetings_of, turned_back_of
from posada.movement.groups import Group, mean, one_after_the_other, together
from posada.movement.network import Flags, Floats, Ints
from posada.movement.transition import (
    DAY_SECONDS,
    FULL_FROM,
    MOST_HOPS_A_DAY,
    Day,
    Transition,
    camp_multiplier,
    pull_of,
)

MOST_BATCHES = 4
"""Batches of a day at most; more come nearer to people deciding one by one."""
NEARLY_FULL = 0.8
BAND_PER_BATCH = 0.1
"""How much of the last places, those in which a camp draws fewer, may fill before others decide anew."""


class Draw(Protocol):
    """How people of one kind are split: by chance, or as expected."""

    @property
    def least_share(self) -> float:
        """Counts below this share of all people wait for the night."""

    @property
    def rng(self) -> np.random.Generator | None:
        """The source of chance, if there is any."""

    def some(self, people: Floats, chance: Floats) -> Floats:
        """Those of each kind for whom a chance comes true."""

    def split(self, people: Floats, shares: Floats) -> Floats:
        """Each kind split over columns by the shares of its row."""

    def poisson(self, people: Floats) -> Floats:
        """A count around each expected number."""


@dataclass(frozen=True, slots=True)
class CountsRun:
    """A run in counts: people by day and place, on the road, and set out so far."""

    counts: Floats
    on_the_road: Floats
    set_out: Floats


def run_counts(transition: Transition, draw: Draw, *, compiled: bool = True) -> CountsRun:
    """The run of a conflict with counts split by `draw`; by numba, if it is installed and `compiled`.

    Raises OneByOneError where Flee draws for each person and day what counts draw once.
    """
    _drawn_once_only(transition)
    out_by_day = _setting_out(transition, draw)
    out_by_day[0] += transition.schedule.placed_at_start
    ground, meetings = ground_of(transition), meetings_of(transition)
    least = draw.least_share * float(transition.schedule.setting_out.sum())
    loops = compiled_run() if compiled else None
    if loops is not None:
        counts, roads = loops(transition, ground, meetings, draw.rng, least, out_by_day)
    else:
        world = World(transition, ground, meetings, draw, least)
        evenings = [world.pass_day(day, out) for day, out in zip(transition.days, out_by_day, strict=True)]
        counts, roads = (np.array(column) for column in zip(*evenings, strict=True))
    # Sums of expected counts may end a hair below nobody.
    return CountsRun(np.maximum(counts, 0.0), np.maximum(roads, 0.0), np.cumsum(out_by_day.sum(axis=1)))


def _drawn_once_only(transition: Transition) -> None:
    """As Flee, who may walk is drawn anew on each day of a road; counts do not tell the days of a road apart."""
    if not transition.compat:
        return
    walks = [it for it in transition.folder.routes if 0.0 < it.walk_probability < 1.0]
    rules = transition.rules
    slowest = min(rules.max_walk_speed, rules.max_move_speed)
    if lines := sorted(it.line for it in walks if it.km >= min(slowest, it.max_move_speed or slowest)):
        raise OneByOneError(
            f"input_csv/routes.csv, line {lines[0]}, walk_probability: Flee draws it anew on each day of a road, which "
            f"counts cannot; engine must be individual."
        )


def _setting_out(transition: Transition, draw: Draw) -> Floats:
    """Those who set out, by day and place."""
    schedule, days = transition.schedule, len(transition.days)
    shares = schedule.origin_share[:days]
    if schedule.fixed_origin:
        return draw.poisson(shares) if transition.rules.spawn_mode == "poisson" else shares.copy()
    out, some = np.zeros(shares.shape), schedule.setting_out[:days] > 0
    out[some] = draw.split(schedule.setting_out[:days][some], shares[some])
    return out


class World:
    """All people by kind, in places and on roads, moved on by one day after the other.

    A kind is a number for state, first road and what is remembered together; a node one for state and slot.
    """

    def __init__(
        self, transition: Transition, ground: Ground, meetings: Meetings, draw: Draw, least: float
    ) -> None:
        self.transition, self.ground, self.meetings = transition, ground, meetings
        self.draw, self.least = draw, least
        states = transition.states
        self.place_of = np.array(states.place)
        self.next_state, self.last_of = np.array(states.next_state), np.array(states.last_place)
        self.places = transition.network.places
        kinds, self.nodes = len(self.place_of) * 2 * ground.levels, len(self.place_of) * ground.slots
        self.here, self.memory = np.zeros(kinds), np.zeros(kinds, np.int64)
        self.settled, self.remembered = np.zeros(kinds), np.zeros(kinds)
        self.occupancy, self.evening_before = np.zeros(self.places), np.zeros(self.places)
        self.waiting: list[list[Group]] = [[] for _ in range(ground.most_nights + 1)]
        self.closes = turned_back_of(transition)
        self.on_roads = 0.0
        self.walks = bool((transition.network.walk_probability > 0).any())

    def pass_day(self, day: Day, new: Floats) -> tuple[Floats, float]:
        """Those who set out enter, everybody leaves who decides to, everybody arrives who is due.

        The people in each place in the evening, and on roads.
        """
        self._enter(new)
        self._meet(day)
        due = self._due(day)
        self._arrive_until_nobody_does(day, [*due, *self._leave(day)])
        self._rest()
        self.evening_before = self.occupancy.copy()
        return self.evening_before, self.on_roads

    def _enter(self, new: Floats) -> None:
        """Those who set out have no road behind them; who has not gone their first road yet mixes with them."""
        kinds = (np.arange(self.places) * 2 + 1) * self.ground.levels
        total = self.here[kinds] + new
        self.memory[kinds] = mean(self.here[kinds] * self.memory[kinds], total)
        self.here[kinds] = total
        self.occupancy += new

    def _meet(self, day: Day) -> None:
        """What people meet in the morning."""
        at, meetings, rules = day.number, self.meetings, self.transition.rules
        self.limits, self.falls_from = meetings.limits[at], meetings.falls_from[at]
        self.next_road = meetings.next_road[meetings.plan[at]]
        likely = meetings.likely[at][self.place_of]
        self.likely = likely if self.transition.compat else np.where(self.next_road >= 0, 1.0, likely)
        self.pull = None
        if rules.pull_power > 0.0 and not self.transition.compat:
            pull = pull_of(self.occupancy, day.is_camp, rules.pull_floor)
            self.pull = pull ** (rules.pull_power * rules.weight_power)
        self.batches = self._needed_batches()

    def _needed_batches(self) -> int:
        """As many as keep what a nearly full camp gains in one of them small beside its last places."""
        near = (self.limits >= 1.0) & (self.occupancy > NEARLY_FULL * self.limits)
        if not near.any():
            return 1
        band = self.limits[near] * (1.0 - self.transition.rules.capacity_buffer)
        gain = np.abs(self.occupancy[near] - self.evening_before[near])
        wanted = float((gain / np.maximum(BAND_PER_BATCH * band, 1.0)).max())
        return int(min(max(np.ceil(wanted), 1.0), MOST_BATCHES))

    def _due(self, day: Day) -> list[Group]:
        """Those on the road who are due."""
        row = day.number % len(self.waiting)
        due, self.waiting[row] = self.waiting[row], []
        self.on_roads -= float(sum(group.people.sum() for group in due))
        return due

    def _leave(self, day: Day) -> list[Group]:
        """Let people leave in the morning; those of them who arrive today."""
        levels = self.ground.levels
        kind = np.flatnonzero(self.here > self.least)
        state, rest = np.divmod(kind, 2 * levels)
        recent, nothing = self.memory[kind], np.zeros(len(kind), np.int64)
        found = []
        for people in self._in_batches(self.here[kind]):
            arriving, stay = self._choose(
                day, state, rest >= levels, self.likely[state], Group(kind, people, nothing, nothing, recent)
            )
            self.here[kind] -= people - stay
            found.append(arriving)
        return found

    def _in_batches(self, people: Floats) -> list[Floats]:
        if self.batches == 1:
            return [people]
        return list(self.draw.split(people, np.full((len(people), self.batches), 1.0 / self.batches)).T)

    def _arrive_until_nobody_does(self, day: Day, arriving: list[Group]) -> None:
        if not arriving:
            return
        group = together(arriving, self.nodes)
        found = [self._wave(day, group._replace(people=people)) for people in self._in_batches(group.people)]
        for _hop in range(MOST_HOPS_A_DAY):
            group = together(found, self.nodes)
            if not len(group.node):
                return
            found = [self._wave(day, group)]
        # Nobody goes on for more hops than a day may have.
        self._come_and_settle(together(found, self.nodes))

    def _wave(self, day: Day, group: Group) -> Group:
        """Let people arrive, and some go on; those of them who arrive once more today."""
        state, slot = np.divmod(group.node, self.ground.slots)
        goes = (slot < self.ground.levels * self.ground.width) & (group.people > self.least)
        if not goes.all():
            self._come_and_settle(group.of(~goes))
            group, state = group.of(goes), state[goes]
        place, likely = self.place_of[state], self.likely[state]
        self.occupancy += np.bincount(place, group.people, minlength=self.places)
        if self.ground.levels > 1:
            # Who has had less than a day of the road does not stay in a town.
            short = day.is_town[place] & (group.gone + group.recent < DAY_SECONDS)
            likely = np.where(short, 1.0, likely)
        arriving, stay = self._choose(day, state, np.zeros(len(state), bool), likely, group)
        self._settle(2 * state, self.ground.evening(group.gone, group.recent), stay)
        return arriving

    def _come_and_settle(self, group: Group) -> None:
        """Let people arrive who stay for the night."""
        state, slot = np.divmod(group.node, self.ground.slots)
        self.occupancy += np.bincount(self.place_of[state], group.people, minlength=self.places)
        rests = slot >= self.ground.levels * self.ground.width
        evening = np.where(rests, group.recent, self.ground.evening(group.gone, group.recent))
        self._settle(2 * state, evening, group.people)

    def _settle(self, state_and_first: Ints, evening: Ints, people: Floats) -> None:
        kind = state_and_first * self.ground.levels + self.ground.level(evening)
        self.settled += np.bincount(kind, people, minlength=len(self.settled))
        if self.ground.levels > 1:
            self.remembered += np.bincount(kind, people * evening, minlength=len(self.settled))

    def _choose(
        self, day: Day, state: Ints, first: Flags, likely: Floats, group: Group
    ) -> tuple[Group, Floats]:
        """Let people leave by a chance and choose; who leaves and finds no way stays without a plan.

        Those who arrive today, and how many of each kind did not leave.
        """
        shares, open_roads = self._shares(day)
        chance = np.empty((len(state), shares.shape[1] + 1))
        chance[:, 0] = 1.0 - likely
        free = state < self.places
        at = np.where(free, state, 0)
        chance[:, 1:] = likely[:, None] * shares[at]
        roads, aims = open_roads[at], self.meetings.aim[self.meetings.table[day.number]][at]
        if not free.all():
            planned = np.flatnonzero(~free)
            plan = state[planned]
            full = day.is_camp[self.last_of[plan]] & (self._multiplier()[self.last_of[plan]] < FULL_FROM)
            chance[planned, 1:] = 0.0
            chance[planned, 1] = likely[planned]
            roads[planned, 0] = np.where(full, -1, self.next_road[plan])
            aims[planned, 0] = self.next_state[plan]
        picked = self.draw.split(group.people, chance)
        who, column = np.nonzero(picked[:, 1:])
        people, road, aim = picked[who, column + 1], roads[who, column], aims[who, column]
        stays = road < 0
        if stays.any():
            back, who = who[stays], who[~stays]
            without_plan = self.place_of[state[back]] * 2 + first[back]
            self._settle(without_plan, self.ground.evening(group.gone, group.recent)[back], people[stays])
            people, road, aim = people[~stays], road[~stays], aim[~stays]
        self.occupancy -= np.bincount(self.place_of[state[who]], people, minlength=self.places)
        on_foot = first[who] & self.transition.rules.start_on_foot
        riders = Group(aim, people, group.gone[who], group.latest[who], group.recent[who])
        return self._ride(day, road, on_foot, riders), picked[:, 0]

    def _ride(self, day: Day, road: Ints, on_foot: Flags, group: Group) -> Group:
        """Put people on the roads they chose, some on foot, each to the state that is aimed at.

        Those who arrive today.
        """
        if self.walks:
            walkers = self.draw.some(group.people, self.transition.network.walk_probability[road])
            people = np.concatenate([walkers, group.people - walkers])
            on_foot = np.concatenate([np.ones(len(road), bool), on_foot])
            group = one_after_the_other([group, group])._replace(people=people)
            some = people > 0.0
            group, road, on_foot = group.of(some), np.concatenate([road, road])[some], on_foot[some]
        ground, (aim, people, gone, latest, recent) = self.ground, group
        pace = 2 * road + on_foot
        nights, gone, latest, recent = ground.passage(pace, gone, latest, recent)
        slot = ground.slot(gone, recent)
        if ground.compat:
            rests = gone >= ground.day[pace]
            recent = np.where(rests, ground.evening(gone, recent), recent)
            slot = np.where(rests, ground.resting(recent), slot)
        arriving = Group(aim * ground.slots + slot, people, gone, latest, recent)
        today = nights == 0
        if today.all():
            return arriving
        self._put_on_roads(day, nights[~today], road[~today], arriving.of(~today))
        return arriving.of(today)

    def _put_on_roads(self, day: Day, nights: Ints, road: Ints, group: Group) -> None:
        """Let people wait for the day they arrive, where they come from if the road will be closed then."""
        self.on_roads += float(group.people.sum())
        due = day.number + nights
        in_time = due < len(self.transition.days)
        due, road, group = due[in_time], road[in_time], group.of(in_time)
        back = self.closes[due, road] > day.number
        if back.any():
            ground = self.ground
            rests = group.node % ground.slots >= ground.levels * ground.width
            evening = np.where(rests, group.recent, ground.evening(group.gone, group.recent))
            home = self.transition.network.tail[road] * ground.slots + ground.resting(evening)
            group = group._replace(
                node=np.where(back, home, group.node), recent=np.where(back, evening, group.recent)
            )
        for day_due in np.unique(due).tolist():
            self.waiting[day_due % len(self.waiting)].append(group.of(due == day_due))

    def _multiplier(self) -> Floats:
        return camp_multiplier(self.occupancy, self.limits, self.transition.rules.capacity_buffer)

    def _shares(self, day: Day) -> tuple[Floats, Ints]:
        """For each place the chances of its routes, and their first roads, -1 where the camp at the end is full."""
        at, meetings = day.number, self.meetings
        if self.pull is None and not (self.occupancy > self.falls_from).any():
            return meetings.shares[meetings.table[at]], meetings.road[meetings.table[at]]
        return meetings.open_at(at, self._multiplier(), self.pull, self.transition.rules.weight_power)

    def _rest(self) -> None:
        """The night: who stayed remembers half of what they did, and mixes with who came."""
        if self.ground.levels > 1:
            kind = np.flatnonzero(self.here)
            self._settle(kind // self.ground.levels, self.memory[kind] // 2, self.here[kind])
            self.memory = mean(self.remembered, self.settled)
            self.here, self.settled = self.settled, np.zeros_like(self.here)
            self.remembered[:] = 0.0
        else:
            self.here += self.settled
            self.settled[:] = 0.0
