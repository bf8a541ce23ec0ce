"""What counts of people meet: how far each kind comes on each road, and the routes of a place side by side.

People in a place are of one kind who are in the same *state* (a place and a plan), have or have not gone their
first road, and remember as much of the road, to half a day. On the way a *slot* tells the rest: the half of a day they
remember and the three hours of the day in which they are, or, for who cannot go on today, what they will remember in
the evening. A *node* is a state and a slot.

How long people of a node have gone today and what they remember of the days before is kept beside their number, in
seconds: the mean of all who were put together, which is exact where they came by one way. Beside it stands who of them
has gone longest. Where this one would have to go further than a day, all of them spend the night, so that nobody ever
goes further.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.movement.network import Flags, Floats, Ints
from posada.movement.transition import DAY_SECONDS, FULL_FROM, Day, Transition

PARTS = 8
"""People of one place are put together by three hours of the day; what finer parts bring, chance hides."""
_HALVES = 2
LONGEST = 40
"""After so many nights nothing is left of what people remember, to the second."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What roads ask of people, by road and on foot or not (the *pace*: one row each); all times in seconds."""

    way: Ints
    """How long a road takes; as Flee, what is left of it after full nights."""
    nights: Ints
    """As Flee, full nights on the way, for whoever enters; 0 in native mode, where the hour decides."""
    day: Ints
    """After how long people stop; as Flee, how far a road lets them go in a day, at the speed of the settings."""
    levels: int
    """Kinds by what people remember of the road; one where no rule asks for it."""
    width: int
    """Parts of the day in which people who go on can be; as Flee two days', as who goes on has a full day again."""
    most_nights: int
    """The most nights on the way for anybody who arrives."""
    compat: bool

    @property
    def slots(self) -> int:
        """How many slots there are; from `levels * width` on they are those of people who rest."""
        return self.levels * (self.width + 1)

    def level(self, recent: Ints) -> Ints:
        """The half of a day in which what people remember lies."""
        return np.minimum(recent * self.levels // DAY_SECONDS, self.levels - 1)

    def slot(self, gone: Ints, recent: Ints) -> Ints:
        """The slot of people who can go on."""
        return self.level(recent) * self.width + np.minimum(gone * PARTS // DAY_SECONDS, self.width - 1)

    def resting(self, recent: Ints) -> Ints:
        """The slot of people who cannot, by what they will remember in the evening."""
        return self.levels * self.width + self.level(recent)

    def evening(self, gone: Ints, recent: Ints) -> Ints:
        """What people remember at night: half of today and of what they remembered."""
        return (gone + recent) // 2 if self.levels > 1 else np.zeros_like(recent)

    def passage(self, pace: Ints, gone: Ints, latest: Ints, recent: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Nights on the way, and on arrival the time that is gone, the longest of anybody, and what is remembered.

        >>> from posada.movement.example import example
        >>> from posada.movement.transition import transition_of
        >>> ground = ground_of(transition_of(example()))  # the first road has 150 km, at 200 km a day
        >>> hours = [column.tolist() for column in ground.passage(*(np.array([it]) for it in (0, 18000, 28800, 0)))]
        >>> hours  # 5 hours gone on average and 8 at most: all spend the night
        [[1], [0], [0], [0]]
        """
        way, day = self.way[pace], self.day[pace]
        if self.compat:
            nights = self.nights[pace]
            arrives = np.where(nights == 0, gone + way, way)
            latest, before = arrives, gone
        else:
            nights = (latest + way) // DAY_SECONDS
            arrives = np.maximum(gone + way - nights * DAY_SECONDS, 0)
            latest, before = np.where(nights == 0, latest + way, arrives), np.zeros_like(gone)
        if self.levels > 1:
            recent = np.where(
                nights == 0, recent, day - ((day - recent - before) >> np.minimum(nights, LONGEST))
            )
        return nights, arrives, latest, recent


def ground_of(transition: Transition) -> Ground:
    """The ways of a conflict.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> ground = ground_of(transition_of(example()))
    >>> int(ground.way[0]) / DAY_SECONDS, ground.most_nights  # 150 km at 200 km a day, and 240 km at 35 km on foot
    (0.75, 7)
    """
    rules, network = transition.rules, transition.network
    pace = np.column_stack([network.speed, np.full(len(network.tail), rules.max_walk_speed)]).ravel()
    km = np.repeat(network.km, 2)
    if transition.compat:
        unit = DAY_SECONDS / rules.max_move_speed
        nights = np.floor(km / pace).astype(np.int64)
        way = np.rint((km - nights * pace) * unit).astype(np.int64)
        day, most = np.rint(pace * unit).astype(np.int64), nights
    else:
        # Rounded up, so that nobody goes further than a day, but for what floats add; `passage` has the same.
        way = np.ceil(DAY_SECONDS * km / pace - 1e-6).astype(np.int64)
        nights, day = np.zeros_like(way), np.full_like(way, DAY_SECONDS)
        most = way // DAY_SECONDS + 1
    return Ground(
        way, nights, day, _HALVES if rules.avoid_short_stints else 1, PARTS * (2 if transition.compat else 1),
        int(min(most.max(initial=0), len(transition.days))), transition.compat,
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
