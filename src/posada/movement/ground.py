"""What counts of people meet: how far each kind comes on each road, and the routes of a place side by side.

People in a place are of one kind who are in the same *state* (a place and a plan), have or have not gone their
first road, and remember as much of the road. On the way a *slot* tells the rest: what they remember and the parts
of the day that are gone, or, for who cannot go on today, what they will remember in the evening.

Parts of a day are whole, and what a person remembers is rounded to a quarter of a day. Kinds of few people on the way
(`few_of`) are put together with others of their place that remember as much, by quarters of the day that are gone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.movement.network import Flags, Floats, Ints
from posada.movement.transition import FULL_FROM, PARTS, Day, Transition

_QUARTERS = 4
_PARTS_OF_QUARTER = PARTS // _QUARTERS
FEW_SHARE = 1e-3
"""Of people on the way, kinds below this share of all people are told apart by quarters of the day only."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Tables by road and slot that hold for the whole run."""

    levels: int
    """How many quarters of a day of the road people can remember, with none."""
    width: int
    """How many parts of a day can be gone when somebody goes on."""
    slots: int
    """How many slots there are; from `levels * width` on they are those of people who rest."""
    nights: Ints
    """Nights on the way: by road and on foot or not (one row each), by slot."""
    slot: Ints
    """The slot on arrival, by the same."""
    evening: Ints
    """What people in a slot remember in the evening."""
    short: Flags
    """Whether people in a slot have had less than a day of the road, so that a town does not hold them."""
    coarse: Ints
    """The slot in which few people of a slot go on: the middle of its quarter of the day."""

    def most_nights(self, days: int) -> int:
        """The most nights on the way for anybody who arrives in so many days."""
        return int(min(self.nights.max(initial=0), days))


def ground_of(transition: Transition) -> Ground:
    """The tables of a conflict.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> ground = ground_of(transition_of(example()))  # 150 km at 200 km a day are 18 of 24 parts
    >>> ground.nights[0, :8].tolist(), ground.slot[0, :8].tolist()
    ([0, 0, 0, 0, 0, 0, 1, 1], [18, 19, 20, 21, 22, 23, 0, 1])
    """
    rules, network = transition.rules, transition.network
    levels = _QUARTERS + 1 if rules.avoid_short_stints else 1
    width = 2 * PARTS + 1 if transition.compat else PARTS
    recent, part = np.divmod(np.arange(levels * width), width)
    evening = _evening(recent, part) if rules.avoid_short_stints else np.zeros(len(recent), np.int64)
    pace = np.column_stack([network.speed, np.full(len(network.tail), rules.max_walk_speed)]).ravel()[:, None]
    km = np.repeat(network.km, 2)[:, None]
    nights, parts, limit = _passage(transition, km, pace, part[None, :])
    if rules.avoid_short_stints:
        remembered = _remembered(transition, recent[None, :], part[None, :], nights, limit)
    else:
        remembered = np.zeros_like(nights)
    going = remembered * width + np.minimum(parts, width - 1)
    rests = parts >= limit
    slot = np.where(rests, levels * width + evening[going], going)
    return Ground(
        levels, width, levels * width + levels, nights, slot,
        np.concatenate([evening, np.arange(levels)]), recent * _PARTS_OF_QUARTER + part < PARTS,
        np.concatenate([recent * width + _middle(part, width), levels * width + np.arange(levels)]),
    )  # fmt: skip


def turned_back_of(transition: Transition) -> Ints:
    """By day of arrival and road: who entered before that day is sent back, -1 if nobody is.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> before = turned_back_of(transition_of(example()))
    >>> before.shape, int(before.min()), sorted(set((before[before >= 0] > 40).tolist()))
    ((40, 6), -1, [])
    """
    if transition.compat:
        return np.array([day.last_closed for day in transition.days])
    closed = transition.schedule.closed[: len(transition.days)]
    return np.where(closed, len(transition.days), -1)


def few_of(transition: Transition) -> float:
    """How many people of a kind are few, so that the hour matters less than how many kinds there are.

    None as Flee, where people have a full day's speed on each road: there it would spare little and round more.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> round(few_of(transition_of(example())), 2)
    6.85
    """
    return 0.0 if transition.compat else FEW_SHARE * float(transition.schedule.setting_out.sum())


def _middle(part: Ints, width: int) -> Ints:
    """The middle of the quarter of the day in which a part is, below the half in one quarter, above it in the next.

    So nobody gains hours on average, and who has had less than a day of the road still has.
    """
    quarter = part // _PARTS_OF_QUARTER
    middle: Ints = quarter * _PARTS_OF_QUARTER + _PARTS_OF_QUARTER // 2 - 1 + quarter % 2
    return np.minimum(middle, width - 1)


def _passage(transition: Transition, km: Floats, pace: Floats, gone: Ints) -> tuple[Ints, Ints, Floats]:
    """Nights on the road, parts of the day gone on arrival, and from how many on a person stops."""
    if transition.compat:
        unit = PARTS / transition.rules.max_move_speed
        nights = np.floor(km / pace).astype(np.int64)
        part = np.floor((km - nights * pace) * unit + 0.5).astype(np.int64)
        part = np.minimum(np.where(nights == 0, part + gone, part), 2 * PARTS)
        return np.broadcast_to(nights, part.shape), part, pace * unit
    parts = np.maximum(np.round(PARTS * km / pace), 1).astype(np.int64) + gone
    return parts // PARTS, parts % PARTS, np.full((1, 1), float(PARTS))


def _remembered(transition: Transition, recent: Ints, part: Ints, nights: Ints, pace: Floats) -> Ints:
    """What is left of the way on arrival: each night halves it, and adds half a day's way."""
    left = 0.5 ** np.minimum(nights, 60)
    first = np.where((nights > 0) & transition.compat, part, 0) / _PARTS_OF_QUARTER
    remembered = (recent + first) * left + pace / _PARTS_OF_QUARTER * (1.0 - left)
    return np.minimum(np.floor(remembered + 0.5), _QUARTERS).astype(np.int64)


def _evening(recent: Ints, part: Ints) -> Ints:
    """What people remember at night, to the nearest quarter of a day, of two halves the lower."""
    both = recent * _PARTS_OF_QUARTER + part
    evening: Ints = np.minimum((both + _PARTS_OF_QUARTER - 1) // (2 * _PARTS_OF_QUARTER), _QUARTERS)
    return evening


@dataclass(frozen=True, slots=True)
class Meetings:
    """What people meet by day; routes side by side by place, in one table for each set of weights that differs.

    Where a place has no route, its first column has no road (-1).
    """

    table: Ints
    """The number of the table of each day."""
    weight: Floats
    road: Ints
    aim: Ints
    end: Ints
    shares: Floats
    """The chance of each route where no place is nearly full."""
    wide: Ints
    """How many columns are in use, by place."""
    plan: Ints
    """The number of the row of `next_road` of each day."""
    next_road: Ints
    """The road that each state takes next by its plan, -1 where it has none or the road is closed."""
    limits: Floats
    """The people that each place has room for, by day; below 1 there is no limit."""
    falls_from: Floats
    """From how many people on a place draws fewer, by day; infinite where that is never."""
    likely: Floats
    """The chance to leave each place, by day."""
    town: Flags
    camp: Flags

    def open_at(
        self, day: int, multiplier: Floats, pull: Floats | None, weight_power: float
    ) -> tuple[Floats, Ints]:
        """The chances and the roads when places are as full as that, and draw people so much.

        A road to a full camp is -1.
        """
        at = self.table[day]
        end, road = self.end[at], self.road[at]
        many = multiplier[end]
        weight = self.weight[at] * (many if weight_power == 1.0 else many**weight_power)
        if pull is not None:
            weight = weight * pull[end]
        return _shares(weight, road), np.where(self.camp[day][end] & (many < FULL_FROM), -1, road)


def meetings_of(transition: Transition) -> Meetings:
    """What people meet on the days of a conflict.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> meetings = meetings_of(transition_of(example()))
    >>> len(meetings.table), meetings.end.tolist()
    (40, [[[1, 0, 0], [0, 2, 3], [1, 0, 0], [1, 0, 0]]])
    """
    days, schedule = transition.days, transition.schedule
    weights: dict[int, tuple[int, Day]] = {}
    plans: dict[int, tuple[int, Ints]] = {}
    table, plan = [], []
    for day in days:
        table.append(weights.setdefault(id(day.weight), (len(weights), day))[0])
        plan.append(plans.setdefault(id(day.road_of_state), (len(plans), day.road_of_state))[0])
    widest = max([1, *(int(np.diff(day.routes.start).max(initial=0)) for _, day in weights.values())])
    shape = (len(weights), transition.network.places, widest)
    weight, road = np.zeros(shape), np.full(shape, -1)
    aim, end = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for at, day in weights.values():
        there = np.arange(widest)[None, :] < np.diff(day.routes.start)[:, None]
        weight[at][there], road[at][there] = day.weight, day.routes.first_road
        aim[at][there], end[at][there] = day.routes.state, day.routes.last_place
    next_road = np.full((len(plans), len(transition.states.place)), -1)
    for at, roads in plans.values():
        next_road[at, : len(roads)] = roads
    limits = np.where(schedule.is_camp | transition.compat, transition.capacity, 0.0)
    falls_from = np.where(limits >= 1.0, transition.rules.capacity_buffer * limits, np.inf)
    shares = np.array([_shares(one, other) for one, other in zip(weight, road, strict=True)])
    return Meetings(
        np.array(table), weight, road, aim, end, shares, np.maximum((road >= 0).sum(axis=2), 1),
        np.array(plan), next_road, limits, falls_from,
        np.array([day.chance for day in days]), schedule.is_town, schedule.is_camp,
    )  # fmt: skip


def _shares(weight: Floats, road: Ints) -> Floats:
    """Weights as chances of a row; equal ones where all routes weigh nothing."""
    total = weight.sum(axis=1, keepdims=True)
    if not (total > 0.0).all():
        there = (road >= 0).astype(float)
        there[:, 0] = 1.0
        weight = np.where(total > 0.0, weight, there)
        total = weight.sum(axis=1, keepdims=True)
    return np.asarray(weight / total)
