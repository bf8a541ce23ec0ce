"""Figures that cannot well be so are flagged for a reader, and decide nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from posada.commitments import measure
from posada.commitments.plausibility import implausible

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, programme, promise, said


def figure(code: str, least: float, most: float, unit: str, **more: Any):
    return said(code, amount_lo=least, amount_hi=most, unit=unit, **more)


def test_sixty_seven_people_on_a_bus_are_too_many() -> None:
    """20,000 people in about 300 buses; the flag names both claims and the whole range."""
    [flag] = implausible([figure("a", 20000, 20000, "persons"), figure("b", 290, 310, "buses")])
    assert (flag.claim_ids, flag.what) == (("a", "b"), "people per bus")
    assert (round(flag.least, 1), round(flag.most, 1)) == (64.5, 69.0)


def test_forty_people_on_a_bus_are_usual() -> None:
    """1,000 people in 25 buses."""
    assert implausible([figure("a", 1000, 1000, "persons"), figure("b", 25, 25, "buses")]) == ()


def test_a_range_that_reaches_what_is_usual_is_not_flagged() -> None:
    """Doubt is for the claim."""
    assert implausible([figure("a", 500, 20000, "persons"), figure("b", 290, 310, "buses")]) == ()


def test_ninety_kilometres_a_day_on_foot_are_too_many() -> None:
    """A week's way in a day; months are thirty days."""
    [flag] = implausible([figure("a", 90, 90, "km"), figure("b", 1, 1, "days")])
    assert flag.what == "km per day"
    assert implausible([figure("a", 600, 600, "km"), figure("b", 1, 1, "months")]) == ()


def test_claims_of_different_sources_or_days_are_no_pair() -> None:
    """A ratio of two speakers' figures says nothing about either."""
    people = figure("a", 20000, 20000, "persons")
    assert implausible([people, figure("b", 300, 300, "buses", source_id="seen")]) == ()
    assert implausible([people, figure("b", 300, 300, "buses", as_of_on=on(3))]) == ()


def test_what_is_denied_is_no_figure() -> None:
    """Only what is asserted is held against something."""
    buses = figure("b", 300, 300, "buses", polarity="deny")
    assert implausible([figure("a", 20000, 20000, "persons"), buses]) == ()


def test_a_flag_moves_no_verdict() -> None:
    """The same deliveries, with and without claims that cannot well be so."""
    rows = {
        "commitments": (promise(),),
        "deliveries": (delivery("d", 3, 4),),
        "coverage": (covered(0, 40),),
    }
    flagged = measure(
        programme(claims=(figure("a", 20000, 20000, "persons"), figure("b", 300, 300, "buses")), **rows)
    )
    assert flagged.implausible
    assert flagged.rows()["verdicts"] == measure(programme(**rows)).rows()["verdicts"]
