"""Verifies appointments and deadlines from the tables alone; it shares no code with what made them."""

from __future__ import annotations

from collections.abc import Sequence

from posada.programme import Fault, Programme
from posada.programme.tables import Appointment, Deadline, Seat, Stop, Unbooked
from posada.regularisation.check.case import Case
from posada.regularisation.check.clocks import deadlines_forgotten, wrong_deadlines
from posada.regularisation.check.desks import (
    booked_against_a_gate,
    days_too_full,
    nobody_forgotten,
    not_once,
    out_of_order,
    overlaps,
    wrong_office,
    wrong_step,
    wrong_time,
)
from posada.regularisation.check.order import order_of_service, unbooked_wrongly


def check(
    programme: Programme,
    *,
    appointments: Sequence[Appointment],
    deadlines: Sequence[Deadline],
    unbooked: Sequence[Unbooked] = (),
    seats: Sequence[Seat] = (),
    stops: Sequence[Stop] = (),
) -> tuple[Fault, ...]:
    """Everything in which appointments and deadlines break a rule; nothing, if all is well.

    `seats` and `stops` tell when each household arrives where. Faults name the row, never the household.

    >>> from posada.regularisation.example import example
    >>> for fault in check(example(), appointments=(), deadlines=())[:2]:
    ...     print(fault)
    households.csv, line 2: register is neither booked nor unbooked. [step_missing]
    households.csv, line 3: register is neither booked nor unbooked. [step_missing]
    """
    case = Case(programme, appointments, deadlines, unbooked, seats, stops)
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    return tuple(found)


_RULES = (
    not_once,
    booked_against_a_gate,
    nobody_forgotten,
    wrong_office,
    wrong_time,
    wrong_step,
    overlaps,
    days_too_full,
    out_of_order,
    order_of_service,
    unbooked_wrongly,
    wrong_deadlines,
    deadlines_forgotten,
)
