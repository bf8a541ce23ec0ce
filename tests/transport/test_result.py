"""What the room says about its answer: figures, costs, and a summary that names nobody."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from posada.programme.columns import TABLES
from posada.programme.writing import csv_text
from posada.transport import schedule
from posada.transport.example import example, example_assignments


def test_figures_by_hand(build: Callable[..., Any]) -> None:
    """Two buses of ten, nine seats each to be filled, to places 100 and 40 km away."""
    programme, assignments = build(
        places={"a": {"km": 100}, "b": {"km": 40}},
        households={
            "h1": {"to": "a", "size": 9},
            "h2": {"to": "b", "size": 6, "ready_on": dt.date(2021, 11, 24)},
        },
        buses=(("van", 10, 0, 2),),
    )
    journeys = schedule(programme, assignments)
    assert journeys.total_km == 280.0
    assert journeys.lower_bound_km == 280.0
    assert journeys.baseline_km == 280.0
    assert (journeys.lower_bound_departures, journeys.baseline_departures) == (2, 2)
    assert journeys.seats_filled_share == 15 / 18
    # Both wait from midnight until five in the morning.
    assert journeys.mean_wait_hours == journeys.longest_wait_hours == 5.0


def test_the_cost_of_a_round_trip(build: Callable[..., Any]) -> None:
    """Kilometres out and back, and days begun, at the prices of the bus; without prices it is not known."""
    (row,) = schedule(example(), example_assignments()).departures
    days = (row.returns_at.date() - row.departs_at.date()).days + 1
    assert row.cost == (Decimal(str(row.km)) + Decimal(str(row.return_km))) * 12 + days * 2000
    programme, assignments = build(places={"a": {"km": 100}}, households={"h": {"to": "a"}})
    assert schedule(programme, assignments).departures[0].cost is None


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_summary_names_no_household(build: Callable[..., Any], lang: str) -> None:
    """Numbers only, whoever is left."""
    programme, assignments = build(
        places={"a": {"km": 100}, "b": {}},
        households={"secret-1": {"to": "a"}, "secret-2": {"to": "b"}},
    )
    journeys = schedule(programme, assignments)
    told = journeys.summary(lang)
    assert len(journeys.unscheduled) == 1
    assert "secret" not in told
    assert {"en": "no distance: 1", "es": "sin distancia: 1"}[lang] in told


def test_an_unknown_language_is_refused() -> None:
    """English and Spanish, no other."""
    journeys = schedule(example(), example_assignments())
    with pytest.raises(ValueError, match="lang must be one of en, es, got 'fr'"):
        journeys.summary("fr")


def test_rows_can_be_written_as_tables() -> None:
    """Names are those of the answer tables, and every row is one of theirs."""
    rows = schedule(example(), example_assignments()).rows()
    for name, of_table in rows.items():
        assert TABLES[name].role == "answer"
        assert all(isinstance(row, TABLES[name].row_type) for row in of_table)
        assert len(csv_text(TABLES[name], of_table).splitlines()) == len(of_table) + 1


def test_times_are_told_with_the_offset_of_where_they_happen(build: Callable[..., Any]) -> None:
    """Leaves by the clock of the gathering, arrives by that of the place."""
    programme, assignments = build(
        places={"a": {"km": 100, "timezone": "America/Tijuana"}}, households={"h": {"to": "a"}}
    )
    journeys = schedule(programme, assignments)
    assert journeys.departures[0].departs_at.utcoffset() == dt.timedelta(hours=-6)
    assert journeys.stops[0].arrives_at.utcoffset() == dt.timedelta(hours=-8)


def test_the_same_input_gives_the_same_answer() -> None:
    """Twice the same rows and figures."""
    assert schedule(example(), example_assignments()) == schedule(example(), example_assignments())
