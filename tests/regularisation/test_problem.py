"""What the desks see of a programme: steps in order, rounds, rows of law in force."""

import datetime as dt
from typing import Any

from posada.programme.tables import Step
from posada.regularisation.example import example
from posada.regularisation.problem import is_in_force, pathway_of, pathways_of, read_problem


def step(code: str, **columns: Any) -> Step:
    """Return a step with an appointment at the gathering."""
    return Step(**{"pathway_id": "p", "step_id": code, "at": "gathering", "minutes_per_person": 5} | columns)


def test_steps_stand_behind_those_they_follow() -> None:
    """Order comes from follows_step_id, not from the order of rows; steps that are alike go by id."""
    rows = [step("c", follows_step_id="b"), step("b", follows_step_id="a"), step("a"), step("d"), step("aa")]
    assert pathway_of(rows).levels == {"a": 0, "aa": 0, "d": 0, "b": 1, "c": 2}


def test_a_clock_alone_stands_behind_the_appointment_that_starts_it() -> None:
    """What follows a decision comes after the application on which the decision is due."""
    decide = step("decide", minutes_per_person=None, due_days=20, from_event="file")
    rows = [step("collect", follows_step_id="decide"), decide, step("file")]
    assert pathway_of(rows).levels == {"file": 0, "decide": 1, "collect": 2}


def test_a_circle_does_not_hang() -> None:
    """The reader refuses circles; made in memory, one is cut."""
    rows = [step("a", follows_step_id="b"), step("b", follows_step_id="a"), step("c", follows_step_id="c")]
    assert set(pathway_of(rows).levels) == {"a", "b", "c"}


def test_rows_of_law_are_sorted_by_their_first_day() -> None:
    """A row without a first day is the oldest."""
    first, second = step("a", valid_from=dt.date(2022, 1, 1)), step("a", valid_to=dt.date(2021, 12, 31))
    assert pathway_of([first, second]).versions["a"] == (second, first)


def test_a_row_is_in_force_on_its_first_and_last_day() -> None:
    """Both ends are in force, the days outside are not."""
    row = step("a", valid_from=dt.date(2021, 1, 2), valid_to=dt.date(2021, 1, 3))
    assert [is_in_force(row, dt.date(2021, 1, day)) for day in (1, 2, 3, 4)] == [False, True, True, False]


def test_rounds_are_the_steps_with_a_desk() -> None:
    """A clock alone is no round, and a step at a place is none at the gathering."""
    problem = read_problem(example(), at="gathering")
    assert problem.rounds == [(0, "register")]
    assert read_problem(example(), at="place").rounds == []


def test_of_two_stops_at_a_place_the_first_counts() -> None:
    """A departure that calls twice at a place has arrived when it came first."""
    from dataclasses import replace

    from posada.programme.tables import Place, Seat, Stop

    programme = example()
    programme = replace(
        programme,
        places=(Place(place_id="leon", name="León", state="MX-GUA"),),
        steps=(step("apply", pathway_id="tvrh", at="place"),),
    )
    noon = dt.datetime(2021, 11, 25, 12, tzinfo=dt.UTC)
    stops = [
        Stop(
            departure_id="d",
            stop=number,
            place_id="leon",
            arrives_at=noon + dt.timedelta(hours=hours),
            people=1,
        )
        for number, hours in ((1, 3), (2, 0))
    ]
    seats = [Seat(departure_id="d", household_id="h1", place_id="leon", people=1)]
    (served,) = read_problem(programme, at="place", seats=seats, stops=stops).served
    assert served.arrived_at == noon


def on(pathway_id: str, step_id: str, after: str | None = None) -> Step:
    return Step(
        pathway_id=pathway_id, step_id=step_id, follows_step_id=after, at="gathering", minutes_per_person=5
    )


def test_a_step_has_one_place_in_the_order_of_all_pathways() -> None:
    """A step that is first on one pathway and second on another is booked once, in its later round."""
    pathways = pathways_of([on("a", "register"), on("b", "intake"), on("b", "register", "intake")])
    assert pathways["a"].levels == {"register": 1}
    assert pathways["b"].levels == {"intake": 0, "register": 1}


def test_pathways_in_opposite_orders_go_each_by_its_own() -> None:
    """There is no order for both: each household has its steps as its own pathway says."""
    steps = [on("a", "x"), on("a", "y", "x"), on("b", "y"), on("b", "x", "y")]
    pathways = pathways_of(steps)
    assert pathways["a"].levels == {"x": 0, "y": 1}
    assert pathways["b"].levels == {"y": 0, "x": 1}
