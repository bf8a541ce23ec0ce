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
from posada.movement.ground import Ground, Meetings, few_of, turned_back_of
from posada.movement.network import Floats
from posada.movement.population import FEW
from posada.movement.transition import FULL_FROM, MOST_HOPS_A_DAY, Transition


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
def _split(
    rng: Any, by_chance: bool, people: Any, row: Any, many: int, shares: Any, wide: Any, found: Any
) -> None:  # fmt: skip
    """Each of `many` kinds split over the columns of its row that are in use, into `found`.

    A row below 0 is passed.
    """
    for i in range(many):
        at = row[i]
        if at >= 0:
            for j in range(wide[at]):
                found[i, j] = 0.0 if by_chance else people[i] * shares[at, j]
    if not by_chance:
        return
    for i in range(many):
        if row[i] >= 0 and people[i] <= FEW:
            for _ in range(int(people[i])):
                drawn, j = rng.random(), 0
                upto = shares[row[i], 0]
                while j < wide[row[i]] - 1 and drawn >= upto:
                    j += 1
                    upto += shares[row[i], j]
                found[i, j] += 1.0
    for i in range(many):
        if row[i] >= 0 and people[i] > FEW:
            at = row[i]
            left, rest = int(people[i]), 1.0
            for j in range(min(wide[at], shares.shape[1] - 1)):
                count = rng.binomial(left, shares[at, j] / rest)
                found[i, j] = count
                left -= count
                if left <= 0:
                    break
                rest -= shares[at, j]
            if left > 0:
                found[i, wide[at] - 1] += left


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
def _choose(
    rng: Any, by_chance: bool, day: int, occupancy: Any, rules: Any, table: Any, now: Any, states: Any,
    travel: Any, many: int, kinds: Any, stay: Any, edges: Any, onward: Any, roads_of_days: Any,
) -> None:  # fmt: skip
    """Let people choose and leave; who finds no way stays without a plan."""
    state, first, slot, people, stays_at, row = kinds
    place_of, next_state, last_of, next_road = states
    nights, slot_of, slots, levels, walk_probability, walks, start_on_foot = travel
    picked, who, roads_of, aims_of, leaving, walkers, chance, left = edges
    near = _shares(occupancy, rules, table, now)
    shares, roads = (now[0], now[1]) if near else (table[4], table[1])
    aim, multiplier = table[2], now[2]
    places = len(occupancy)
    planned = False
    for i in range(many):
        row[i] = state[i] if state[i] < places else -1
        planned = planned or state[i] >= places
    wide = table[5]
    _split(rng, by_chance, people, row, many, shares, wide, picked)
    for place in range(places):
        left[place] = 0.0
    used = 0
    for i in range(many):
        at = row[i]
        if at < 0:
            continue
        for j in range(wide[at]):
            count = picked[i, j]
            if count == 0.0:
                continue
            if roads[at, j] < 0:
                stay[stays_at[i]] += count
            else:
                left[at] += count
                who[used], roads_of[used], aims_of[used], leaving[used] = i, roads[at, j], aim[at, j], count
                used += 1
    if planned:
        for i in range(many):
            if row[i] < 0:
                at = state[i]
                if next_road[at] < 0 or (rules[0][last_of[at]] and multiplier[last_of[at]] < FULL_FROM):
                    stay[stays_at[i]] += people[i]
                else:
                    left[place_of[at]] += people[i]
                    who[used], roads_of[used] = i, next_road[at]
                    aims_of[used], leaving[used] = next_state[at], people[i]
                    used += 1
    for place in range(places):
        occupancy[place] -= left[place]
    if walks:
        for edge in range(used):
            chance[edge] = walk_probability[roads_of[edge]]
        _some(rng, by_chance, leaving, chance, used, walkers)
    total, touched, many_today = onward
    waiting, waits_at, many_due, before, tail, evening, riding = roads_of_days
    arriving, on_roads = many_today[0], riding[0]
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
            to = slot_of[pace, slot[i]]
            node = aims_of[edge] * slots + to
            night = nights[pace, slot[i]]
            if night == 0:
                if total[node] == 0.0:
                    touched[arriving] = node
                    arriving += 1
                total[node] += count
                continue
            on_roads += count
            due = day + night
            if due < len(before):
                if before[due, the_road] > day:
                    # The road will be closed: they will be where they came from.
                    node = tail[the_road] * slots + slots - levels + evening[to]
                row = due % len(waiting)
                if waiting[row, node] == 0.0:
                    waits_at[row, many_due[row]] = node
                    many_due[row] += 1
                waiting[row, node] += count
    many_today[0], riding[0] = arriving, on_roads


@register_jitable
def _put_few_together(onward: Any, few: float, coarse: Any) -> None:
    """Put few people of a node with others of their quarter of the day."""
    total, touched, used = onward
    kept = 0
    for i in range(used[0]):
        at = touched[i]
        to = coarse[at]
        if to != at and total[at] < few:
            if total[to] == 0.0:
                # As many entries have been read as there will be at most, so that none is lost.
                touched[kept] = to
                kept += 1
            total[to] += total[at]
            total[at] = 0.0
        else:
            touched[kept] = at
            kept += 1
    used[0] = kept


@register_jitable
def _in_order(by_chance: bool, onward: Any, node: Any, people: Any) -> int:
    """How many nodes hold people of `onward`, which are moved into columns; for draws in the order of nodes."""
    total, touched, used = onward
    many = used[0]
    if not by_chance:
        node[:many] = touched[:many]
    elif len(total) < 8 * many:
        many = 0
        for at in range(len(total)):
            if total[at] > 0.0:
                node[many] = at
                many += 1
    else:
        node[:many] = np.sort(touched[:many])
    for i in range(many):
        people[i] = total[node[i]]
        total[node[i]] = 0.0
    used[0] = 0
    return int(many)


@register_jitable
def _arrive(
    rng: Any, by_chance: bool, least: float, occupancy: Any, likely: Any, town: Any, settled: Any,
    places: Any, rest: Any, parted: Any, many: int, node: Any, people: Any, kinds: Any, came: Any,
    chance: Any, go: Any,
) -> int:  # fmt: skip
    """Let people arrive and those rest who do not go on; how many kinds go on, which are put into `kinds`."""
    evening, short, levels = rest
    state, first, slot, going, stays_at, _ = kinds
    state_of, slot_of = parted
    for place in range(len(occupancy)):
        came[place] = 0.0
    used = 0
    for i in range(many):
        if people[i] <= 0.0:
            continue
        the_state, the_slot = state_of[node[i]], slot_of[node[i]]
        place = places[the_state]
        came[place] += people[i]
        if the_slot < len(short) and people[i] > least:
            state[used], slot[used], going[used] = the_state, the_slot, people[i]
            chance[used] = 1.0 if levels > 1 and town[place] and short[the_slot] else likely[the_state]
            used += 1
        else:
            settled[the_state * 2 * levels + evening[the_slot]] += people[i]
    for place in range(len(occupancy)):
        occupancy[place] += came[place]
    _some(rng, by_chance, going, chance, used, go)
    some = 0
    for i in range(used):
        night = evening[slot[i]]
        settled[state[i] * 2 * levels + night] += going[i] - go[i]
        if go[i] > 0.0:
            state[some], slot[some], going[some], first[some] = state[i], slot[i], go[i], False
            stays_at[some] = places[state[i]] * 2 * levels + night
            some += 1
    return some


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
    equal = np.full((1, batches), 1.0 / batches)
    wide = np.full(1, batches)
    _split(rng, by_chance, people, np.zeros(many, np.int64), many, equal, wide, parts)


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
    """The night: people who stayed remember half of what they did."""
    if levels > 1:
        for at in range(0, len(here), levels):
            here[at] += here[at + 1]
            here[at + 1] = here[at + 2] + here[at + 3]
            here[at + 2] = here[at + 4]
            here[at + 3] = here[at + 4] = 0.0
    for at in range(len(here)):
        here[at] += settled[at]
        settled[at] = 0.0


@register_jitable
def _whole(many: int) -> Any:
    return np.zeros(many, np.int64)


@numba.njit(cache=True, error_model="numpy")
def _run(
    rng: Any, by_chance: bool, least: float, out_by_day: Any, meetings: Any, roads: Any, places: Any,
    travel: Any, rest: Any, width: int, numbers: Any, compat: bool, few: float, coarse_slot: Any,
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
    days, many_places = out_by_day.shape
    levels, slots, columns = rest[2], travel[2], weight.shape[2]
    all_kinds, nodes = len(place_of) * 2 * levels, len(place_of) * slots
    here, settled = np.zeros(all_kinds), np.zeros(all_kinds)
    occupancy, before, came = np.zeros(many_places), np.zeros(many_places), np.zeros(many_places)
    likely = np.zeros(len(place_of))
    most = max(all_kinds, nodes)
    kinds = _whole(most), np.zeros(most, np.bool_), _whole(most), np.zeros(most), _whole(most), _whole(most)
    node, people, parts = _whole(most), np.zeros(most), np.zeros((most, MOST_BATCHES))
    likely_of, go = np.zeros(most), np.zeros(most)
    out = most * columns
    edges = (np.zeros((most, columns)), _whole(out), _whole(out), _whole(out), np.zeros(out), np.zeros(out),
             np.zeros(out), np.zeros(many_places))  # fmt: skip
    now = np.zeros(weight.shape[1:]), np.zeros(weight.shape[1:], np.int64), np.ones(many_places)
    one, two = (np.zeros(nodes), _whole(nodes), _whole(1)), (np.zeros(nodes), _whole(nodes), _whole(1))
    # People by the day they are due and their node, the nodes that hold any, and how many of these there are.
    rows = most_nights + 1
    waiting, waits_at, many_due = np.zeros((rows, nodes)), np.zeros((rows, nodes), np.int64), _whole(rows)
    riding = np.zeros(1)
    roads_of_days = waiting, waits_at, many_due, before_of, tail, rest[0], riding
    counts, on_roads = np.zeros((days, many_places)), np.zeros(days)
    state, first, slot, going, stays_at, _ = kinds
    parted = np.arange(nodes) // slots, np.arange(nodes) % slots
    coarse = parted[0] * slots + coarse_slot[parted[1]]
    for day in range(days):
        for place in range(many_places):
            here[(place * 2 + 1) * levels] += out_by_day[day, place]
            occupancy[place] += out_by_day[day, place]
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
        due = waiting[row], waits_at[row], many_due[row : row + 1]
        for i in range(due[2][0]):
            riding[0] -= due[0][due[1][i]]

        # All who leave in the morning.
        many = 0
        for kind in range(all_kinds):
            if here[kind] > least:
                node[many], people[many] = kind, here[kind]
                likely_of[many] = likely[kind // (2 * levels)]
                many += 1
        _some(rng, by_chance, people, likely_of, many, go)
        for i in range(many):
            here[node[i]] -= go[i]
        _in_batches(rng, by_chance, go, many, batches, parts)
        for batch in range(batches):
            used = 0
            for i in range(many):
                if parts[i, batch] > 0.0:
                    at = node[i] // (2 * levels)
                    within = node[i] - at * 2 * levels
                    state[used], first[used], going[used] = at, within >= levels, parts[i, batch]
                    slot[used] = (within - levels if within >= levels else within) * width
                    stays_at[used] = place_of[at] * 2 * levels + within
                    used += 1
            _choose(rng, by_chance, day, occupancy, rules, table, now, states, travel, used, kinds, here, edges,
                    due, roads_of_days)  # fmt: skip

        # All who arrive, and go on, and arrive once more.
        for hop in range(MOST_HOPS_A_DAY + 1):
            onward, later = (one, two) if hop % 2 else (two, one)
            if hop == 0:
                _put_few_together(due, few, coarse)
            many = _in_order(by_chance, due if hop == 0 else onward, node, people)
            if many == 0:
                break
            split_in = batches if hop == 0 else 1
            _in_batches(rng, by_chance, people, many, split_in, parts)
            for batch in range(split_in):
                for i in range(many):
                    people[i] = parts[i, batch]
                used = _arrive(rng, by_chance, least, occupancy, likely, town[day], settled, place_of, rest,
                               parted, many, node, people, kinds, came, likely_of, go)  # fmt: skip
                _choose(rng, by_chance, day, occupancy, rules, table, now, states, travel, used, kinds, settled,
                        edges, later, roads_of_days)  # fmt: skip
        last = one if MOST_HOPS_A_DAY % 2 == 0 else two
        for i in range(_in_order(by_chance, last, node, people)):
            # Nobody goes on for more hops than a day may have.
            at = node[i] // slots
            occupancy[place_of[at]] += people[i]
            settled[at * 2 * levels + rest[0][node[i] - at * slots]] += people[i]
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
        (turned_back_of(transition), network.tail, ground.most_nights(len(transition.days))),
        (np.array(states.place), np.array(states.next_state), np.array(states.last_place)),
        (
            ground.nights, ground.slot, ground.slots, ground.levels,
            walking, bool((walking > 0).any()), rules.start_on_foot,
        ),
        (ground.evening, ground.short, ground.levels), ground.width,
        (rules.capacity_buffer, rules.weight_power, rules.pull_floor, pull_power), transition.compat,
        few_of(transition), ground.coarse,
    )  # fmt: skip
    return counts, on_roads
