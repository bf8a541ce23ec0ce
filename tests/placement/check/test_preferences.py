"""Planted wrongs are caught, each by its own fault; what is right passes."""

from collections.abc import Callable

import pytest

from posada.placement.check.preferences import worse_off
from posada.programme import Programme
from posada.programme.tables import Assignment

Build = Callable[..., Programme]


@pytest.fixture(scope="module")
def village(build: Build) -> Programme:
    """Three places; one household with wishes, one without that must stay with it, a friend, one more."""
    return build(
        places={place_id: {"beds": 9} for place_id in "abc"},
        households={
            "friend": {"prefers_place_id": ("c",)},
            "plain": {},
            "tied": {},
            "wisher": {"prefers_place_id": ("c", "b")},
        },
        ties=[("wisher", "tied", "must"), ("friend", "plain", "prefer:friend")],
    )


def rows(**places: str) -> list[Assignment]:
    return [Assignment(household_id=one, place_id=where, people=1) for one, where in places.items()]


BEFORE = {"friend": "a", "plain": "a", "tied": "b", "wisher": "b"}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"tied": "c", "wisher": "c"}, []),
        (
            {"tied": "a", "wisher": "a"},
            ["households.csv, line 5: must not move to a place that it does not rank. [not_ranked]"],
        ),
        ({"tied": ""}, ["households.csv, line 4: had a place and must keep one. [place_lost]"]),
        (
            {"plain": "c", "friend": "c"},
            ["households.csv, line 3: must not move to a place that it does not rank. [not_ranked]"],
        ),
        (
            {"friend": "c"},
            [
                "households.csv, line 2: must stay with those whom it would rather be with. [parted]",
                "households.csv, line 3: must stay with those whom it would rather be with. [parted]",
            ],
        ),
    ],
)
def test_each_wrong_is_told_once_for_each_household(
    village: Programme, changes: dict[str, str], faults: list[str]
) -> None:
    """The line of households.csv, what must be, and the name of the rule; no id of a household."""
    after = {one: where for one, where in {**BEFORE, **changes}.items() if where}
    found = worse_off(village, before=rows(**BEFORE), after=rows(**after))
    assert [str(fault) for fault in found] == faults


def test_a_lower_rank_is_worse(village: Programme) -> None:
    """From the first wish to the second."""
    before = {**BEFORE, "tied": "c", "wisher": "c"}
    found = worse_off(village, before=rows(**before), after=rows(**BEFORE))
    assert [str(fault) for fault in found] == [
        "households.csv, line 5: must not move to a place that it ranks lower. [ranked_lower]"
    ]


def test_who_waited_may_have_any_place(village: Programme) -> None:
    """A place is not worse than none."""
    assert worse_off(village, before=[], after=rows(**BEFORE)) == ()
