"""Whole households into buses: as many people as fit, and as few buses as possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

NODE_LIMIT = 20_000
"""Steps of the exact search after which the best packing found so far is taken."""

MOST_SEARCHED = 60
"""The exact search is left out for more items than this: so many fill one bus after another."""


class Sized(Protocol):
    """What takes seats, and perhaps wheelchair places."""

    @property
    def people(self) -> int:
        """Seats it takes."""
        ...

    @property
    def wheelchairs(self) -> int:
        """Wheelchair places it takes."""
        ...


Item = TypeVar("Item", bound=Sized)


def fill(items: Sequence[Item], seats: int, wheelchair_places: int) -> list[Item]:
    """The items that fill a bus with most people; among such choices, the one that takes earlier items first.

    Every sum of people that the items from each one onward can make is kept as a bit of an integer, so that
    the answer is exact (subset sum by dynamic programming; Kellerer, Pferschy and Pisinger 2004, chapter 4).

    >>> from types import SimpleNamespace
    >>> families = [SimpleNamespace(people=size, wheelchairs=0) for size in (4, 3, 3, 5)]
    >>> [family.people for family in fill(families, 11, 0)]
    [3, 3, 5]
    """
    places = min(wheelchair_places, sum(item.wheelchairs for item in items))
    width = 2 * seats + 1  # Two items of a full bus each stay within a row of sums.
    within = sum(((1 << (seats + 1)) - 1) << (row * width) for row in range(places + 1))
    reach = [1]
    for item in reversed(items):
        bits = reach[-1]
        if item.people <= seats and item.wheelchairs <= places:
            bits |= (bits << (item.people + item.wheelchairs * width)) & within
        reach.append(bits)
    reach.reverse()

    def can_make(bits: int, people: int, at_most: int) -> bool:
        return any(bits >> (people + row * width) & 1 for row in range(at_most + 1))

    left = next(people for people in range(seats, -1, -1) if can_make(reach[0], people, places))
    chosen = []
    for number, item in enumerate(items):
        if item.people > left or item.wheelchairs > places:
            continue
        if can_make(reach[number + 1], left - item.people, places - item.wheelchairs):
            chosen.append(item)
            left -= item.people
            places -= item.wheelchairs
    return chosen


def pack(items: Sequence[Item], kinds: Sequence[tuple[int, int]]) -> list[list[Item]]:
    """All items in as few buses as the search finds, fuller buses and earlier items first.

    `kinds` are pairs of usable seats and wheelchair places; each item must fit one of them. With one kind of
    bus and few items the number of buses is the least possible.
    """
    packed = _one_full_bus_after_another(items, kinds)
    seats = max(seats for seats, _ in kinds)
    least = -(-sum(item.people for item in items) // seats) if items else 0
    if least < len(packed) and len(items) <= MOST_SEARCHED and not any(item.wheelchairs for item in items):
        better = _fewest_buses(items, seats, fewer_than=len(packed), least=least)
        packed = packed if better is None else better
    return packed


def _one_full_bus_after_another(items: Sequence[Item], kinds: Sequence[tuple[int, int]]) -> list[list[Item]]:
    """Each bus as full as what is left allows; of the kinds of bus, the one that takes most people."""
    left = list(items)
    packed = []
    while left:
        choices = [fill(left, seats, places) for seats, places in kinds]
        chosen = max(choices, key=lambda choice: sum(item.people for item in choice))
        packed.append(chosen)
        taken = {id(item) for item in chosen}
        left = [item for item in left if id(item) not in taken]
    return packed


def _fewest_buses(
    items: Sequence[Item], seats: int, *, fewer_than: int, least: int
) -> list[list[Item]] | None:
    """A packing with fewer buses, by trying largest items first; None if the search finds none."""
    order = sorted(items, key=lambda item: -item.people)
    best: list[list[Item]] | None = None
    limit = fewer_than
    nodes = 0

    def place(number: int, buses: list[list[Item]], room: list[int]) -> None:
        nonlocal best, limit, nodes
        nodes += 1
        if nodes > NODE_LIMIT or limit <= least or len(buses) >= limit:
            return
        if number == len(order):
            best, limit = [list(bus) for bus in buses], len(buses)
            return
        item = order[number]
        tried = set()
        for index in range(len(buses)):
            if room[index] >= item.people and room[index] not in tried:
                tried.add(room[index])
                buses[index].append(item)
                room[index] -= item.people
                place(number + 1, buses, room)
                room[index] += item.people
                buses[index].pop()
        if len(buses) + 1 < limit:
            buses.append([item])
            room.append(seats - item.people)
            place(number + 1, buses, room)
            buses.pop()
            room.pop()

    place(0, [], [])
    return best and sorted(best, key=lambda bus: -sum(item.people for item in bus))
