"""The journey of a household and the times of a departure, told from rows alone."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from posada.programme.tables import Appointment, Step
from posada.transport import explain_departure, explain_household, schedule
from posada.transport.example import example, example_assignments


def test_a_household_is_told_its_journey() -> None:
    """Ready, bus, wait, where and when it gets off."""
    told = schedule(example(), example_assignments()).explain("h3", "en").splitlines()
    assert told == [
        "1. Ready from 2021-11-24 00:00: the programme starts.",
        "2. Departure mapastepec-001 with bus van 1, seats: 1, leaves Mapastepec on 2021-11-24 05:00.",
        "3. Wheelchair places taken: 1.",
        "4. Wait from ready to departure: 5.0 h.",
        "5. Gets off at Puebla on 2021-11-24 18:34, stop 1 of 2, after 13 h 34 min.",
    ]


def test_a_household_is_told_in_spanish() -> None:
    """The same, for the people it is about."""
    told = schedule(example(), example_assignments()).explain("h4", "es")
    assert "Puede viajar desde 2021-11-24 00:00: comienza el programa." in told
    assert "Baja en Cholula el 2021-11-24 19:17, parada 2 de 2, después de 14 h 17 min." in told


def test_why_a_household_is_ready_when_it_is(build: Callable[..., Any]) -> None:
    """Its own day, or the end of its last appointment."""
    zone = ZoneInfo("America/Mexico_City")
    starts_at = dt.datetime(2021, 11, 23, 10, tzinfo=zone)
    appointment = Appointment(
        appointment_id="x",
        household_id="h1",
        step_id="register",
        office_id="o",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=25),
        people=1,
    )
    programme, assignments = build(
        places={"a": {"km": 100}},
        households={
            "h1": {"to": "a", "pathway_id": "p"},
            "h2": {"to": "a", "ready_on": dt.date(2021, 11, 25)},
        },
        steps=(Step(pathway_id="p", step_id="register", at="gathering", minutes_per_person=10),),
    )
    journeys = schedule(programme, assignments, (appointment,))
    assert "Ready from 2021-11-23 10:25: its last appointment at Gathering ends." in journeys.explain("h1")
    assert "Ready from 2021-11-25 00:00: the first day it can travel." in journeys.explain("h2")


def test_whoever_has_no_seat_is_told_why(build: Callable[..., Any]) -> None:
    """Place, reason and what stands in the way."""
    programme, assignments = build(places={"a": {}}, households={"h": {"to": "a"}})
    journeys = schedule(programme, assignments)
    assert journeys.explain("h") == (
        "1. To a: no seat, no distance: no road and no coordinates between g and a."
    )
    assert "sin asiento, sin distancia" in journeys.explain("h", "es")


def test_a_departure_is_told_leg_by_leg() -> None:
    """Distances with their source, driving, pauses, crew, rest, rules, the way back, the cost."""
    told = schedule(example(), example_assignments()).explain("mapastepec-001").splitlines()
    assert told[0] == ("1. Departure mapastepec-001: bus van 1, 8 people on 9 seats to be filled, 10 in all.")
    assert told[1] == "2. Mapastepec to Puebla: 816.0 km, 12 h 34 min driving (roads.csv)."
    assert told[3] == "4. Puebla to Cholula: 13.4 km, 0 h 13 min driving (great circle x 1.30)."
    assert told[5] == (
        "6. On the road with passengers: 14 h 17 min. Driving 12 h 47 min, stops 0 h 30 min, pauses"
        " 1 h 00 min, waiting for a reception to open 0 h 00 min."
    )
    assert told[8].startswith("9. Two drivers and a rest of 8 h 00 min at the last stop")
    assert "NOM-087-SCT-2-2017, as reported by La Jornada" in told[9]
    assert told[10].startswith("11. Empty return: 827.0 km, back at 2021-11-25")
    assert told[11].startswith("12. Cost of the round trip: ")


def test_a_departure_is_told_in_spanish() -> None:
    """Every line has its words."""
    told = schedule(example(), example_assignments()).explain("mapastepec-001", "es")
    assert "Dos conductores" in told
    assert "Regreso vacío: 827.0 km" in told


def test_rows_corrected_by_hand_can_be_told() -> None:
    """Without departures, stops or seats there is no journey; unknown codes are refused."""
    programme = example()
    assert explain_household(programme, {}, "h1", lang="en") == "No journey."
    rows = schedule(programme, example_assignments()).rows()
    assert explain_household(programme, {**rows, "stops": ()}, "h1", lang="en") == "No journey."
    with pytest.raises(KeyError):
        explain_household(programme, rows, "nobody", lang="en")
    with pytest.raises(KeyError):
        explain_departure(programme, rows, "nowhere-001", lang="en")
