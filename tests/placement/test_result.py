"""The answer prints itself in two languages."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posada.placement import Placement, find_bottlenecks, place
from posada.programme import Programme
from posada.programme.columns import TABLES
from posada.programme.tables import Capacity, Floor, Resource

Build = Callable[..., Programme]


@pytest.fixture
def short(build: Build) -> Programme:
    """Three people for two beds, a school seat too few, a place that asks for more, a floor out of reach."""
    return build(
        places={"a": {"beds": 2}},
        households={"h1": {"born": (1990, 2010)}, "h2": {}, "h3": {"consents": None}},
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=7.0),
        ],
        capacities=[Capacity(place_id="a", resource_id="seats", amount=0, at_least=5)],
        floors=(Floor(floor_id="f", group_column="languages", group_value="hat", at_least_score=2.0),),
        placement={"shortfall_price": 3.0},
    )


def test_a_summary_says_who_is_placed_who_waits_and_what_it_cost(short: Programme) -> None:
    """One line each, prices and floors only where there are any."""
    placed = place(short, gap=0.0)
    told = placed.summary().splitlines()
    assert told[0] == "2 of 4 people have a place (1 of 3 households)."
    assert told[1] == "Waiting: 1 person, no room; 1 person, consent missing."
    assert told[2].startswith("Score 161; no plan can have more than 161 (gap 0.000 %, proven by ")
    assert told[3:6] == [
        "Taken off: 7 points for resources that may be overrun and are.",
        "Taken off: 12 points for places where less is used than they ask for.",
        "Floors: 2 points short in all; nothing else could have given more.",
    ]
    assert told[6].startswith("Beside it: random ")
    assert (
        told[7]
        == "Not compared: key by population; key by means and population (states.csv lacks the figures)."
    )
    assert len(told) == 8


def test_a_summary_tells_the_points_for_those_who_stay(short: Programme) -> None:
    """A plan that keeps a published one counts moves saved; without it no such line is there."""
    first = place(short, gap=0.0)
    kept = place(short, gap=0.0, keep=first.assignments)
    stays = len(first.assignments) * short.settings.placement.move_cost
    line = f"Of these, {stays:g} points are for households that stay where they were published."
    assert line in kept.summary().splitlines()
    assert "stay where" not in first.summary()


def test_a_summary_in_spanish_has_the_same_lines(short: Programme) -> None:
    """And none in common with the English one."""
    placed = place(short)
    placed = replace(placed, bottlenecks=find_bottlenecks(short, placed))
    english, spanish = placed.summary().splitlines(), placed.summary("es").splitlines()
    assert len(english) == len(spanish) == 9
    assert not set(english) & set(spanish)
    assert spanish[0] == "Con lugar: 2 de 4 personas (1 de 3 hogares)."
    assert spanish[8] == "10 unidades más de beds en A darían lugar a 1 persona más."
    assert english[8] == "10 more units of beds in A would place 1 person more."
    with pytest.raises(ValueError, match=r"^lang must be one of en, es, got 'de'\.$"):
        placed.summary("de")


def test_more_that_places_nobody_adds_points(build: Build) -> None:
    """A bed in the better town moves somebody there."""
    programme = build(
        places={"a": {"beds": 1}, "b": {"beds": 9}},
        households={name: {"prefers_place_id": ("a",)} for name in ("h1", "h2")},
        score={"preference": 60.0},
    )
    placed = place(programme, gap=0.0)
    placed = replace(placed, bottlenecks=find_bottlenecks(programme, placed, gap=0.0))
    assert "10 more units of beds in A would place nobody more, and add 60 points." in placed.summary()


def test_a_plan_without_waiting_or_prices_is_told_briefly(build: Build) -> None:
    """No line for what there is none of."""
    told = place(build(places={"a": {"beds": 2}}, households={"h1": {}})).summary()
    assert "Waiting" not in told
    assert "Taken off" not in told
    assert "Floors" not in told


def test_rows_are_the_tables_of_the_answer(short: Programme) -> None:
    """Each is a declared table, and every row is one of it."""
    placed = place(short)
    assert isinstance(placed, Placement)
    for name, rows in placed.rows().items():
        assert {type(row) for row in rows} <= {TABLES[name].row_type}
    assert list(placed.rows()) == ["assignments", "waiting", "loads", "baselines", "bottlenecks"]
