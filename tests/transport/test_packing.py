"""Whole households into buses, against trying everything."""

from dataclasses import dataclass
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from posada.transport.packing import fill, pack


@dataclass(frozen=True)
class Item:
    code: int
    people: int
    wheelchairs: int = 0


@st.composite
def items(draw: st.DrawFn, most: int = 7, wheelchairs: bool = True) -> list[Item]:
    sizes = draw(st.lists(st.integers(1, 6), max_size=most))
    return [
        Item(code, size, draw(st.integers(0, min(1, size))) if wheelchairs else 0)
        for code, size in enumerate(sizes)
    ]


def most_people(found: list[Item], seats: int, places: int) -> int:
    return max(
        sum(item.people for item in chosen)
        for number in range(len(found) + 1)
        for chosen in combinations(found, number)
        if sum(item.people for item in chosen) <= seats and sum(item.wheelchairs for item in chosen) <= places
    )


def fewest_buses(found: list[Item], seats: int) -> int:
    """The least number of buses, by trying every way to put items into them."""
    if not found:
        return 0
    best = len(found)

    def place(number: int, buses: list[int]) -> None:
        nonlocal best
        if len(buses) >= best:
            return
        if number == len(found):
            best = len(buses)
            return
        for index in range(len(buses)):
            if buses[index] + found[number].people <= seats:
                more = list(buses)
                more[index] += found[number].people
                place(number + 1, more)
        place(number + 1, [*buses, found[number].people])

    place(0, [])
    return best


@given(items(), st.integers(0, 14), st.integers(0, 3))
def test_a_bus_is_filled_as_well_as_can_be(found: list[Item], seats: int, places: int) -> None:
    """No other choice of households seats more people, and what is chosen fits."""
    chosen = fill(found, seats, places)
    assert len({item.code for item in chosen}) == len(chosen)
    assert sum(item.people for item in chosen) <= seats
    assert sum(item.wheelchairs for item in chosen) <= places
    assert sum(item.people for item in chosen) == most_people(found, seats, places)


def test_whoever_comes_first_is_taken_first() -> None:
    """Of choices that seat as many, the one with earlier households is made."""
    found = [Item(0, 2), Item(1, 2), Item(2, 2), Item(3, 4)]
    assert [item.code for item in fill(found, 4, 0)] == [0, 1]


@given(items(wheelchairs=False), st.integers(6, 10))
def test_as_few_buses_as_possible(found: list[Item], seats: int) -> None:
    """With one kind of bus the number is that of trying everything, and everybody is on one bus."""
    packed = pack(found, [(seats, 0)])
    assert sorted(item.code for bus in packed for item in bus) == [item.code for item in found]
    assert all(sum(item.people for item in bus) <= seats for bus in packed)
    assert len(packed) == fewest_buses(found, seats)


def test_one_full_bus_after_another_is_not_always_best() -> None:
    """The first four households fill a bus of ten; then the others need a bus each, where four would do."""
    found = [Item(code, size) for code, size in enumerate((2, 2, 3, 3, 8, 8, 7, 7))]
    assert [item.people for item in fill(found, 10, 0)] == [2, 2, 3, 3]
    assert len(pack(found, [(10, 0)])) == fewest_buses(found, 10) == 4


@given(items(), st.integers(6, 9))
def test_wheelchair_users_go_on_buses_that_take_them(found: list[Item], seats: int) -> None:
    """With large buses for walkers and smaller ones with a lift, every bus of a packing fits one of them."""
    kinds = [(seats + 3, 0), (seats, 2)]
    packed = pack(found, kinds)
    assert sorted(item.code for bus in packed for item in bus) == [item.code for item in found]
    for bus in packed:
        people = sum(item.people for item in bus)
        chairs = sum(item.wheelchairs for item in bus)
        assert any(people <= most and chairs <= places for most, places in kinds)


def test_many_items_are_packed_without_a_search() -> None:
    """Two hundred households of 3 on buses of 39 fill them all but the last."""
    packed = pack([Item(code, 3) for code in range(200)], [(39, 0)])
    assert [len(bus) for bus in packed] == [13] * 15 + [5]
