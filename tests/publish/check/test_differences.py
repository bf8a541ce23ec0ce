"""Differences between published cells are found from the tables alone."""

from typing import Any

import pytest

from posada.publish.check.differences import small_differences

Tables = dict[str, list[dict[str, str]]]


def found(tables: Tables) -> list[str]:
    """Return what the check says of these tables."""
    return [what for _, what in small_differences(tables, fewest=10, things=frozenset({"buses"}))]


def promise(**cells: str) -> dict[str, str]:
    """Return a published promise."""
    plain = {"commitment_id": "K", "unit": "persons", "amount": "", "deadline": "none", "days": ""}
    return {**plain, "nested_in_commitment_id": "", **cells}


def delivery(number: int, event: str, people: str, **cells: str) -> dict[str, str]:
    """Return a published row of deliveries."""
    plain = {"delivery_id": f"D{number}", "commitment_id": "K", "event": event, "from_on": "2021-11-26"}
    return {**plain, "until_on": "", "amount_lo": people, "amount_hi": people, **cells}


def counted(*rows: dict[str, str], refused_for: str = "") -> list[dict[str, str]]:
    """Return the trace of a verdict that rests on these rows."""
    return [
        {
            "commitment_id": "K",
            "from_table": "deliveries",
            "row_id": row["delivery_id"],
            "refused_for": refused_for,
        }
        for row in rows
    ]


@pytest.mark.parametrize(
    ("came", "unit", "says"),
    [
        (["95"], "persons", ["K: accepted less delivered tells of 5 persons"]),
        (["50", "45"], "persons", ["K: accepted less delivered tells of 5 persons"]),
        (["95"], "buses", []),
        (["withheld"], "persons", []),
        (["50", "withheld"], "persons", []),
        (["60"], "persons", []),
        (["100"], "persons", []),
    ],
)
def test_what_was_accepted_less_what_came(came: list[str], unit: str, says: list[str]) -> None:
    """The sum of all rows that count, if all of them are told."""
    rows = [delivery(0, "accepted", "100"), *(delivery(n, "delivered", it) for n, it in enumerate(came, 1))]
    tables = {"commitments": [promise(unit=unit)], "deliveries": rows, "verdict_traces": counted(*rows)}
    assert found(tables) == says


def test_a_row_that_is_no_evidence_is_left_out() -> None:
    """The cards of another caravan are part of no sum."""
    rows = [delivery(0, "accepted", "100"), delivery(1, "delivered", "60"), delivery(2, "delivered", "35")]
    trace = [*counted(*rows[:2]), *counted(rows[2], refused_for="cohort")]
    assert found({"commitments": [promise()], "deliveries": rows, "verdict_traces": trace}) == []


def test_the_amount_of_a_day_less_what_came_that_day() -> None:
    """Only where a promise is due every day."""
    rows = [delivery(1, "delivered", "15"), delivery(2, "delivered", "60", from_on="2021-11-27")]
    daily = promise(amount="20", deadline="recurring", days="1")
    tables: Tables = {"commitments": [daily], "deliveries": rows, "verdict_traces": counted(*rows)}
    assert found(tables) == ["K: amount less D1 tells of 5 persons"]
    assert found({**tables, "commitments": [{**daily, "days": "7"}]}) == []


def test_a_whole_less_its_part() -> None:
    """As they were kept, if both are exact."""
    rows = [promise(), promise(commitment_id="L", nested_in_commitment_id="K")]
    verdicts = [
        {"commitment_id": name, "kept_lo": kept, "kept_hi": kept} for name, kept in (("K", "60"), ("L", "55"))
    ]
    assert found({"commitments": rows, "verdicts": verdicts}) == [
        "kept of K less kept of L tells of 5 persons"
    ]


def claim(name: str, low: str, high: str, who: str = "inm") -> dict[str, str]:
    """Return a published claim."""
    return {"claim_id": name, "claimant_actor_id": who, "cohort_id": "c", "unit": "persons",
            "amount_lo": low, "amount_hi": high}  # fmt: skip


def test_two_figures_of_one_speaker() -> None:
    """A range is no figure, and two speakers may differ."""
    assert found({"claims": [claim("a", "100", "100"), claim("b", "96", "96")]}) == [
        "a less b tells of 4 persons"
    ]
    assert found({"claims": [claim("a", "100", "104"), claim("b", "96", "96")]}) == []
    assert found({"claims": [claim("a", "100", "100"), claim("b", "96", "96", who="ngo")]}) == []


def figure(state: str, amount: str, until: str = "2021-12-31") -> dict[str, Any]:
    """Return a published figure of a series."""
    return {"series_id": "s", "state": state, "from_on": "2021-12-01", "until_on": until, "as_of_on": "",
            "unit": "cards", "commitment_id": "", "amount": amount}  # fmt: skip


def test_a_country_less_its_states_and_a_year_less_its_months() -> None:
    """A figure that is not told ends the sum."""
    rows = [figure("", "100"), figure("MX-CHP", "60"), figure("MX-OAX", "36")]
    assert found({"statistics": rows}) == ["s from 2021-12-01: the country less its states tells of 4 cards"]
    assert found({"statistics": [*rows[:2], figure("MX-OAX", "withheld")]}) == []
    later = [figure("MX-PUE", "500", until="2021-11-30"), figure("MX-PUE", "506")]
    assert found({"statistics": later}) == [
        "s MX-PUE until 2021-12-31 less s MX-PUE until 2021-11-30 tells of 6 cards"
    ]
