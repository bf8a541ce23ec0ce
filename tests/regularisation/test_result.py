"""What a booking says of itself, in numbers and in words."""

import datetime as dt
from dataclasses import replace

from posada.programme.tables import Closure
from posada.regularisation import DeskLoad, book, desk_load
from posada.regularisation.example import example


def test_rows_are_named_as_their_tables() -> None:
    """The answer can be written as CSV files as it is."""
    bookings = book(example(), at="gathering")
    assert bookings.rows() == {
        "appointments": bookings.appointments,
        "unbooked": (),
        "deadlines": bookings.deadlines,
    }


def test_a_desks_day_in_numbers() -> None:
    """Three people in thirty of 480 minutes; desks without appointments are not listed."""
    (load,) = book(example(), at="gathering").desk_load()
    assert load == DeskLoad(
        office_id="desk-1",
        step_id="register",
        day=dt.date(2021, 11, 24),
        appointments=2,
        people=3,
        people_per_day=60,
        minutes=30,
        open_minutes=480,
    )


def test_an_appointment_at_an_unknown_office_is_still_counted() -> None:
    """Rows corrected by hand may name an office that is not there; its desk can take nobody."""
    bookings = book(example(), at="gathering")
    (load,) = desk_load(replace(example(), offices=()), bookings.appointments)
    assert (load.people, load.people_per_day, load.open_minutes) == (3, 0, 0)


def test_the_summary_in_english() -> None:
    """How many, when, the fullest desk, who is left, and the deadlines."""
    assert book(example(), at="gathering").summary("en") == (
        "Appointments at the gatherings: 2. Households: 2, people: 3, desks: 1.\n"
        "From 2021-11-24 09:00 to 2021-11-24 09:30.\n"
        "Fullest desk: desk-1 on 2021-11-24, 3 of 60 people.\n"
        "Every step has its appointment.\n"
        "Deadlines: 2, due from 2021-12-22 to 2021-12-22."
    )


def test_the_summary_in_spanish_says_what_is_missing() -> None:
    """Steps without appointment and deadlines without a day are counted by reason, in Spanish."""
    programme = replace(example(), offices=())
    assert book(programme, at="gathering").summary("es") == (
        "Citas en las concentraciones: 0. Hogares: 0, personas: 0, mesas: 0.\n"
        "Sin cita: 2 (sin oficina 2).\n"
        "Vencimientos: 2.\n"
        "Vencimientos sin fecha: 2 (no hay cita para el trámite register 2)."
    )


def test_a_summary_names_no_household() -> None:
    """Numbers of all, not a word about one."""
    closed = Closure(calendar_id="inm", kind="suspension", from_on=dt.date(2021, 12, 1), open_ended=True)
    programme = replace(example(), closures=(closed,))
    for lang in ("en", "es"):
        summary = book(programme, at="gathering").summary(lang)
        assert not any(row.household_id in summary for row in programme.households)
        assert "2021-12-01" in summary
