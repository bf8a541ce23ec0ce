"""The run of counts in loops that numba compiles: the same steps and draws as in `counts`, many times sooner.

Imported only where numba is installed (`pip install posada[fast]`); the answer is the same without it. The draws
come in the order of `population.ByChance`, so that one seed gives one answer on any machine.

Arrays that belong together go as one tuple; the names stand where a tuple is taken apart. All stands in one file, as
numba compiles again only when the file of the run changes: after a change to a constant that is imported here, touch
this file.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
from numba.extending import register_jitable

from posada.movement.counts import BAND_PER_BATCH, MOST_BATCHES, NEARLY_FULL
from posada.movement.ground import LONGEST, PARTS, Ground, Meetings, turned_back_of
from posada.movement.network import Floats
from posada.movement.population import FEW
from posada.movement.transition import DAY_SECONDS, FULL_FROM, MOST_HOPS_A_DAY, Transition


@register_jitable
def _some(rng: Any, by_chance: bool, people: Any, chance: Any, many: int, found: Any) -> None:
    """Those of each of `many` kinds for whom a chance comes true, into `found`."""
    if not by_chance:
        for i in range(many):
            found[i] = people[i] * chance[i]
        return
    for i in range(many):
        if people[i] <= FEW:
            count = 0
            for _ in range(int(people[i])):
                if rng.random() < chance[i]:
                    count += 1
            found[i] = count
    for i in range(many):
        if people[i] > FEW:
            found[i] = rng.binomial(int(people[i]), chance[i])


@register_jitable
def _split(rng: Any, by_chance: bool, people: Any, many: int, shares: Any, wide: Any, found: Any) -> None:
    """Each of `many` kinds split over the columns of its row that are in use, into `found`."""
    if not by_chance:
        for i in range(many):
            for j in range(wide[i]):
                found[i, j] = people[i] * shares[i, j]
        return
    for i in range(many):
        for j in range(wide[i]):
            found[i, j] = 0.0
        if people[i] <= FEW:
            for _ in range(int(people[i])):
                drawn, j = rng.random(), 0
                upto = shares[i, 0]
                while j < wide[i] - 1 and drawn >= upto:
                    j += 1
                    upto += shares[i, j]
                found[i, j] += 1.0
    for i in range(many):
        if people[i] > FEW:
            left, rest = int(people[i]), 1.0
            for j in range(min(wide[i], shares.shape[1] - 1)):
                count = rng.binomial(left, shares[i, j] / rest)
                found[i, j] = count
                left -= count
                if left <= 0:
                    break
                rest -= shares[i, j]
            if left > 0:
                found[i, wide[i] - 1] += left


@register_jitable
def _shares(occupancy: Any, rules: Any, table: Any, now: Any) -> bool:
    """Whether a place is nearly full; if so the chances of routes and their first roads are put into `now`."""
    camp, limits, falls_from, buffer, weight_power, pull = rules
    weight, road, _, end, _, _ = table
    shares, roads, multiplier = now
    near = len(pull) > 0
    for place in range(len(occupancy)):
        multiplier[place] = 1.0
        if occupancy[place] > falls_from[place]:
            near = True
            limit = limits[place]
            room = 1.0 - (occupancy[place] - buffer * limit) / max(limit * (1.0 - buffer), 1e-12)
            multiplier[place] = min(max(room, 0.0), 1.0)
    if not near:
        return False
    for place in range(weight.shape[0]):
        total = 0.0
        for j in range(weight.shape[1]):
            many = multiplier[end[place, j]]
            roads[place, j] = -1 if camp[end[place, j]] and many < FULL_FROM else road[place, j]
            shares[place, j] = weight[place, j] * (many if weight_power == 1.0 else many**weight_power)
            if len(pull):
                shares[place, j] *= pull[end[place, j]]
            total += shares[place, j]
        if not total > 0.0:
            total = 0.0
            for j in range(weight.shape[1]):
                shares[place, j] = 1.0 if j == 0 or road[place, j] >= 0 else 0.0
                total += shares[place, j]
        for j in range(weight.shape[1]):
            shares[place, j] /= total
    return True


@register_jitable
def _evening(levels: int, gone: int, recent: int) -> int:
    return (gone + recent) // 2 if levels > 1 else 0


@register_jitable
def _level(levels: int, recent: int) -> int:
    return int(min(recent * levels // DAY_SECONDS, levels - 1))


@register_jitable
def _settle(levels: int, settled: Any, state_and_first: int, evening: int, people: float) -> None:
    kind = state_and_first * levels + _level(levels, evening)
    settled[kind, 0] += people
    settled[kind, 1] += people * evening


@register_jitable
def _choose(
    rng: Any, by_chance: bool, day: int, occupancy: Any, rules: Any, table: Any, now: Any, states: Any,
    travel: Any, many: int, kinds: Any, settled: Any, edges: Any, onward: int, roads_of_days: Any,
) -> None:  # fmt: skip
    """Let people leave by a chance and choose; who leaves and finds no way stays without a plan.

    In `picked`, first column, is who did not leave.
    """
    state, first, people, gone, latest, recent, likely = kinds
    place_of, next_state, last_of, next_road = states
    way, full_nights, stops, levels, width, compat, walk_probability, walks, start_on_foot = travel
    picked, chances, wide, who, roads_of, aims_of, leaving, walkers, chance = edges
    near = _shares(occupancy, rules, table, now)
    shares, roads = (now[0], now[1]) if near else (table[4], table[1])
    aim, multiplier = table[2], now[2]
    places = len(occupancy)
    for i in range(many):
        at = state[i]
        chances[i, 0] = 1.0 - likely[i]
        if at < places:
            wide[i] = table[5][at] + 1
            for j in range(wide[i] - 1):
                chances[i, j + 1] = likely[i] * shares[at, j]
        else:
            wide[i], chances[i, 1] = 2, likely[i]
    _split(rng, by_chance, people, many, chances, wide, picked)
    used = 0
    for i in range(many):
        at = state[i]
        for j in range(wide[i] - 1):
            count = picked[i, j + 1]
            if count == 0.0:
                continue
            if at < places:
                the_road, goal = roads[at, j], aim[at, j]
            else:
                full = rules[0][last_of[at]] and multiplier[last_of[at]] < FULL_FROM
                the_road, goal = -1 if full else next_road[at], next_state[at]
            if the_road < 0:
                without_plan = place_of[at] * 2 + (1 if first[i] else 0)
                _settle(levels, settled, without_plan, _evening(levels, gone[i], recent[i]), count)
            else:
                who[used], roads_of[used], aims_of[used], leaving[used] = i, the_road, goal, count
                used += 1
    # Who leaves is taken out after all have chosen, in the order of `counts`.
    for edge in range(used):
        occupancy[place_of[state[who[edge]]]] -= leaving[edge]
    if walks:
        for edge in range(used):
            chance[edge] = walk_probability[roads_of[edge]]
        _some(rng, by_chance, leaving, chance, used, walkers)
    waiting, waits_at, many_due, before, tail, riding = roads_of_days
    # The last two rows are those of today.
    rows, slots = len(waiting) - 2, levels * (width + 1)
    # Those on foot by the chance of the road come first, then all others.
    for half in range(0 if walks else 1, 2):
        for edge in range(used):
            count = leaving[edge]
            if walks:
                count = walkers[edge] if half == 0 else count - walkers[edge]
            if count <= 0.0:
                continue
            i, the_road = who[edge], roads_of[edge]
            pace = 2 * the_road + (1 if half == 0 or (start_on_foot and first[i]) else 0)
            # As `Ground.passage`.
            arrives, longest, much = gone[i] + way[pace], latest[i] + way[pace], recent[i]
            if compat:
                nights = full_nights[pace]
                if nights > 0:
                    arrives = way[pace]
                    much = stops[pace] - ((stops[pace] - much - gone[i]) >> min(nights, LONGEST))
                longest = arrives
            else:
                nights = longest // DAY_SECONDS
                if nights > 0:
                    arrives = max(arrives - nights * DAY_SECONDS, 0)
                    longest = arrives
                    much = DAY_SECONDS - ((DAY_SECONDS - much) >> min(nights, LONGEST))
            if levels == 1:
                much = 0
            rests = compat and arrives >= stops[pace]
            if rests:
                much = _evening(levels, arrives, much)
                node = aims_of[edge] * slots + levels * width + _level(levels, much)
            else:
                part = min(arrives * PARTS // DAY_SECONDS, width - 1)
                node = aims_of[edge] * slots + _level(levels, much) * width + part
            row = onward
            if nights > 0:
                riding[0] += count
                due = day + nights
                if due >= len(before):
                    continue
                row = due % rows
                if before[due, the_road] > day:
                    # The road will be closed: they will be where they came from.
                    if not rests:
                        much = _evening(levels, arrives, much)
                    node = tail[the_road] * slots + levels * width + _level(levels, much)
            if waiting[row, node, 0] == 0.0:
                waits_at[row, many_due[row]] = node
                many_due[row] += 1
                waiting[row, node, 1] = waiting[row, node, 2] = waiting[row, node, 3] = 0.0
            waiting[row, node, 0] += count
            waiting[row, node, 1] += count * arrives
            waiting[row, node, 2] = max(waiting[row, node, 2], longest)
            waiting[row, node, 3] += count * much


@register_jitable
def _in_order(by_chance: bool, roads_of_days: Any, row: int, node: Any, column: Any) -> int:
    """How many nodes hold people in a row of those who wait, which are moved into columns, in the order of draws."""
    total, touched, many = roads_of_days[0][row], roads_of_days[1][row], roads_of_days[2][row]
    if not by_chance:
        node[:many] = touched[:many]
    elif len(total) < 8 * many:
        many = 0
        for at in range(len(total)):
            if total[at, 0] > 0.0:
                node[many] = at
                many += 1
    else:
        node[:many] = np.sort(touched[:many])
    for i in range(many):
        at = node[i]
        people = total[at, 0]
        column[i, 0], column[i, 2] = people, total[at, 2]
        column[i, 1] = math.floor(total[at, 1] / people + 0.5)
        column[i, 3] = math.floor(total[at, 3] / people + 0.5)
        total[at, 0] = 0.0
    roads_of_days[2][row] = 0
    return int(many)


@register_jitable
def _arrive(
    least: float, occupancy: Any, likely: Any, town: Any, settled: Any, places: Any, levels: int,
    width: int, many: int, node: Any, column: Any, kinds: Any,
) -> int:  # fmt: skip
    """Let people arrive and those rest who cannot go on; how many kinds can, which are put into `kinds`."""
    state, first, people, gone, latest, recent, chance = kinds
    slots = levels * (width + 1)
    used = 0
    for i in range(many):
        if column[i, 0] <= 0.0:
            continue
        the_state = node[i] // slots
        moves = node[i] - the_state * slots < levels * width
        place = places[the_state]
        occupancy[place] += column[i, 0]
        so_long, so_much = int(column[i, 1]), int(column[i, 3])
        if moves and column[i, 0] > least:
            state[used], first[used], people[used] = the_state, False, column[i, 0]
            gone[used], latest[used], recent[used] = so_long, int(column[i, 2]), so_much
            short = levels > 1 and town[place] and so_long + so_much < DAY_SECONDS
            chance[used] = 1.0 if short else likely[the_state]
            used += 1
        else:
            evening = _evening(levels, so_long, so_much) if moves else so_much
            _settle(levels, settled, 2 * the_state, evening, column[i, 0])
    return used


@register_jitable
def _needed_batches(occupancy: Any, before: Any, limits: Any, buffer: float) -> int:
    """As many as keep what a nearly full camp gains in one of them small beside its last places."""
    wanted = 1.0
    for place in range(len(occupancy)):
        if limits[place] >= 1.0 and occupancy[place] > NEARLY_FULL * limits[place]:
            band = BAND_PER_BATCH * (limits[place] * (1.0 - buffer))
            wanted = max(wanted, abs(occupancy[place] - before[place]) / max(band, 1.0))
    return int(min(math.ceil(wanted), MOST_BATCHES))


@register_jitable
def _in_batches(rng: Any, by_chance: bool, people: Any, many: int, batches: int, parts: Any) -> None:
    """The people of each kind in each batch, into `parts`."""
    if batches == 1:
        for i in range(many):
            parts[i, 0] = people[i]
        return
    equal, wide = np.full((many, batches), 1.0 / batches), np.full(many, batches)
    _split(rng, by_chance, people, many, equal, wide, parts)


@register_jitable
def _pull(occupancy: Any, camp: Any, pull_floor: float, power: float) -> Any:
    """What draws people to where others are, by place; nothing where the power is 0."""
    if power == 0.0:
        return np.empty(0)
    pull, total, camps = np.ones(len(occupancy)), 0.0, 0
    for place in range(len(occupancy)):
        if camp[place]:
            total += occupancy[place]
            camps += 1
    if total > 0.0:
        equal = total / camps
        for place in range(len(occupancy)):
            if camp[place]:
                pull[place] = (
                    (occupancy[place] + pull_floor * equal) / ((1.0 + pull_floor) * equal)
                ) ** power
    return pull


@register_jitable
def _night(here: Any, settled: Any, levels: int) -> None:
    """The night: who stayed remembers half of what they did, and mixes with who came; in `here` the mean."""
    for kind in range(len(here)):
        if here[kind, 0] != 0.0:
            _settle(levels, settled, kind // levels, int(here[kind, 1]) // 2, here[kind, 0])
    for kind in range(len(here)):
        people = settled[kind, 0]
        here[kind, 0] = people
        here[kind, 1] = math.floor(settled[kind, 1] / people + 0.5) if people > 0.0 else 0.0
        settled[kind, 0] = settled[kind, 1] = 0.0


@register_jitable
def _whole(many: int) -> Any:
    return np.zeros(many, np.int64)


@numba.njit(cache=True, error_model="numpy")
def _run(
    rng: Any, by_chance: bool, least: float, out_by_day: Any, meetings: Any, roads: Any, places: Any,
    travel: Any, numbers: Any, compat: bool,
) -> Any:  # fmt: skip
    """People by day and place, and on roads by day."""
    (
        table_of,
        weight,
        road_of,
        aim,
        end,
        shares,
        wide,
        plan,
        next_road,
        limits,
        falls_from,
        chance,
        town,
        camp,
    ) = meetings
    before_of, tail, most_nights = roads
    place_of, next_state, last_of = places
    buffer, weight_power, pull_floor, pull_power = numbers
    levels, width = travel[3], travel[4]
    days, many_places = out_by_day.shape
    columns = weight.shape[2] + 1
    all_kinds, nodes = len(place_of) * 2 * levels, len(place_of) * levels * (width + 1)
    here, settled = np.zeros((all_kinds, 2)), np.zeros((all_kinds, 2))
    occupancy, before = np.zeros(many_places), np.zeros(many_places)
    likely = np.zeros(len(place_of))
    most = max(all_kinds, nodes)
    kinds = (_whole(most), np.zeros(most, np.bool_), np.zeros(most), _whole(most), _whole(most), _whole(most),
             np.zeros(most))  # fmt: skip
    state, first, going, gone, latest, recent, likely_of = kinds
    node, people, column = _whole(most), np.zeros(most), np.zeros((most, 4))
    parts, at_kind = np.zeros((most, MOST_BATCHES)), _whole(most)
    out = most * columns
    edges = (np.zeros((most, columns)), np.zeros((most, columns)), _whole(most), _whole(out), _whole(out),
             _whole(out), np.zeros(out), np.zeros(out), np.zeros(out))  # fmt: skip
    now = np.zeros(weight.shape[1:]), np.zeros(weight.shape[1:], np.int64), np.ones(many_places)
    # People by the day they are due and their node, the nodes that hold any, and how many of these there are; in the
    # last two rows those who arrive today.
    rows = most_nights + 1
    waiting, waits_at = np.zeros((rows + 2, nodes, 4)), np.zeros((rows + 2, nodes), np.int64)
    many_due, riding = _whole(rows + 2), np.zeros(1)
    roads_of_days = waiting, waits_at, many_due, before_of, tail, riding
    counts, on_roads = np.zeros((days, many_places)), np.zeros(days)
    for day in range(days):
        for place in range(many_places):
            new, kind = out_by_day[day, place], (place * 2 + 1) * levels
            if new > 0.0:
                both = here[kind, 0] + new
                here[kind, 1] = math.floor(here[kind, 0] * here[kind, 1] / both + 0.5)
                here[kind, 0] = both
                occupancy[place] += new
        plans = next_road[plan[day]]
        for at in range(len(place_of)):
            likely[at] = 1.0 if plans[at] >= 0 and not compat else chance[day, place_of[at]]
        pull = _pull(occupancy, camp[day], pull_floor, pull_power)
        rules = camp[day], limits[day], falls_from[day], buffer, weight_power, pull
        at = table_of[day]
        table = weight[at], road_of[at], aim[at], end[at], shares[at], wide[at]
        states = place_of, next_state, last_of, plans
        batches = _needed_batches(occupancy, before, limits[day], buffer)
        row = day % rows
        for i in range(many_due[row]):
            riding[0] -= waiting[row, waits_at[row, i], 0]

        # All who leave in the morning.
        many = 0
        for kind in range(all_kinds):
            if here[kind, 0] > least:
                node[many], people[many] = kind, here[kind, 0]
                many += 1
        _in_batches(rng, by_chance, people, many, batches, parts)
        for batch in range(batches):
            used = 0
            for i in range(many):
                if parts[i, batch] > 0.0:
                    kind = node[i]
                    state[used] = kind // (2 * levels)
                    first[used] = kind - state[used] * 2 * levels >= levels
                    going[used], likely_of[used] = parts[i, batch], likely[state[used]]
                    gone[used], latest[used], recent[used] = 0, 0, int(here[kind, 1])
                    at_kind[used] = kind
                    used += 1
            _choose(rng, by_chance, day, occupancy, rules, table, now, states, travel, used, kinds, settled,
                    edges, row, roads_of_days)  # fmt: skip
            for i in range(used):
                here[at_kind[i], 0] -= going[i] - edges[0][i, 0]

        # All who arrive, and go on, and arrive once more.
        for hop in range(MOST_HOPS_A_DAY + 1):
            now_row, later = row if hop == 0 else rows + hop % 2, rows + (hop + 1) % 2
            many = _in_order(by_chance, roads_of_days, now_row, node, column)
            if many == 0:
                break
            split_in = batches if hop == 0 else 1
            if split_in > 1:
                people[:many] = column[:many, 0]
                _in_batches(rng, by_chance, people, many, split_in, parts)
            for batch in range(split_in):
                if split_in > 1:
                    column[:many, 0] = parts[:many, batch]
                used = _arrive(least, occupancy, likely, town[day], settled, place_of, levels, width, many, node,
                               column, kinds)  # fmt: skip
                _choose(rng, by_chance, day, occupancy, rules, table, now, states, travel, used, kinds, settled,
                        edges, later, roads_of_days)  # fmt: skip
                for i in range(used):
                    evening = _evening(levels, gone[i], recent[i])
                    _settle(levels, settled, 2 * state[i], evening, edges[0][i, 0])
        # Nobody goes on for more hops than a day may have.
        many = _in_order(by_chance, roads_of_days, rows + (MOST_HOPS_A_DAY + 1) % 2, node, column)
        _arrive(
            math.inf,
            occupancy,
            likely,
            town[day],
            settled,
            place_of,
            levels,
            width,
            many,
            node,
            column,
            kinds,
        )
        _night(here, settled, levels)
        before[:] = occupancy
        counts[day], on_roads[day] = occupancy, riding[0]
    return counts, on_roads


def run_in_loops(
    transition: Transition, ground: Ground, meetings: Meetings, rng: np.random.Generator | None,
    least: float, out_by_day: Floats,
) -> tuple[Floats, Floats]:  # fmt: skip
    """People by day and place and on roads by day, as `counts.World` moves them."""
    network, states, rules = transition.network, transition.states, transition.rules
    walking = network.walk_probability
    pull_power = 0.0 if transition.compat else rules.pull_power * rules.weight_power
    counts, on_roads = _run(
        np.random.default_rng(0) if rng is None else rng, rng is not None, least, out_by_day,
        tuple(getattr(meetings, name) for name in meetings.__slots__),
        (turned_back_of(transition), network.tail, ground.most_nights),
        (np.array(states.place), np.array(states.next_state), np.array(states.last_place)),
        (
            ground.way, ground.nights, ground.day, ground.levels, ground.width, ground.compat,
            walking, bool((walking > 0).any()), rules.start_on_foot,
        ),
        (rules.capacity_buffer, rules.weight_power, rules.pull_floor, pull_power), transition.compat,
    )  # fmt: skip
    return counts, on_roads
