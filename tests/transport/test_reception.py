"""What places can still receive, against counting day by day."""

import datetime as dt
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from posada.programme.tables import Capacity, Person, Resource
from posada.transport.reception import Guests, Reception, units_needed

FIRST = dt.date(2021, 11, 22)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def reception(build: Callable[..., object], place: dict | None = None, **options: object) -> Reception:
    programme, _ = build(places={"a": place or {}}, households={}, days=6, **options)
    return Reception(programme)


BEDS = Resource(resource_id="beds", counts="people", stay_days=2)


def test_beds_are_free_again_after_the_stay(build: Callable[..., object]) -> None:
    """Two days in three beds: on the third day there is room again."""
    found = reception(
        build, resources=(BEDS,), capacities=(Capacity(place_id="a", resource_id="beds", amount=3),)
    )
    two = Guests(2, (2,))
    found.expect("a", day(0), two)
    assert found.why_not("a", day(0), two) == "beds at a"
    assert found.why_not("a", day(1), two) == "beds at a"
    assert found.why_not("a", day(2), two) is None
    assert found.why_never("a", day(1), two) is None
    found.expect("a", day(0), two, sign=-1)
    assert found.why_not("a", day(1), two) is None


def test_a_stay_ends_with_the_programme(build: Callable[..., object]) -> None:
    """A stay that would last longer occupies what days there are; one without an end lasts to the end."""
    endless = Resource(resource_id="beds", counts="people")
    capacity = Capacity(place_id="a", resource_id="beds", amount=1, from_on=day(4))
    for resource in (BEDS, endless):
        found = reception(build, resources=(resource,), capacities=(capacity,))
        assert found.why_not("a", day(5), Guests(1, (1,))) is None
    assert found.why_not("a", day(3), Guests(1, (1,))) == "beds at a"


def test_what_is_not_offered_cannot_be_used(build: Callable[..., object]) -> None:
    """No row means none of it; who needs none may come; soft resources stop nobody."""
    found = reception(build, resources=(BEDS,))
    assert found.why_not("a", day(0), Guests(1, (1,))) == "beds at a"
    assert found.why_not("a", day(0), Guests(1, (0,))) is None
    soft = Resource(resource_id="beds", counts="people", hard=False, overrun_price=1.0)
    assert reception(build, resources=(soft,)).resources == ()


def test_a_place_receives_only_while_it_is_open(build: Callable[..., object]) -> None:
    """Arrival from opens_on to closes_on, and no bed is left to anybody after closes_on."""
    place = {"opens_on": day(1), "closes_on": day(3)}
    found = reception(
        build, place, resources=(BEDS,), capacities=(Capacity(place_id="a", resource_id="beds", amount=9),)
    )
    one = Guests(1, (1,))
    assert found.why_never("a", day(0), one) == "opens_on of a"
    assert found.why_never("a", day(1), one) is None
    assert found.why_never("a", day(2), one) is None
    assert found.why_never("a", day(3), one) == "beds at a"
    assert found.why_never("a", day(4), one) == "closes_on of a"


def test_nobody_arrives_outside_the_programme(build: Callable[..., object]) -> None:
    """Neither before its first day nor after its last."""
    found = reception(build)
    assert found.why_never("a", day(-1), Guests(1, ())) == "opens_on of a"
    assert found.why_never("a", day(6), Guests(1, ())) == "ends_on of the programme"


def test_a_place_receives_so_many_people_a_day(build: Callable[..., object]) -> None:
    """The limit is for each day apart."""
    found = reception(build, {"receives_people_per_day": 5})
    found.expect("a", day(0), Guests(3, ()))
    assert found.why_not("a", day(0), Guests(2, ())) is None
    assert found.why_not("a", day(0), Guests(3, ())) == "receives_people_per_day of a"
    assert found.why_not("a", day(1), Guests(3, ())) is None
    assert found.why_never("a", day(0), Guests(6, ())) == "receives_people_per_day of a"


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 7), st.integers(-1, 7)), max_size=3),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=6),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from([None, 2, 4]),
)
def test_capacities_hold_on_every_day(
    build: Callable[..., object],
    periods: list[tuple[int, int, int]],
    arrivals: list[tuple[int, int]],
    stay_days: int | None,
    closes: int | None,
) -> None:
    """Whoever is let in fits on every day of the stay; whoever is refused would not have."""
    capacities = tuple(
        Capacity(
            place_id="a",
            resource_id="beds",
            amount=amount,
            from_on=day(min(one, other)),
            until_on=day(max(one, other)),
        )
        for amount, one, other in periods
    )
    found = reception(
        build,
        {"closes_on": None if closes is None else day(closes)},
        resources=(Resource(resource_id="beds", counts="people", stay_days=stay_days),),
        capacities=capacities,
    )
    offered = [
        sum(row.amount for row in capacities if row.from_on <= day(number) <= row.until_on)
        * (closes is None or number <= closes)
        for number in range(6)
    ]
    used = [0] * 6
    for number, people in arrivals:
        stay = range(number, 6 if stay_days is None else min(6, number + stay_days))
        fits = all(used[index] + people <= offered[index] for index in stay) and (
            closes is None or number <= closes
        )
        guests = Guests(people, (people,))
        assert (found.why_not("a", day(number), guests) is None) == fits
        if fits:
            found.expect("a", day(number), guests)
            for index in stay:
                used[index] += people


def test_units_are_counted_by_what_a_resource_counts(build: Callable[..., object]) -> None:
    """An adult, a school child, a baby, and somebody whose year of birth is not known."""
    programme, _ = build(places={}, households={})
    members = [
        Person(person_id="1", household_id="h", birth_year=2003, languages=("hat", "spa")),
        Person(person_id="2", household_id="h", birth_year=2004),
        Person(person_id="3", household_id="h", birth_year=2016, specific_needs=("disability",)),
        Person(person_id="4", household_id="h", birth_year=2020),
        Person(person_id="5", household_id="h", birth_year=None, languages=("hat",)),
    ]
    expected = {
        "people": 5,
        "households": 1,
        "adults": 1,
        "school_children": 2,
        "infants": 1,
        "need:disability": 1,
        "language:hat": 2,
        "language:fra": 0,
    }
    for counts, units in expected.items():
        assert units_needed(programme, Resource(resource_id="r", counts=counts), members) == units
