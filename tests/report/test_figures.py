import datetime as dt

import pytest

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import (
    Assignment,
    Capacity,
    LegalRule,
    Load,
    Place,
    Resource,
    Waiting,
)
from posada.report.figures import (
    bed_resource,
    fullest,
    headline,
    places_by_state,
    resource_rows,
    waiting_groups,
)

DAY = dt.date(2021, 11, 23)
BEDS = Resource(resource_id="beds", counts="people")


def programme(**tables):
    return Programme(
        settings=Settings(name="test", country="MEX", starts_on=DAY, ends_on=dt.date(2021, 12, 31)),
        places=(
            Place(place_id="leon", name="León", state="MX-GUA"),
            Place(place_id="puebla", name="Puebla", state="MX-PUE"),
        ),
        **{"resources": (BEDS,), **tables},
    )


def waits(**households):
    return tuple(
        Waiting(household_id=f"{reason}-{number}", people=2, reason=reason, rule="beds at leon")
        for reason, count in households.items()
        for number in range(count)
    )


def told(groups):
    return [(group.reasons, group.households) for group in groups]


def test_large_reasons_are_counted_one_by_one():
    """Nothing is joined where every sensitive reason has ten households or more."""
    groups = waiting_groups(programme(), waits(capacity=3, consent_missing=12))
    assert told(groups) == [(("consent_missing",), 12), (("capacity",), 3)]
    assert groups[0].people == 24


def test_a_small_sensitive_reason_is_joined_until_nobody_can_be_told_apart():
    """Two households without consent are counted together with the smallest other reason, up to ten."""
    groups = waiting_groups(programme(), waits(capacity=4, consent_missing=2, open_asylum_claim=30))
    assert told(groups) == [
        (("capacity", "consent_missing", "open_asylum_claim"), 36),
    ]
    groups = waiting_groups(programme(), waits(capacity=9, consent_missing=2, open_asylum_claim=30))
    assert told(groups) == [(("open_asylum_claim",), 30), (("capacity", "consent_missing"), 11)]


def test_if_all_who_wait_are_few_no_number_is_given():
    """A difference of totals cannot reveal a reason, and nor can the row."""
    groups = waiting_groups(programme(), waits(child_protection=1, capacity=2))
    assert told(groups) == [(("capacity", "child_protection"), None)]
    assert groups[0].people is None


@pytest.mark.parametrize("child", range(1, 10))
@pytest.mark.parametrize("consent", range(0, 10, 3))
@pytest.mark.parametrize("capacity", [0, 1, 8, 40])
def test_no_number_can_be_traced_to_a_small_sensitive_reason(child, consent, capacity):
    """Whatever the sizes, a group with a small sensitive reason has ten households or no number."""
    groups = waiting_groups(
        programme(), waits(child_protection=child, consent_missing=consent, capacity=capacity)
    )
    for group in groups:
        small = {"child_protection": child, "consent_missing": consent}
        if any(small.get(reason, 99) < 10 for reason in group.reasons):
            assert group.households is None or (group.is_joined and group.households >= 10)


def test_only_laws_on_file_are_passed_on():
    """The rule of a row may hold anything; the page prints what legal_rules.csv holds, nothing else."""
    rule = LegalRule(
        rule_id="open_asylum_claim", country="MEX", cites="Reglamento, art. 24", text="b", source="a"
    )
    rows = (
        Waiting(
            household_id="H1", people=1, reason="open_asylum_claim", rule="Reglamento, art. 24 (source a)"
        ),
        Waiting(household_id="H2", people=1, reason="open_asylum_claim", rule="ask Maria"),
    )
    (group,) = waiting_groups(programme(legal_rules=(rule,)), rows)
    assert group.laws == ("Reglamento, art. 24",)


def test_beds_are_what_every_person_needs():
    """The first hard resource that counts people, else the first that counts people, else none."""
    soft = Resource(resource_id="meals", counts="people", hard=False, overrun_price=1.0)
    assert bed_resource(programme(resources=(soft, BEDS))) == BEDS
    assert bed_resource(programme(resources=(soft,))) == soft
    assert bed_resource(programme(resources=(Resource(resource_id="desks", counts="adults"),))) is None


def test_the_fullest_period_stands_for_a_resource():
    """Of two periods as full as each other, the one with more people in it."""
    early = Load(place_id="leon", resource_id="beds", from_on=None, until_on=DAY, amount=80, used=80)
    late = Load(place_id="leon", resource_id="beds", from_on=DAY, until_on=None, amount=110, used=110)
    emptier = Load(place_id="leon", resource_id="beds", from_on=DAY, until_on=None, amount=300, used=110)
    assert fullest([early, late])["leon", "beds"] == late
    assert fullest([early, emptier])["leon", "beds"] == early


def test_places_stand_under_their_states():
    """States and places, most people first, with the beds of the fullest period."""
    made = programme(
        capacities=(
            Capacity(place_id="leon", resource_id="beds", amount=5),
            Capacity(place_id="puebla", resource_id="beds", amount=9),
        )
    )
    loads = [
        Load(place_id="leon", resource_id="beds", from_on=None, until_on=None, amount=5, used=3),
        Load(place_id="puebla", resource_id="beds", from_on=None, until_on=None, amount=9, used=4),
    ]
    assignments = [
        Assignment(household_id="H1", place_id="puebla", people=4),
        Assignment(household_id="H2", place_id="leon", people=3),
    ]
    states = places_by_state(made, assignments, loads)
    assert [(state.name, state.people, state.used, state.amount) for state in states] == [
        ("MX-PUE", 4, 4, 9),
        ("MX-GUA", 3, 3, 5),
    ]
    (row,) = resource_rows(made, loads)
    assert (row.used, row.amount, row.full, row.places) == (7, 14, 0, 2)


def test_the_headline_adds_up(mapastepec):
    """Placed and waiting make all people and all households."""
    head = headline(mapastepec.programme, mapastepec.answers)
    assert head.placed + head.waiting == head.people == len(mapastepec.programme.persons)
    assert head.placed_households + head.waiting_households == head.households
    assert head.first is not None
    assert head.first <= head.last
