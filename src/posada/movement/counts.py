"""Counts of people moved day by day, for the engine of populations and for the one of expected counts.

People are alike who are of one kind (see `ground`), so that the cost depends on how many kinds there are, not on
how many people. How kinds are split is left to `Draw`. A day goes in waves: all who leave, then all who arrive,
then all of those who go on and arrive again, until nobody does.

Expected counts too small to matter (`Draw.least_share` of all people) wait in their place for the night.
Where a camp fills quickly, the people of a day decide in a few batches one after the other; the engine of persons
has them decide one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from posada.movement.compiled import compiled_run
from posada.movement.ground import Ground, Meetings, few_of, ground_of, meetings_of, turned_back_of
from posada.movement.network import Flags, Floats, Ints
from posada.movement.transition import FULL_FROM, MOST_HOPS_A_DAY, Day, Transition, camp_multiplier, pull_of

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
    """The run of a conflict with counts split by `draw`; by numba, if it is installed and `compiled`."""
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

    A kind is a number for state, first road and remembered quarters together; a node one for state and slot.
    """

    def __init__(
        self, transition: Transition, ground: Ground, meetings: Meetings, draw: Draw, least: float
    ) -> None:
        self.transition, self.ground, self.meetings = transition, ground, meetings
        self.draw, self.least, self.few = draw, least, few_of(transition)
        states = transition.states
        self.place_of = np.array(states.place)
        self.next_state, self.last_of = np.array(states.next_state), np.array(states.last_place)
        self.places = transition.network.places
        kinds, nodes = len(self.place_of) * 2 * ground.levels, np.arange(len(self.place_of) * ground.slots)
        self.coarse = nodes // ground.slots * ground.slots + ground.coarse[nodes % ground.slots]
        self.here, self.settled = np.zeros(kinds), np.zeros(kinds)
        self.occupancy, self.evening_before = np.zeros(self.places), np.zeros(self.places)
        self.waiting = np.zeros((ground.most_nights(len(transition.days)) + 1, len(nodes)))
        self.closes = turned_back_of(transition)
        self.on_roads = 0.0
        self.walks = bool((transition.network.walk_probability > 0).any())

    def pass_day(self, day: Day, new: Floats) -> tuple[Floats, float]:
        """Those who set out enter, everybody leaves who decides to, everybody arrives who is due.

        The people in each place in the evening, and on roads.
        """
        self.here.reshape(-1, 2, self.ground.levels)[: self.places, 1, 0] += new
        self.occupancy += new
        self._meet(day)
        due, leaving = self._due(day), self._leave(day)
        self._arrive_until_nobody_does(day, due, leaving)
        self._rest()
        self.evening_before = self.occupancy.copy()
        return self.evening_before, self.on_roads

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

    def _due(self, day: Day) -> tuple[Ints, Floats]:
        """Where those on the road arrive who are due."""
        row = self.waiting[day.number % len(self.waiting)]
        node = np.flatnonzero(row)
        people = row[node]
        row[:] = 0.0
        self.on_roads -= float(people.sum())
        return node, people

    def _put_on_roads(self, day: Day, due: Ints, road: Ints, node: Ints, people: Floats) -> None:
        """Let people wait for the day they arrive, where they come from if the road will be closed then."""
        self.on_roads += float(people.sum())
        in_time = due < len(self.transition.days)
        due, road, node, people = due[in_time], road[in_time], node[in_time], people[in_time]
        evening = self.ground.evening[node % self.ground.slots]
        start = self.transition.network.tail[road] * self.ground.slots + len(self.ground.short) + evening
        node = np.where(self.closes[due, road] > day.number, start, node)
        np.add.at(self.waiting, (due % len(self.waiting), node), people)

    def _leave(self, day: Day) -> tuple[Ints, Floats]:
        """Let people leave in the morning; those of them who arrive today."""
        levels, width = self.ground.levels, self.ground.width
        kind = np.flatnonzero(self.here > self.least)
        state, rest = np.divmod(kind, 2 * levels)
        leave = self.draw.some(self.here[kind], self.likely[state])
        self.here[kind] -= leave
        slot, first = rest % levels * width, rest >= levels
        stays_at = (self.place_of[state] - state) * (2 * levels) + kind
        found = []
        for batch in self._in_batches(leave):
            some = batch > 0.0
            found.append(self._choose(
                day, state[some], first[some], slot[some], batch[some], stays_at[some], self.here
            ))  # fmt: skip
        return np.concatenate([node for node, _ in found]), np.concatenate([people for _, people in found])

    def _in_batches(self, people: Floats) -> list[Floats]:
        if self.batches == 1:
            return [people]
        return list(self.draw.split(people, np.full((len(people), self.batches), 1.0 / self.batches)).T)

    def _arrive_until_nobody_does(self, day: Day, *arriving: tuple[Ints, Floats]) -> None:
        # Hours are rounded once a day, so that short roads one after the other still take their time.
        node, people = self._together(arriving, self.few)
        found = []
        for batch in self._in_batches(people):
            some = batch > 0.0
            found.append(self._wave(day, node[some], batch[some]))
        for _hop in range(MOST_HOPS_A_DAY):
            node, people = self._together(found, 0.0)
            if not len(node):
                return
            found = [self._wave(day, node, people)]
        # Nobody goes on for more hops than a day may have.
        for node, people in found:
            state, slot = np.divmod(node, self.ground.slots)
            self.occupancy += np.bincount(self.place_of[state], people, minlength=self.places)
            self._settle(state, slot, people)

    def _together(self, groups: Sequence[tuple[Ints, Floats]], few: float) -> tuple[Ints, Floats]:
        """People of one node put together, and fewer than `few` with others of their quarter of the day."""
        node, people = (np.concatenate(columns) for columns in zip(*groups, strict=True))
        total = np.bincount(node, people, minlength=len(self.coarse)).astype(float)
        some = np.flatnonzero((total > 0.0) & (total < few))
        if len(some):
            moved = total[some]
            total[some] = 0.0
            total += np.bincount(self.coarse[some], moved, minlength=len(total))
        found = np.flatnonzero(total)
        return found, total[found]

    def _wave(self, day: Day, node: Ints, people: Floats) -> tuple[Ints, Floats]:
        """Let people arrive, and some go on; those of them who arrive once more today."""
        state, slot = np.divmod(node, self.ground.slots)
        self.occupancy += np.bincount(self.place_of[state], people, minlength=self.places)
        goes = (slot < len(self.ground.short)) & (people > self.least)
        self._settle(state[~goes], slot[~goes], people[~goes])
        state, slot, people = state[goes], slot[goes], people[goes]
        likely = self.likely[state]
        if self.ground.levels > 1:
            likely = np.where(day.is_town[self.place_of[state]] & self.ground.short[slot], 1.0, likely)
        go = self.draw.some(people, likely)
        self._settle(state, slot, people - go)
        some = go > 0.0
        state, slot, go = state[some], slot[some], go[some]
        stays_at = self._resting(self.place_of[state], slot)
        return self._choose(day, state, np.zeros(len(state), bool), slot, go, stays_at, self.settled)

    def _resting(self, state: Ints, slot: Ints) -> Ints:
        """The kind of people in the evening."""
        return state * (2 * self.ground.levels) + self.ground.evening[slot]

    def _settle(self, state: Ints, slot: Ints, people: Floats) -> None:
        np.add.at(self.settled, self._resting(state, slot), people)

    def _choose(
        self, day: Day, state: Ints, first: Flags, slot: Ints, people: Floats, stays_at: Ints, stay: Floats
    ) -> tuple[Ints, Floats]:
        """Let people choose and leave; who finds no way stays without a plan. Those who arrive today."""
        shares, open_roads = self._shares(day)
        free = np.flatnonzero(state < self.places)
        row, column = np.nonzero(picked := self.draw.split(people[free], shares[state[free]]))
        who, people_of = free[row], picked[row, column]
        road = open_roads[state[who], column]
        aim = self.meetings.aim[self.meetings.table[day.number]][state[who], column]
        if len(free) < len(state):
            planned = np.flatnonzero(state >= self.places)
            plan = state[planned]
            full = day.is_camp[self.last_of[plan]] & (self._multiplier()[self.last_of[plan]] < FULL_FROM)
            who = np.concatenate([who, planned])
            people_of = np.concatenate([people_of, people[planned]])
            road = np.concatenate([road, np.where(full, -1, self.next_road[plan])])
            aim = np.concatenate([aim, self.next_state[plan]])
        stays = road < 0
        np.add.at(stay, stays_at[who[stays]], people_of[stays])
        who, road, aim, people_of = who[~stays], road[~stays], aim[~stays], people_of[~stays]
        self.occupancy -= np.bincount(self.place_of[state[who]], people_of, minlength=self.places)
        on_foot = first[who] & self.transition.rules.start_on_foot
        return self._ride(day, road, aim, on_foot, slot[who], people_of)

    def _ride(
        self, day: Day, road: Ints, aim: Ints, on_foot: Flags, slot: Ints, people: Floats
    ) -> tuple[Ints, Floats]:
        """Put people on the roads they chose, some on foot; those who arrive today."""
        if self.walks:
            walkers = self.draw.some(people, self.transition.network.walk_probability[road])
            people = np.concatenate([walkers, people - walkers])
            on_foot = np.concatenate([np.ones(len(road), bool), on_foot])
            some = people > 0.0
            road, aim, slot = (np.concatenate([column, column])[some] for column in (road, aim, slot))
            people, on_foot = people[some], on_foot[some]
        pace = 2 * road + on_foot
        nights = self.ground.nights[pace, slot]
        node = aim * self.ground.slots + self.ground.slot[pace, slot]
        today = nights == 0
        later = ~today
        self._put_on_roads(day, day.number + nights[later], road[later], node[later], people[later])
        return node[today], people[today]

    def _multiplier(self) -> Floats:
        return camp_multiplier(self.occupancy, self.limits, self.transition.rules.capacity_buffer)

    def _shares(self, day: Day) -> tuple[Floats, Ints]:
        """For each place the chances of its routes, and their first roads, -1 where the camp at the end is full."""
        at, meetings = day.number, self.meetings
        if self.pull is None and not (self.occupancy > self.falls_from).any():
            return meetings.shares[meetings.table[at]], meetings.road[meetings.table[at]]
        return meetings.open_at(at, self._multiplier(), self.pull, self.transition.rules.weight_power)

    def _rest(self) -> None:
        """The night: people who stayed remember half of what they did."""
        if self.ground.levels > 1:
            here = self.here.reshape(-1, self.ground.levels)
            here[:, 0] += here[:, 1]
            here[:, 1] = here[:, 2] + here[:, 3]
            here[:, 2] = here[:, 4]
            here[:, 3:] = 0.0
        self.here += self.settled
        self.settled[:] = 0.0
