"""One description of a day, used by all engines: what draws people where, how long a road takes, who turns back.

The formulas are those of Flee (Suleimenova, Bell and Groen, Scientific Reports 7:13377, 2017; settings of
Flee 3: Ghorbani and others, Journal of Computational Science 81:102371, 2024). Two modes:

- "native": the day is a limit. A road takes its share of it, to the second and rounded up; who arrives with time
  left goes on with this only. A road as long as a day ends on the next morning. A road that is closed when somebody
  arrives turns them back.
- "flee": as Flee 3.1, where who goes on has a full day's speed again, and where who was on a road when it
  closed is turned back even if it opened again.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np

from posada.movement.caution import POWERS, shares_of_kinds
from posada.movement.network import Flags, Floats, Ints, Network, network_of
from posada.movement.routes import Routes, States, leaving_roads, routes_over, whole_routes_over
from posada.movement.rows import FleeFolder
from posada.movement.schedule import Schedule, schedule_of
from posada.movement.settings import Settings

DAY_SECONDS = 86_400
"""A day on the road, so that a second is the shortest way that counts."""
MOST_HOPS_A_DAY = 1024
"""Who has come over so many roads on a day stays for the night; no day is long enough for them in a real land."""
FULL_FROM = 0.5
"""A camp whose multiplier is below this takes nobody in."""
_EARTH_KM = 6373.0


@dataclass(frozen=True, slots=True)
class Day:
    """All that people meet on one day; routes side by side by place, with the weight each has in an empty land."""

    number: int
    chance: Floats
    is_town: Flags
    is_camp: Flags
    routes: Routes
    weight: Floats
    road_of_state: Ints
    """The road that the plan of a state takes next, -1 where it is closed."""
    closed: Flags
    last_closed: Ints
    """For each road the last day on which it was closed anew, -1 if never."""


@dataclass(slots=True)
class Transition:
    """A conflict as arrays, and its days one by one."""

    folder: FleeFolder
    compat: bool
    network: Network
    schedule: Schedule
    states: States
    capacity: Floats
    _epochs: dict[bytes, tuple[Routes, Ints]]
    _factors: dict[int, Floats]
    _weights: dict[bytes, Floats]
    _plans: dict[bytes, Ints]
    days: list[Day]
    kinds: Floats | None
    """The share of each kind of people in each place, where a rule tells people apart."""
    _weights_by_kind: dict[int, list[Floats]]

    @property
    def rules(self) -> Settings:
        """The settings of the folder."""
        return self.folder.settings

    def camp_multiplier(self, people: Floats, day: Day) -> Floats:
        """What a place is worth for how full it is: 1 up to the buffer, then down to 0 when it is full.

        In native mode a camp that is closed has no places to fill, as it is a town like any other.
        """
        return camp_multiplier(people, self.limits_on(day), self.rules.capacity_buffer)

    def limits_on(self, day: Day) -> Floats:
        """The people that each place has room for on a day; below 1 there is no limit."""
        return self.capacity if self.compat else np.where(day.is_camp, self.capacity, 0.0)

    def weights_on(self, day: Day, people: Floats) -> Floats:
        """The weights of the routes of a day, when so many people are in each place in the morning."""
        rules = self.rules
        if self.compat or rules.pull_power == 0.0:
            return day.weight
        pull = pull_of(people, day.is_camp, rules.pull_floor) ** (rules.pull_power * rules.weight_power)
        return np.asarray(day.weight * pull[day.routes.last_place])

    def weights_by_kind(self, day: Day, people: Floats) -> Floats:
        """The weights of the routes of a day for one kind of people after the other, as `caution` tells them apart."""
        if self.kinds is None:
            return self.weights_on(day, people)
        known = id(day.weight)
        if known not in self._weights_by_kind:
            self._weights_by_kind[known] = [
                _weight(self, day.number, day.routes, power=power) for power in POWERS
            ]
        of_kinds = (dataclasses.replace(day, weight=weight) for weight in self._weights_by_kind[known])
        return np.concatenate([self.weights_on(it, people) for it in of_kinds])

    def turned_back(self, road: Ints, entered: Ints, day: Day) -> Flags:
        """Whether those who reach the end of a road on a day are sent back to where they came from."""
        return day.last_closed[road] > entered if self.compat else day.closed[road]

    def speed(self, road: Ints, walks: Flags) -> Floats:
        """The kilometres of a day on a road."""
        return np.where(walks, self.rules.max_walk_speed, self.network.speed[road])


def camp_multiplier(people: Floats, limits: Floats, buffer: float) -> Floats:
    """The multiplier for how full places are; a limit below 1 is none.

    >>> camp_multiplier(np.array([80.0, 95.0, 120.0]), np.full(3, 100.0), 0.9).round(2).tolist()
    [1.0, 0.5, 0.0]
    """
    room = np.maximum(limits * (1.0 - buffer), 1e-12)
    falling = 1.0 - (people - buffer * limits) / room
    return np.where((limits < 1.0) | (people <= buffer * limits), 1.0, np.clip(falling, 0.0, 1.0))


def pull_of(people: Floats, is_camp: Flags, floor: float) -> Floats:
    """What draws people to where others are: the share of a camp in all who are in camps, over an equal share.

    With `floor` equal shares added for each camp; 1 for a camp with an equal share, and for what is no camp.
    News of where others went travels with relatives (Massey and others, "Theories of international migration",
    Population and Development Review 19:431, 1993).

    >>> pull_of(np.array([9.0, 300.0, 100.0]), np.array([False, True, True]), 0.5).round(2).tolist()
    [1.0, 1.33, 0.67]
    """
    inside = np.where(is_camp, people, 0.0)
    total = inside.sum()
    if total <= 0.0:
        return np.ones(len(people))
    equal = total / is_camp.sum()
    return np.where(is_camp, (inside + floor * equal) / ((1.0 + floor) * equal), 1.0)


def transition_of(folder: FleeFolder, compat: str = "") -> Transition:
    """The transition of a folder; `compat` is "" for native or "flee".

    >>> from posada.movement.example import example
    >>> day = transition_of(example()).days[0]
    >>> day.routes.km.tolist()
    [150.0, 150.0, 120.0, 240.0, 120.0, 240.0]
    """
    if compat not in ("", "flee"):
        raise ValueError(f"compat: must be '' or 'flee', got {compat!r}.")
    as_flee = compat == "flee"
    network = network_of(folder, compat=as_flee)
    schedule = schedule_of(folder, network, compat=as_flee)
    limits = np.floor(network.capacity) * folder.settings.capacity_scaling
    transition = Transition(
        folder, as_flee, network, schedule, States.of_places(network.places), limits, {}, {}, {}, {}, [],
        shares_of_kinds(folder, compat=as_flee), {},
    )  # fmt: skip
    last_closed = np.full(len(network.tail), -1)
    for number in range(folder.days):
        before = schedule.closed[number - 1] if number else np.zeros(len(network.tail), bool)
        last_closed = np.where(schedule.closed[number] & ~before, number, last_closed)
        transition.days.append(_day(transition, number, last_closed))
    return transition


def _day(transition: Transition, number: int, last_closed: Ints) -> Day:
    schedule, rules = transition.schedule, transition.rules
    key = schedule.closed[number].tobytes() + schedule.forced[number].tobytes()
    if _whole_ways(transition):
        key += schedule.is_camp[number].tobytes()
    if key not in transition._epochs:
        transition._epochs[key] = _epoch(transition, number)
    routes, roads = transition._epochs[key]
    known = key + schedule.score[number].tobytes() + schedule.is_camp[number].tobytes()
    if known not in transition._weights:
        transition._weights[known] = _weight(transition, number, routes)
    if key not in transition._plans or len(transition._plans[key]) < len(transition.states.place):
        transition._plans[key] = _filled(roads, transition)
    chance = schedule.chance[number]
    if rules.awareness_level == 0 and transition.compat:
        chance = np.zeros(len(chance))
    return Day(
        number, chance, schedule.is_town[number], schedule.is_camp[number], routes,
        transition._weights[known], transition._plans[key], schedule.closed[number], last_closed,
    )  # fmt: skip


def _whole_ways(transition: Transition) -> bool:
    return transition.rules.whole_ways and not transition.compat


def _weight(transition: Transition, number: int, routes: Routes, *, power: float = 1.0) -> Floats:
    """The weight of each route in an empty land, for whom places are worth their worth to a power."""
    schedule, rules = transition.schedule, transition.rules
    if rules.awareness_level == 0:
        # Flee moves nobody then; the documentation of Flee says that people know the roads only.
        return np.ones(len(routes.km))
    worth = schedule.score[number][routes.last_place] ** power * _factor(
        transition, routes, schedule.is_camp[number]
    )
    distance = (rules.softening + routes.km) ** rules.distance_power
    weight: Floats = ((rules.weight_softening + worth) / np.maximum(distance, 1e-12)) ** rules.weight_power
    return weight


def _epoch(transition: Transition, number: int) -> tuple[Routes, Ints]:
    """The routes of a day, and the first open road between two places."""
    network, schedule = transition.network, transition.schedule
    is_open = ~schedule.closed[number]
    forced = schedule.forced[number] & (not transition.compat)
    if _whole_ways(transition):
        routes = whole_routes_over(network, transition.states, is_open, forced, schedule.is_camp[number])
    else:
        markers = np.array([place.kind == "marker" for place in transition.folder.locations])
        routes = routes_over(
            network, transition.states, is_open, forced, markers, awareness=transition.rules.awareness_level
        )
    roads = np.full((network.places, network.places), -1, np.int64)
    for out in leaving_roads(network, is_open, np.zeros(len(is_open), bool)):
        for road in reversed(out):
            roads[network.tail[road], network.head[road]] = road
    return routes, roads


def _filled(roads: Ints, transition: Transition) -> Ints:
    """The road that each state takes next."""
    states = transition.states
    to = np.array(states.next_place)
    return np.where(to >= 0, roads[np.array(states.place), np.maximum(to, 0)], -1)


def _factor(transition: Transition, routes: Routes, is_camp: Flags) -> Floats:
    """What multiplies the worth of a place for its distance as the crow flies and for its people."""
    rules, network = transition.rules, transition.network
    factor = np.ones(len(routes.km))
    if rules.stay_close_to_home:
        if id(routes) not in transition._factors:
            away = [
                _crow_km(transition, int(start), int(end))
                for start, end in zip(routes.origin, routes.last_place, strict=True)
            ]
            transition._factors[id(routes)] = np.maximum(np.array(away, float), 1.0)
        factor /= transition._factors[id(routes)] ** rules.home_distance_power
    if rules.use_pop_for_loc_weight:
        people = network.population[routes.last_place]
        # Flee 3.1 takes the smaller of 1 and the people, which has no effect on any town.
        people = np.minimum(people, 1.0) if transition.compat else np.maximum(people, 1.0)
        grown = people**rules.pop_power_for_loc_weight
        factor *= np.where(is_camp[routes.last_place], 1.0, grown)
    if rules.capacity_power > 0.0 and not transition.compat:
        factor *= _size_of_camps(transition)[routes.last_place] ** rules.capacity_power
    return factor


def _size_of_camps(transition: Transition) -> Floats:
    """The capacity of each camp over the mean of those that have one; 1 for all other places."""
    capacity = transition.network.capacity
    told = capacity > 0
    mean = capacity[told].mean() if told.any() else 1.0
    return np.where(told, capacity / mean, 1.0)


def _crow_km(transition: Transition, start: int, end: int) -> float:
    """Great-circle kilometres; Flee exchanges latitude and longitude, which "flee" repeats."""
    one, two = transition.folder.locations[start], transition.folder.locations[end]
    points = [(one.latitude, one.longitude), (two.latitude, two.longitude)]
    if transition.compat:
        points = [(longitude, latitude) for latitude, longitude in points]
    (lat1, lon1), (lat2, lon2) = ([math.radians(angle) for angle in point] for point in points)
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return _EARTH_KM * 2 * math.atan2(math.sqrt(a), math.sqrt(max(1 - a, 0.0)))
