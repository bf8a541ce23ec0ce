"""Verifies journeys from the tables alone; it shares no code with what made them."""

from __future__ import annotations

from collections.abc import Sequence

from posada.programme import Fault, Programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    Departure,
    DrivingRule,
    Seat,
    Stop,
    Unscheduled,
)
from posada.transport.check.buses import (
    buses_too_full,
    crews,
    two_places_at_once,
    wrong_departures,
    wrong_stops,
)
from posada.transport.check.case import Case
from posada.transport.check.places import outside_hours, places_too_full, receptions_too_full
from posada.transport.check.riders import (
    apart_together,
    leaves_before_ready,
    moved_against_a_gate,
    not_exactly_once,
    unscheduled_wrongly,
    wrong_seats,
)
from posada.transport.check.roads import impossible_times, wrong_distances


def check(
    programme: Programme,
    *,
    assignments: Sequence[Assignment],
    appointments: Sequence[Appointment],
    departures: Sequence[Departure],
    stops: Sequence[Stop],
    seats: Sequence[Seat],
    unscheduled: Sequence[Unscheduled],
) -> tuple[Fault, ...]:
    """Everything in which journeys break a rule; nothing, if all is well.

    Faults name the row, never the household. Raises ValueError if the programme has departures but no row for
    its rule pack.

    >>> from posada.transport.example import example, example_assignments
    >>> nobody_travels = {"departures": (), "stops": (), "seats": (), "unscheduled": ()}
    >>> for fault in check(
    ...     example(), assignments=example_assignments()[:2], appointments=(), **nobody_travels
    ... ):
    ...     print(fault)
    assignments.csv, line 2: has no seat and is not unscheduled. [household_missing]
    assignments.csv, line 3: has no seat and is not unscheduled. [household_missing]
    """
    pack = programme.settings.transport.rule_pack
    rules = next((row for row in programme.driving_rules if row.rule_pack == pack), None)
    if departures and rules is None:
        raise ValueError(f"driving_rules has no row for the rule pack {pack!r}.")
    case = Case(
        programme, rules or _NO_RULES, assignments, appointments, departures, stops, seats, unscheduled
    )
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    return tuple(found)


_NO_RULES = DrivingRule(
    rule_pack="none",
    pause_after_minutes=10**6,
    pause_minutes=0,
    second_driver_over_minutes=10**6,
    rest_minutes=0,
    source="none",
)
"""What stands in where nobody drives."""

_RULES = (
    not_exactly_once,
    wrong_seats,
    moved_against_a_gate,
    apart_together,
    leaves_before_ready,
    unscheduled_wrongly,
    wrong_departures,
    wrong_stops,
    buses_too_full,
    wrong_distances,
    impossible_times,
    crews,
    two_places_at_once,
    outside_hours,
    receptions_too_full,
    places_too_full,
)
