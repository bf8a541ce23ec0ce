"""Who travels from when on, and who cannot be given a seat at all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from posada.programme import InputError
from posada.programme.tables import Appointment, Assignment, Step
from posada.transport.problem import RulePackMissing, read_problem

MEXICO = ZoneInfo("America/Mexico_City")
FIRST = dt.date(2021, 11, 22)
REGISTER = Step(pathway_id="tvrh", step_id="register", at="gathering", minutes_per_person=10)
FILE = Step(pathway_id="tvrh", step_id="file", at="place", minutes_per_person=20)


def appointment(step_id: str, day: int, hour: int, household_id: str = "h") -> Appointment:
    starts_at = dt.datetime(2021, 11, day, hour, tzinfo=MEXICO)
    return Appointment(
        appointment_id=f"{step_id}-{household_id}",
        household_id=household_id,
        step_id=step_id,
        office_id="o",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=30),
        people=1,
    )


def reasons(build: Callable[..., object], household: dict, **options: object) -> list[tuple[str, str]]:
    appointments = options.pop("appointments", ())
    programme, assignments = build(
        places={"a": {"km": 100}}, households={"h": {"to": "a", **household}}, **options
    )
    found = read_problem(programme, assignments, appointments)
    assert len(found.travellers) + len(found.refused) == 1
    return [(row.reason, row.rule) for row in found.refused]


def ready(
    build: Callable[..., object], household: dict, *appointments: Appointment, **options: object
) -> dt.datetime:
    programme, assignments = build(
        places={"a": {"km": 100}}, households={"h": {"to": "a", **household}}, **options
    )
    (traveller,) = read_problem(programme, assignments, appointments).travellers
    return dt.datetime.fromtimestamp(traveller.ready * 60, MEXICO)


def test_without_more_a_household_is_ready_when_the_programme_starts(build: Callable[..., object]) -> None:
    """Midnight of the first day, by the clock of the gathering."""
    assert ready(build, {}) == dt.datetime(2021, 11, 22, tzinfo=MEXICO)


def test_the_latest_of_day_and_appointment_counts(build: Callable[..., object]) -> None:
    """Ready on the 24th, registered on the 23rd: the 24th. Registered on the 25th: the end of that hour."""
    household = {"ready_on": dt.date(2021, 11, 24), "pathway_id": "tvrh"}
    steps = (REGISTER, FILE)
    assert ready(build, household, appointment("register", 23, 9), steps=steps) == dt.datetime(
        2021, 11, 24, tzinfo=MEXICO
    )
    assert ready(build, household, appointment("register", 25, 9), steps=steps) == dt.datetime(
        2021, 11, 25, 9, 30, tzinfo=MEXICO
    )


def test_appointments_at_the_place_do_not_hold_anybody(build: Callable[..., object]) -> None:
    """They come after arrival, even if the plan in the folder has them already."""
    found = ready(
        build,
        {"pathway_id": "tvrh"},
        appointment("register", 23, 9),
        appointment("file", 29, 9),
        steps=(REGISTER, FILE),
    )
    assert found == dt.datetime(2021, 11, 23, 9, 30, tzinfo=MEXICO)


def test_a_day_before_the_start_changes_nothing(build: Callable[..., object]) -> None:
    """Nobody leaves before the programme starts."""
    assert ready(build, {"ready_on": dt.date(2021, 11, 1)}) == dt.datetime(2021, 11, 22, tzinfo=MEXICO)


def test_without_an_appointment_nobody_travels(build: Callable[..., object]) -> None:
    """A step at the gathering with time at a desk must have been done; others need not."""
    household = {"pathway_id": "tvrh"}
    assert reasons(build, household, steps=(REGISTER, FILE)) == [
        ("not_registered", "no appointment for step register")
    ]
    assert reasons(build, household, steps=(FILE,)) == []
    clock_alone = Step(pathway_id="tvrh", step_id="clock", at="gathering")
    assert reasons(build, household, steps=(clock_alone,)) == []
    not_yet = Step(
        pathway_id="tvrh",
        step_id="later",
        at="gathering",
        minutes_per_person=5,
        valid_from=FIRST + dt.timedelta(days=1),
    )
    assert reasons(build, household, steps=(not_yet,)) == []
    assert reasons(build, {}, steps=(REGISTER,)) == []


@pytest.mark.parametrize("consents", [False, None])
def test_nobody_is_moved_without_consent(build: Callable[..., object], consents: bool | None) -> None:
    """Whoever wrote the assignment: not known is treated as no."""
    assert reasons(build, {"consents": consents}) == [("not_registered", "no consent on file to be moved")]


def test_a_child_alone_is_not_moved(build: Callable[..., Any]) -> None:
    """Nor is a household in which nobody is known to be an adult: both are for the authority."""
    programme, assignments = build(places={"a": {"km": 100}}, households={"h": {"to": "a"}})
    for change in ({"unaccompanied": True}, {"specific_needs": ("child_alone",)}, {}, {"birth_year": None}):
        change = {"birth_year": 2010, **change}
        child = type(programme.persons[0])(person_id="p", household_id="h", **change)
        found = read_problem(replace(programme, persons=(child,)), assignments, ())
        assert [row.reason for row in found.refused] == ["not_registered"]


def test_a_household_too_large_for_any_bus_is_told(build: Callable[..., object]) -> None:
    """10 seats of which 9 are filled: nine travel, ten may take the one kept free, eleven cannot."""
    buses = (("van", 10, 0, 1),)
    assert reasons(build, {"size": 9}, buses=buses) == []
    assert reasons(build, {"size": 10}, buses=buses) == []
    assert reasons(build, {"size": 11}, buses=buses) == [
        ("no_bus", "more people than the largest bus has seats (10)")
    ]
    assert reasons(build, {}, buses=()) == [("no_bus", "no bus is based at the gathering")]
    assert reasons(build, {}, buses=(("van", 10, 0, 0),)) == [("no_bus", "no bus is based at the gathering")]


def test_only_a_household_too_large_for_every_bus_takes_seats_kept_free(build: Callable[..., object]) -> None:
    """With a coach beside the van, ten people go by coach."""
    programme, assignments = build(
        places={"a": {"km": 100}},
        households={"h": {"to": "a", "size": 10}},
        buses=(("van", 10, 0, 1), ("coach", 44, 0, 1)),
    )
    assert not read_problem(programme, assignments, ()).travellers[0].needs_spare_seats


def test_wheelchair_users_need_their_places(build: Callable[..., object]) -> None:
    """No lift, or not enough places on one bus."""
    told = [("no_wheelchair_place", "no bus with enough seats has the wheelchair places")]
    household = {"size": 3, "wheelchairs": 2}
    assert reasons(build, household) == told
    assert reasons(build, household, buses=(("lift", 42, 1, 5),)) == told
    assert reasons(build, household, buses=(("lift", 42, 2, 1),)) == []


def test_without_drivers_nobody_travels(build: Callable[..., object]) -> None:
    """The gathering needs at least one."""
    assert reasons(build, {}, drivers=0) == [("no_driver", "no driver is based at the gathering")]


def test_rows_that_do_not_exist_are_told_together(build: Callable[..., object]) -> None:
    """By line, and without a word about the household."""
    programme, assignments = build(places={"a": {"km": 100}}, households={"h": {"to": "a"}})
    wrong = (
        *assignments,
        Assignment(household_id="secret", place_id="a", people=1),
        Assignment(household_id="h", place_id="nowhere", people=1),
    )
    with pytest.raises(InputError) as caught:
        read_problem(programme, wrong, ())
    assert str(caught.value).splitlines() == [
        "assignments.csv, line 3, household_id: must be in households.csv.",
        "assignments.csv, line 4, household_id: stands in an earlier line already.",
        "assignments.csv, line 4, place_id: must be in places.csv, got 'nowhere'.",
    ]


def test_a_missing_rule_pack_is_told(build: Callable[..., object]) -> None:
    """Both as a value error and as one that the command line shows."""
    programme, assignments = build(places={"a": {"km": 100}}, households={"h": {"to": "a"}}, driving_rules=())
    with pytest.raises(ValueError, match="must hold the rule pack 'MX-NOM-087-2017'") as caught:
        read_problem(programme, assignments, ()).timetable()
    assert isinstance(caught.value, RulePackMissing)


def test_households_apart_are_known_to_each_other(build: Callable[..., object]) -> None:
    """The tie stands once in ties.csv and holds both ways."""
    from posada.programme.tables import Tie

    programme, assignments = build(
        places={"a": {"km": 100}, "b": {"km": 110}},
        households={"h1": {"to": "a"}, "h2": {"to": "b"}},
        ties=(Tie(household_id="h1", with_household_id="h2", kind="family", bond="apart"),),
    )
    found = {row.household_id: row.apart_from for row in read_problem(programme, assignments, ()).travellers}
    assert found == {"h1": {"h2"}, "h2": {"h1"}}
