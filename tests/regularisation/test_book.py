"""Booking at the desks: who comes when, who is left and why, and what the clocks say."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posada.programme import Programme
from posada.programme.settings import RegularisationSettings, Settings
from posada.programme.tables import (
    Appointment,
    Calendar,
    Closure,
    Gathering,
    Household,
    Office,
    Person,
    Place,
    Seat,
    Step,
    Stop,
)
from posada.regularisation import book

DAY = dt.timedelta(days=1)
STARTS, ENDS = dt.date(2021, 11, 24), dt.date(2021, 11, 30)  # a Wednesday, and the Tuesday after
MEXICO = ZoneInfo("America/Mexico_City")
TIJUANA = ZoneInfo("America/Tijuana")


def household(code: str, *persons: dict[str, Any], **columns: Any) -> tuple[Household, tuple[Person, ...]]:
    """Return a household that consents; without persons, one adult lives in it."""
    row = Household(
        **{"household_id": code, "gathering_id": "map", "pathway_id": "tvrh", "consents": True} | columns
    )
    members = tuple(
        Person(**{"person_id": f"{code}-{number}", "household_id": code, "birth_year": 1990} | person)
        for number, person in enumerate(persons or ({},))
    )
    return row, members


def office(code: str, **columns: Any) -> Office:
    """Return a desk at the gathering for the step register, open from nine to ten."""
    defaults = {"gathering_id": "map", "step_id": "register", "people_per_day": 60}
    hours = {"opens_at": dt.time(9), "closes_at": dt.time(10)}
    return Office(**{"office_id": code} | defaults | hours | columns)


def step(code: str, **columns: Any) -> Step:
    """Return a step of the pathway tvrh at the gathering, ten minutes for each person."""
    defaults = {"pathway_id": "tvrh", "at": "gathering", "minutes_per_person": 10, "calendar_id": "inm"}
    return Step(**{"step_id": code} | defaults | columns)


def programme(
    *households: tuple[Household, tuple[Person, ...]],
    steps: tuple[Step, ...] = (step("register"),),
    offices: tuple[Office, ...] = (office("desk-1"),),
    closures: tuple[Closure, ...] = (),
    verified_until: dt.date = dt.date(2021, 12, 31),
    order: tuple[str, ...] | None = None,
    ends_on: dt.date = ENDS,
) -> Programme:
    """Return a programme of a week at Mapastepec, with a place in another time zone."""
    rules = RegularisationSettings() if order is None else RegularisationSettings(order_of_service=order)
    return Programme(
        settings=Settings(name="t", country="MEX", starts_on=STARTS, ends_on=ends_on, regularisation=rules),
        gatherings=(Gathering(gathering_id="map", name="M", state="MX-CHP", timezone="America/Mexico_City"),),
        places=(
            Place(place_id="leon", name="León", state="MX-GUA"),
            Place(place_id="tij", name="Tijuana", state="MX-BCN", timezone="America/Tijuana"),
        ),
        households=tuple(row for row, _ in households),
        persons=tuple(person for _, members in households for person in members),
        steps=steps,
        offices=offices,
        calendars=(
            Calendar(calendar_id="inm", verified_from=dt.date(2021, 1, 1), verified_until=verified_until),
        ),
        closures=closures,
    )


def times(bookings: Any) -> list[str]:
    """Return household, office and local start of each appointment, in short."""
    return [f"{row.household_id} {row.office_id} {row.starts_at:%d %H:%M}" for row in bookings.appointments]


def reasons(bookings: Any) -> list[tuple[str, str, str]]:
    """Return household, step and reason of each step without appointment."""
    return [(row.household_id, row.step_id, row.reason) for row in bookings.unbooked]


def at_place(*seats: tuple[str, str, str]) -> dict[str, Any]:
    """Return seats and stops, from household, place and instant of arrival (empty: no stop)."""
    return {
        "seats": [
            Seat(departure_id=f"d{number}", household_id=code, place_id=place_id, people=1)
            for number, (code, place_id, _) in enumerate(seats)
        ],
        "stops": [
            Stop(
                departure_id=f"d{number}",
                stop=1,
                place_id=place_id,
                arrives_at=dt.datetime.fromisoformat(arrives),
                people=1,
            )
            for number, (_, place_id, arrives) in enumerate(seats)
            if arrives
        ],
    }


def test_first_served_are_the_announced_classes_then_the_earliest_registered() -> None:
    """One pregnant member brings the whole family forward; an unknown day of registration comes last."""
    bookings = book(
        programme(
            household("h1"),
            household("h2", registered_on=STARTS - 2 * DAY),
            household("h3", registered_on=STARTS - 3 * DAY),
            household("h4", {"specific_needs": ("wheelchair",)}),
            household("h5", asylum_claim="recognised"),
            household("h6", {}, {"specific_needs": ("pregnant",)}),
        ),
        at="gathering",
    )
    assert times(bookings) == [
        "h6 desk-1 24 09:00",
        "h5 desk-1 24 09:20",
        "h4 desk-1 24 09:30",
        "h3 desk-1 24 09:40",
        "h2 desk-1 24 09:50",
        "h1 desk-1 25 09:00",
    ]


def test_a_family_has_one_appointment_as_long_as_it_is_large() -> None:
    """Three people at ten minutes each are half an hour at one desk; a step without minutes lasts one."""
    bookings = book(
        programme(
            household("h1", {}, {}, {}),
            household("h2", pathway_id="quick"),
            steps=(
                step("register"),
                step("show", pathway_id="quick", minutes_per_person=0),
            ),
            offices=(office("desk-1"), office("desk-2", step_id="show")),
        ),
        at="gathering",
    )
    lengths = {row.household_id: (row.ends_at - row.starts_at, row.people) for row in bookings.appointments}
    assert lengths == {"h1": (dt.timedelta(minutes=30), 3), "h2": (dt.timedelta(minutes=1), 1)}


def test_desks_fill_in_the_order_of_their_codes() -> None:
    """Of desks that are free at the same time, the first by code is taken."""
    bookings = book(
        programme(*map(household, ("h1", "h2", "h3")), offices=(office("desk-2"), office("desk-1"))),
        at="gathering",
    )
    assert times(bookings) == ["h1 desk-1 24 09:00", "h2 desk-2 24 09:00", "h3 desk-1 24 09:10"]


def test_a_small_family_fills_the_gap_that_a_large_one_leaves() -> None:
    """A family of four no longer fits into the day; the single person after it does."""
    bookings = book(
        programme(household("h1", {}, {}, {}), household("h2", {}, {}, {}, {}), household("h3")),
        at="gathering",
    )
    assert times(bookings) == ["h1 desk-1 24 09:00", "h3 desk-1 24 09:30", "h2 desk-1 25 09:00"]


def test_a_desk_takes_no_more_people_than_its_day_allows() -> None:
    """Capacity counts people, not families."""
    bookings = book(
        programme(
            household("h1", {}, {}),
            household("h2", {}, {}),
            household("h3"),
            offices=(office("desk-1", people_per_day=3),),
        ),
        at="gathering",
    )
    assert times(bookings) == ["h1 desk-1 24 09:00", "h3 desk-1 24 09:20", "h2 desk-1 25 09:00"]


def test_an_office_with_a_calendar_works_on_working_days_only() -> None:
    """After Thursday comes Monday if Friday is closed; an office without calendar works at the weekend."""
    closed = Closure(calendar_id="inm", kind="closure", from_on=dt.date(2021, 11, 26))
    rows = [household(f"h{number}", {}, {}, {}, {}, {}, {}) for number in range(3)]
    kept = book(
        programme(*rows, offices=(office("desk-1", calendar_id="inm"),), closures=(closed,)), at="gathering"
    )
    assert [row.starts_at.day for row in kept.appointments] == [24, 25, 29]
    free = book(programme(*rows, closures=(closed,)), at="gathering")
    assert [row.starts_at.day for row in free.appointments] == [24, 25, 26]


def test_nobody_is_called_before_registering() -> None:
    """A household that registers on the second day is served from that day on, whatever its class."""
    bookings = book(
        programme(
            household("h1", {"specific_needs": ("pregnant",)}, registered_on=STARTS + DAY), household("h2")
        ),
        at="gathering",
    )
    assert times(bookings) == ["h2 desk-1 24 09:00", "h1 desk-1 25 09:00"]


def test_being_ready_to_travel_does_not_matter_at_the_desk() -> None:
    """`ready_on` is about the journey."""
    assert times(book(programme(household("h1", ready_on=ENDS)), at="gathering")) == ["h1 desk-1 24 09:00"]


@pytest.mark.parametrize(
    "left_alone",
    [
        household("h1", consents=None),
        household("h1", consents=False),
        household("h1", {"birth_year": 2008, "unaccompanied": True}),
        household("h1", {}, {"birth_year": 2010, "specific_needs": ("child_alone",)}),
        household("h1", {"birth_year": 2004}),
        household("h1", {"birth_year": None}),
        household("h1", pathway_id=None),
    ],
    ids=[
        "consent unknown",
        "no consent",
        "unaccompanied",
        "child alone",
        "no adult",
        "age unknown",
        "no pathway",
    ],
)
def test_the_program_leaves_alone_whom_it_must(left_alone: tuple[Household, tuple[Person, ...]]) -> None:
    """No appointment, no complaint and no deadline without consent, or where child protection decides."""
    steps = (step("register", due_days=20, source="law"),)
    bookings = book(programme(left_alone, household("h2"), steps=steps), at="gathering")
    assert times(bookings) == ["h2 desk-1 24 09:00"]
    assert [row.household_id for row in (*bookings.unbooked, *bookings.deadlines)] == ["h2"]


def test_the_next_step_waits_for_the_one_before() -> None:
    """A step begins after the end of the step that it follows, at another desk or the same one."""
    bookings = book(
        programme(
            *map(household, ("h1", "h2")),
            steps=(step("photo", follows_step_id="register"), step("register")),
            offices=(office("desk-1"), office("desk-2", step_id="photo")),
        ),
        at="gathering",
    )
    assert times(bookings) == [
        "h1 desk-1 24 09:00",
        "h2 desk-1 24 09:10",
        "h1 desk-2 24 09:10",
        "h2 desk-2 24 09:20",
    ]


def test_steps_that_do_not_follow_each_other_are_not_at_the_same_time() -> None:
    """A household is at one desk at a time, and so is a desk that handles two steps."""
    steps = (step("health"), step("register"))
    two = book(
        programme(
            household("h1"),
            steps=steps,
            offices=(
                office("desk-1"),
                office("desk-2", step_id="health"),
            ),
        ),
        at="gathering",
    )
    assert times(two) == ["h1 desk-2 24 09:00", "h1 desk-1 24 09:10"]
    one = book(
        programme(
            *map(household, ("h1", "h2")),
            steps=steps,
            offices=(
                office("desk-1"),
                office("desk-1", step_id="health"),
            ),
        ),
        at="gathering",
    )
    assert [f"{row.starts_at:%H:%M}" for row in one.appointments] == ["09:00", "09:10", "09:20", "09:30"]


def test_a_step_behind_a_clock_alone_waits_for_its_last_day() -> None:
    """What follows a decision is booked on the morning after the last day of the decision."""
    steps = (
        step("register"),
        step(
            "decide", follows_step_id="register", minutes_per_person=None, due_days=2, from_event="register"
        ),
        step("collect", follows_step_id="decide"),
    )
    offices = (office("desk-1"), office("desk-2", step_id="collect"))
    bookings = book(programme(household("h1"), steps=steps, offices=offices), at="gathering")
    assert times(bookings) == ["h1 desk-1 24 09:00", "h1 desk-2 27 09:00"]
    no_end = book(
        programme(household("h1"), steps=steps, offices=offices, verified_until=dt.date(2021, 11, 25)),
        at="gathering",
    )
    assert reasons(no_end) == [("h1", "collect", "earlier_step_missing")]
    no_days = (steps[0], replace(steps[1], due_days=None), steps[2])
    assert times(book(programme(household("h1"), steps=no_days, offices=offices), at="gathering")) == [
        "h1 desk-1 24 09:00",
        "h1 desk-2 24 09:10",
    ]


def test_at_a_place_a_household_is_served_from_its_arrival_in_local_time() -> None:
    """Arrival at 16:30 UTC is 10:30 in León and 08:30 in Tijuana, where desks open at nine."""
    steps = (step("apply", at="place"),)
    offices = tuple(
        office(f"{place}-1", gathering_id=None, place_id=place, step_id="apply", closes_at=dt.time(11))
        for place in ("leon", "tij")
    )
    rows = at_place(("h1", "leon", "2021-11-25T16:30+00:00"), ("h2", "tij", "2021-11-25T08:30-08:00"))
    bookings = book(
        programme(*map(household, ("h1", "h2", "h3")), steps=steps, offices=offices), at="place", **rows
    )
    assert times(bookings) == ["h1 leon-1 25 10:30", "h2 tij-1 25 09:00"]
    assert [row.starts_at.tzinfo for row in bookings.appointments] == [MEXICO, TIJUANA]
    assert bookings.unbooked == ()


def test_what_was_booked_at_the_gathering_holds_at_the_place() -> None:
    """Earlier appointments count as the step before, as the event of a clock, and in the numbering."""
    steps = (
        step("register"),
        step(
            "apply", at="place", follows_step_id="register", due_days=3, from_event="register", source="law"
        ),
    )
    offices = (office("desk-1"), office("leon-1", gathering_id=None, place_id="leon", step_id="apply"))
    everything = programme(*map(household, ("h1", "h2")), steps=steps, offices=offices)
    before = book(everything, at="gathering").appointments[:1]
    rows = at_place(("h1", "leon", "2021-11-25T01:00-06:00"), ("h2", "leon", "2021-11-25T01:00-06:00"))
    bookings = book(everything, at="place", appointments=before, **rows)
    assert times(bookings) == ["h1 leon-1 25 09:00"]
    assert reasons(bookings) == [("h2", "apply", "earlier_step_missing")]
    assert [(row.from_on, row.due_on, row.why_unknown) for row in bookings.deadlines] == [
        (STARTS, dt.date(2021, 11, 29), ""),
        (None, None, "there is no appointment for step register"),
    ]


def test_codes_are_the_step_and_a_number_by_time_then_desk() -> None:
    """Codes say nothing of a household; they go on where earlier appointments ended."""
    rows = programme(*map(household, ("h1", "h2", "h3")), offices=(office("desk-2"), office("desk-1")))
    bookings = book(rows, at="gathering")
    assert [(row.appointment_id, row.office_id) for row in bookings.appointments] == [
        ("register-0001", "desk-1"),
        ("register-0002", "desk-2"),
        ("register-0003", "desk-1"),
    ]
    again = book(rows, at="gathering", appointments=bookings.appointments)
    assert [row.appointment_id for row in again.appointments] == [f"register-000{n}" for n in (4, 5, 6)]
    assert {(row.office_id, row.starts_at) for row in again.appointments}.isdisjoint(
        (row.office_id, row.starts_at) for row in bookings.appointments
    )


def test_every_reason_for_having_no_appointment() -> None:
    """Each reason is given where it holds, and the words beside it hold no household."""
    crowd = household("h1", *({} for _ in range(7)))
    open_ended = Closure(calendar_id="inm", kind="suspension", from_on=STARTS, open_ended=True)
    old = step("register", valid_to=STARTS - DAY)
    follows = (step("register"), step("photo", follows_step_id="register"))
    cases: dict[str, Any] = {
        "no_office": book(programme(household("h1"), offices=()), at="gathering"),
        "no_time": book(programme(household("h1", registered_on=ENDS + DAY)), at="gathering"),
        "too_large_for_a_day": book(programme(crowd), at="gathering"),
        "calendar_unverified": book(
            programme(household("h1"), offices=(office("d", calendar_id="inm"),), closures=(open_ended,)),
            at="gathering",
        ),
        "not_in_force": book(programme(household("h1"), steps=(old,)), at="gathering"),
        "earlier_step_missing": book(programme(household("h1"), steps=follows, offices=()), at="gathering"),
        "not_arrived": book(
            programme(household("h1"), steps=(step("apply", at="place"),)),
            at="place",
            **at_place(("h1", "leon", "")),
        ),
    }
    for reason, bookings in cases.items():
        assert bookings.appointments == ()
        found = {row.reason: row for row in bookings.unbooked}
        assert reason in found
        assert found[reason].rule
        assert "h1" not in found[reason].rule
    assert cases["not_in_force"].unbooked[0].rule == (
        "no row of step register in steps.csv is in force from 2021-11-24 to 2021-11-30"
    )


def test_days_that_nobody_has_verified_are_not_booked() -> None:
    """Up to the end of the verified range desks are booked, behind it nothing is."""
    rows = [household(f"h{number}", {}, {}, {}, {}, {}, {}) for number in range(3)]
    bookings = book(
        programme(*rows, offices=(office("d", calendar_id="inm"),), verified_until=dt.date(2021, 11, 25)),
        at="gathering",
    )
    assert [row.starts_at.day for row in bookings.appointments] == [24, 25]
    assert reasons(bookings) == [("h2", "register", "calendar_unverified")]


def test_the_row_of_law_in_force_on_the_day_is_applied() -> None:
    """A reform doubles the minutes from the second day on; a household falls under the law of its day."""
    steps = (
        step("register", valid_to=STARTS, due_days=5, source="old law"),
        step("register", valid_from=STARTS + DAY, minutes_per_person=20, due_days=2, source="new law"),
    )
    rows = [household("h1", {}, {}, {}, {}), household("h2", {}, {}, {})]
    bookings = book(programme(*rows, steps=steps), at="gathering")
    assert [(row.starts_at.day, row.ends_at - row.starts_at) for row in bookings.appointments] == [
        (24, dt.timedelta(minutes=40)),
        (25, dt.timedelta(minutes=60)),
    ]
    assert [(row.source, row.due_on) for row in bookings.deadlines] == [
        ("old law", dt.date(2021, 12, 1)),
        ("new law", dt.date(2021, 11, 29)),
    ]


def test_a_row_of_law_that_begins_later_is_not_applied_before() -> None:
    """Where the step becomes law on the second day, nobody is called on the first."""
    late = (step("register", valid_from=STARTS + DAY),)
    assert times(book(programme(household("h1"), steps=late), at="gathering")) == ["h1 desk-1 25 09:00"]


def test_unverified_days_on_which_the_step_is_no_law_do_not_matter() -> None:
    """A desk that is full while the step is law has no time, whatever is unknown of later days."""
    bookings = book(
        programme(
            *(household(f"h{number}", {}, {}, {}, {}, {}, {}) for number in range(2)),
            steps=(step("register", valid_to=STARTS),),
            offices=(office("d", calendar_id="inm"),),
            verified_until=STARTS,
        ),
        at="gathering",
    )
    assert reasons(bookings) == [("h1", "register", "no_time")]


def test_a_clock_belongs_where_its_row_of_law_is_done() -> None:
    """A reform moves a step from gatherings to places: its deadline is given once, at the one in force."""
    steps = (
        step("claim", minutes_per_person=None, due_days=1, from_event="entered", valid_to=STARTS - DAY),
        step(
            "claim", minutes_per_person=None, due_days=2, from_event="entered", valid_from=STARTS, at="place"
        ),
    )
    rows = programme(household("h1", entered_on=STARTS), steps=steps)
    assert book(rows, at="gathering").deadlines == ()
    arrived = at_place(("h1", "leon", "2021-11-25T01:00-06:00"))
    assert [row.due_days for row in book(rows, at="place", **arrived).deadlines] == [2]


def test_who_arrives_before_registering_waits_until_the_day_of_it() -> None:
    """The later of arrival and registration counts."""
    rows = programme(
        household("h1", registered_on=STARTS + 2 * DAY),
        steps=(step("apply", at="place"),),
        offices=(office("leon-1", gathering_id=None, place_id="leon", step_id="apply"),),
    )
    arrived = at_place(("h1", "leon", "2021-11-24T01:00-06:00"))
    assert times(book(rows, at="place", **arrived)) == ["h1 leon-1 26 09:00"]


def test_each_event_starts_its_clock() -> None:
    """Registered, entered, arrived, another step, and the step's own appointment."""
    steps = (
        step("apply", at="place", due_days=1, source="law"),
        step("claim", at="place", minutes_per_person=None, due_days=1, from_event="entered", source="law"),
        step("house", at="place", minutes_per_person=None, due_days=1, from_event="arrived", source="law"),
        step("list", at="place", minutes_per_person=None, due_days=1, from_event="registered", source="law"),
        step("own", at="place", minutes_per_person=None, due_days=1, source="law"),
        step("reply", at="place", minutes_per_person=None, due_days=1, from_event="apply", source="law"),
    )
    rows = at_place(("h1", "tij", "2021-11-26T06:30+00:00"))
    offices = (office("tij-1", gathering_id=None, place_id="tij", step_id="apply"),)
    known = household("h1", registered_on=dt.date(2021, 11, 22), entered_on=dt.date(2021, 11, 1))
    bookings = book(programme(known, steps=steps, offices=offices), at="place", **rows)
    assert {row.step_id: str(row.from_on) for row in bookings.deadlines} == {
        "apply": "2021-11-26",
        "claim": "2021-11-01",
        "house": "2021-11-25",
        "list": "2021-11-22",
        "own": "None",
        "reply": "2021-11-26",
    }
    unknown = book(
        programme(household("h1"), steps=steps, offices=()), at="place", **at_place(("h1", "tij", ""))
    )
    assert {row.step_id: row.why_unknown for row in unknown.deadlines} == {
        "apply": "there is no appointment for step apply",
        "claim": "the day of entry into the country is not known",
        "house": "the day of arrival is not known yet",
        "list": "the day of registration is not known",
        "own": "there is no appointment for step own",
        "reply": "there is no appointment for step apply",
    }
    assert all(row.from_on is None and row.due_on is None for row in unknown.deadlines)


def test_a_deadline_carries_what_the_law_says() -> None:
    """Kind of days, meaning of silence, days to mend a file and source come from the row of law."""
    steps = (step("register", due_days=20, cure_days=10, on_expiry="refused", source="LM art. 128"),)
    (row,) = book(programme(household("h1"), steps=steps), at="gathering").deadlines
    assert (row.due_on, row.day_kind, row.on_expiry, row.due_days, row.cure_days, row.source) == (
        dt.date(2021, 12, 22),
        "working",
        "refused",
        20,
        10,
        "LM art. 128",
    )


def test_an_event_on_which_no_row_of_law_was_in_force_gives_no_day() -> None:
    """A clock that starts before its law is not counted under it."""
    steps = (
        step(
            "claim",
            minutes_per_person=None,
            due_days=9,
            from_event="entered",
            source="law",
            valid_from=STARTS,
        ),
    )
    early = household("h1", entered_on=STARTS - DAY)
    (row,) = book(programme(early, steps=steps), at="gathering").deadlines
    assert (row.from_on, row.due_on, row.why_unknown) == (
        STARTS - DAY,
        None,
        "no row of step claim in steps.csv is in force on 2021-11-23",
    )


# Every appointment against a clerk who tries each minute of each day, desk after desk.

NEEDS = [(), ("pregnant",), ("wheelchair",), ("legal_protection",)]


@st.composite
def some_programmes(draw: st.DrawFn) -> Programme:
    rows = []
    for number in range(draw(st.integers(1, 7))):
        people = draw(st.integers(1, 4))
        needs = draw(st.sampled_from(NEEDS))
        rows.append(
            household(
                f"h{number}",
                {"specific_needs": needs},
                *({"birth_year": 2015} for _ in range(people - 1)),
                registered_on=draw(st.sampled_from([None, STARTS - DAY, STARTS, STARTS + DAY])),
                asylum_claim=draw(st.sampled_from(["none", "open", "recognised"])),
                consents=draw(st.sampled_from([True, True, True, None])),
            )
        )
    offices = [
        office(
            f"desk-{number}",
            step_id=draw(st.sampled_from(["register", "photo"])),
            people_per_day=draw(st.integers(1, 6)),
            opens_at=dt.time(9, draw(st.sampled_from([0, 5]))),
            closes_at=dt.time(9, draw(st.sampled_from([20, 30, 50]))),
            calendar_id=draw(st.sampled_from([None, "inm"])),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    closed_on = draw(st.dates(STARTS, ENDS))
    minutes = draw(st.integers(0, 9))
    steps = (
        step("register", minutes_per_person=minutes),
        step("photo", minutes_per_person=4, follows_step_id=draw(st.sampled_from([None, "register"]))),
    )
    order = draw(
        st.sampled_from(
            [("pregnant", "asylum:recognised", "vulnerable", "registered_on"), ("registered_on",), ()]
        )
    )
    return programme(
        *rows,
        steps=steps,
        offices=tuple(offices),
        closures=(Closure(calendar_id="inm", kind="holiday", from_on=closed_on),),
        verified_until=draw(st.sampled_from([dt.date(2021, 11, 25), dt.date(2021, 12, 31)])),
        order=order,
        ends_on=STARTS + 3 * DAY,
    )


def clerk(rows: Programme) -> dict[tuple[str, str], tuple[str, str]]:
    """Return office and local start by household and step, found by trying every minute."""
    members = rows.members()
    calendar, (closed,) = rows.calendars[0], rows.closures

    def works(desk: Office, day: dt.date) -> bool:
        if desk.calendar_id is None:
            return True
        return day <= calendar.verified_until and day.weekday() < 5 and day != closed.from_on

    def line(one: Household) -> tuple[int, dt.date, str]:
        needs = {need for person in members[one.household_id] for need in person.specific_needs}
        belongs = {
            "pregnant": "pregnant" in needs,
            "asylum:recognised": one.asylum_claim == "recognised",
            "vulnerable": "wheelchair" in needs,
            "registered_on": True,
        }
        order = rows.settings.regularisation.order_of_service
        number = next((number for number, term in enumerate(order) if belongs[term]), len(order))
        return number, one.registered_on or dt.date.max, one.household_id

    taken: dict[str, set[dt.datetime]] = {}
    people: dict[tuple[str, dt.date], int] = {}
    done: dict[tuple[str, str], tuple[str, str]] = {}
    ends: dict[tuple[str, str], dt.datetime] = {}
    in_order = sorted((one for one in rows.households if one.consents), key=line)
    by_id = sorted(rows.steps, key=lambda row: (row.follows_step_id is not None, row.step_id))
    minute = dt.timedelta(minutes=1)
    for of_step in by_id:
        for one in in_order:
            code, size = one.household_id, len(members[one.household_id])
            length = max(1, (of_step.minutes_per_person or 0) * size)
            if of_step.follows_step_id and (code, of_step.follows_step_id) not in ends:
                continue
            earliest = ends.get((code, of_step.follows_step_id or ""), dt.datetime(2021, 1, 1))
            earliest = max(earliest, dt.datetime.combine(one.registered_on or STARTS, dt.time()))
            options = []
            for desk in rows.offices:
                for number in range((rows.settings.ends_on - STARTS).days + 1):
                    day = STARTS + number * DAY
                    opens, closes = (dt.datetime.combine(day, at) for at in (desk.opens_at, desk.closes_at))
                    room = people.get((desk.office_id, day), 0) + size <= desk.people_per_day
                    if desk.step_id != of_step.step_id or not works(desk, day) or not room:
                        continue
                    for start in (opens + tick * minute for tick in range(60)):
                        span = {start + tick * minute for tick in range(length)}
                        busy = taken.get(desk.office_id, set()) | taken.get(code, set())
                        if start >= earliest and start + length * minute <= closes and not span & busy:
                            options.append((start, desk.office_id, span))
                            break
            if options:
                start, chosen, span = min(options, key=lambda option: option[:2])
                taken.setdefault(chosen, set()).update(span)
                taken.setdefault(code, set()).update(span)
                people[chosen, start.date()] = people.get((chosen, start.date()), 0) + size
                ends[code, of_step.step_id] = start + length * minute
                done[code, of_step.step_id] = (chosen, f"{start:%d %H:%M}")
    return done


@settings(max_examples=150)
@given(some_programmes())
def test_each_household_gets_the_earliest_time_that_its_turn_leaves(rows: Programme) -> None:
    """For any programme, the bookings are those of a clerk who tries every minute at every desk."""
    bookings = book(rows, at="gathering")
    found = {
        (row.household_id, row.step_id): (row.office_id, f"{row.starts_at:%d %H:%M}")
        for row in bookings.appointments
    }
    assert found == clerk(rows)
    consenting = {
        (one.household_id, of.step_id) for one in rows.households if one.consents for of in rows.steps
    }
    assert consenting - set(found) == {(row.household_id, row.step_id) for row in bookings.unbooked}


@settings(max_examples=100)
@given(some_programmes(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: Programme, random: Any) -> None:
    """Files may be sorted in any way: the answer is the same to the last row."""

    def shuffled(table: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(table, len(table)))

    names = ("households", "persons", "steps", "offices", "closures")
    other = replace(rows, **{name: shuffled(getattr(rows, name)) for name in names})
    assert book(other, at="gathering").rows() == book(rows, at="gathering").rows()


@settings(max_examples=100)
@given(some_programmes())
def test_desks_keep_their_limits(rows: Programme) -> None:
    """No desk sees two households at once, more people a day than it takes, or anyone outside its hours."""
    bookings = book(rows, at="gathering")
    offices = {row.office_id: row for row in rows.offices}

    def never_two_at_once(appointments: list[Appointment]) -> None:
        in_time = sorted(appointments, key=lambda row: row.starts_at)
        assert all(one.ends_at <= two.starts_at for one, two in pairwise(in_time))

    for code, desk in offices.items():
        mine = [row for row in bookings.appointments if row.office_id == code]
        never_two_at_once(mine)
        for row in mine:
            assert desk.opens_at <= row.starts_at.time() < row.ends_at.time() <= desk.closes_at
            same_day = [other for other in mine if other.starts_at.date() == row.starts_at.date()]
            assert sum(other.people for other in same_day) <= desk.people_per_day
    for one in rows.households:
        never_two_at_once([row for row in bookings.appointments if row.household_id == one.household_id])
