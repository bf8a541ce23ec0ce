"""The story of one household at the desks, word for word."""

import datetime as dt
from dataclasses import replace

import pytest

from posada.programme.tables import Closure
from posada.regularisation import book, explain_household
from posada.regularisation.example import example


def test_a_household_in_english() -> None:
    """Its place in the order, its appointment, and the deadline with every day accounted for."""
    assert book(example(), at="gathering").explain("h2", "en") == (
        "1. Order of service: class 1 of 4 (pregnant), then by day of registration.\n"
        "2. Step register: 2021-11-24, 09:00 to 09:20, at desk-1. People: 2. Code register-0001.\n"
        "3. Deadline of step register (due on 2021-12-22).\n"
        "   20 working days from 2021-11-24 (Wed), the day of the event, which is not counted.\n"
        "   Calendar inm, verified from 2021-11-01 to 2021-12-31.\n"
        "   Days 1 to 2: 2021-11-25 (Thu) to 2021-11-26 (Fri).\n"
        "   Not counted: 2021-11-27 (Sat) to 2021-11-28 (Sun), days of rest.\n"
        "   Days 3 to 7: 2021-11-29 (Mon) to 2021-12-03 (Fri).\n"
        "   Not counted: 2021-12-04 (Sat) to 2021-12-05 (Sun), days of rest.\n"
        "   Days 8 to 12: 2021-12-06 (Mon) to 2021-12-10 (Fri).\n"
        "   Not counted: 2021-12-11 (Sat) to 2021-12-12 (Sun), days of rest.\n"
        "   Days 13 to 17: 2021-12-13 (Mon) to 2021-12-17 (Fri).\n"
        "   Not counted: 2021-12-18 (Sat) to 2021-12-19 (Sun), days of rest.\n"
        "   Days 18 to 20: 2021-12-20 (Mon) to 2021-12-22 (Wed).\n"
        "   Due on 2021-12-22 (Wed): 20 days counted, 28 days after the event.\n"
        "   If the day passes in silence, the answer is no.\n"
        "   An incomplete file can be mended within 10 working days of being told.\n"
        "   Law: Ley de Migración, art. 128"
    )


def test_a_household_in_spanish_whose_clock_is_suspended() -> None:
    """The days counted so far, and why there is no date."""
    suspended = Closure(
        calendar_id="inm",
        kind="suspension",
        from_on=dt.date(2021, 11, 29),
        open_ended=True,
        basis="acuerdo DOF",
    )
    programme = replace(example(), closures=(suspended,))
    assert book(programme, at="gathering").explain("h1", "es") == (
        "1. Orden de atención: clase 4 de 4 (registered_on), luego por día de registro.\n"
        "2. Trámite register: 2021-11-24, 09:20 a 09:30, desk-1. Personas: 1. Cita register-0002.\n"
        "3. Vencimiento del trámite register (sin fecha: suspendido desde el 2021-11-29 (acuerdo DOF),"
        " nadie ha dicho hasta cuándo).\n"
        "   20 días hábiles desde el 2021-11-24 (mié), día del hecho, que no se cuenta.\n"
        "   Calendario inm, verificado del 2021-11-01 al 2021-12-31.\n"
        "   Días 1 a 2: 2021-11-25 (jue) a 2021-11-26 (vie).\n"
        "   No se cuentan: 2021-11-27 (sáb) a 2021-11-28 (dom), días de descanso.\n"
        "   Sin fecha de vencimiento: suspendido desde el 2021-11-29 (acuerdo DOF),"
        " nadie ha dicho hasta cuándo.\n"
        "   Si el día pasa en silencio, la respuesta es no.\n"
        "   Un expediente incompleto puede subsanarse en 10 días hábiles desde el aviso.\n"
        "   Ley: Ley de Migración, art. 128"
    )


def test_a_step_without_appointment_says_why() -> None:
    """The reason stands with what blocks; the deadline says what it waits for."""
    bookings = book(replace(example(), offices=()), at="gathering")
    assert bookings.explain("h1", "en").splitlines()[:2] == [
        "1. Step register: no appointment, no office:"
        " offices.csv has no office for step register at mapastepec.",
        "2. Deadline of step register (no due day: there is no appointment for step register).",
    ]
    assert bookings.explain("h1", "es").splitlines()[0] == "1. Trámite register: sin cita, sin oficina."


def test_rows_corrected_by_hand_are_explained_as_they_stand() -> None:
    """A due day that was changed is told as it was changed, beside the count from its first day."""
    bookings = book(example(), at="gathering")
    rows = {"deadlines": [replace(row, from_on=dt.date(2021, 11, 25)) for row in bookings.deadlines]}
    told = explain_household(example(), rows, "h1", lang="en")
    assert "20 working days from 2021-11-25 (Thu)" in told
    assert "Due on 2021-12-23 (Thu): 20 days counted, 28 days after the event." in told


def test_a_household_with_nothing_to_tell() -> None:
    """Nothing booked and nothing due is said in a sentence; an unknown code is an error."""
    programme = replace(example(), steps=())
    assert book(programme, at="gathering").explain("h1", "en") == "No appointments and no deadlines."
    assert book(programme, at="gathering").explain("h1", "es") == "Sin citas ni vencimientos."
    with pytest.raises(KeyError):
        book(programme, at="gathering").explain("h9")
