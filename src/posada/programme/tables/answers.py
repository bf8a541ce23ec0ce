"""What the rooms answer: tables like the inputs, to be read, corrected by hand and run again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from posada.programme.columns import column, table


@table("assignments", key=("household_id",), role="answer", about_people=True)
class Assignment:
    """A household and the place it goes to."""

    household_id: str = column("the household", refers_to="households.household_id")
    place_id: str = column("the place", refers_to="places.place_id")
    people: int = column("people in the household", unit="people", at_least=1)
    score: float = column("score of this household at this place", unit="points", default=0.0)
    next_place_id: str | None = column(
        "the other place that costs the plan least (empty: there is none)",
        refers_to="places.place_id",
        default=None,
    )
    next_costs: float | None = column(
        "points that the plan would lose about if it went there, by the prices", unit="points", default=None
    )


@table("waiting", key=("household_id",), role="answer", about_people=True)
class Waiting:
    """A household that is not placed, and what blocks it."""

    household_id: str = column("the household", refers_to="households.household_id")
    people: int = column("people in the household", unit="people", at_least=0)
    reason: str = column(
        "why",
        one_of=(
            "consent_missing",
            "child_protection",
            "age_unconfirmed",
            "open_asylum_claim",
            "need_not_served",
            "refusals",
            "capacity",
            "score_below_price",
        ),
    )
    rule: str = column("what blocks: a resource, a place, a law, consent, child protection", default="")


@table("departures", key=("departure_id",), role="answer")
class Departure:
    """A bus that leaves a gathering, its crew, and how far it goes."""

    departure_id: str = column("code of the departure")
    gathering_id: str = column("where it leaves from", refers_to="gatherings.gathering_id")
    bus_type_id: str = column("type of bus")
    bus: int = column("number of the bus within its type", at_least=1)
    driver_ids: tuple[str, ...] = column("drivers", refers_to="drivers.driver_id", default=())
    departs_at: dt.datetime = column("leaves")
    returns_at: dt.datetime = column("is back at its base")
    km: float = column("distance with passengers, to the last stop", unit="km", at_least=0)
    minutes: int = column("time with passengers, pauses and stops included", unit="minutes", at_least=0)
    distance_source: str = column("where the distances come from")
    driving_minutes: int = column("driving with passengers", unit="minutes", at_least=0, default=0)
    return_km: float = column("empty distance back", unit="km", at_least=0, default=0.0)
    cost: Decimal | None = column("cost of the round trip, in the programme's currency", default=None)


@table("stops", key=("departure_id", "stop"), role="answer")
class Stop:
    """A stop of a departure: place, time of arrival, people who get off."""

    departure_id: str = column("the departure", refers_to="departures.departure_id")
    stop: int = column("number of the stop, from 1", at_least=1)
    place_id: str = column("the place", refers_to="places.place_id")
    arrives_at: dt.datetime = column("arrives, in the place's time zone")
    people: int = column("people who get off", unit="people", at_least=0)


@table("seats", key=("household_id",), role="answer", about_people=True)
class Seat:
    """A household's seats on a departure."""

    departure_id: str = column("the departure", refers_to="departures.departure_id")
    household_id: str = column("the household", refers_to="households.household_id")
    place_id: str = column("where it gets off", refers_to="places.place_id")
    people: int = column("seats taken", unit="people", at_least=1)


@table("unscheduled", key=("household_id",), role="answer", about_people=True)
class Unscheduled:
    """A placed household that no bus can take within the programme, and why."""

    household_id: str = column("the household", refers_to="households.household_id")
    place_id: str = column("where it was to go", refers_to="places.place_id")
    people: int = column("people in the household", unit="people", at_least=1)
    reason: str = column(
        "why",
        one_of=("no_bus", "no_wheelchair_place", "no_distance", "no_driver", "no_time", "not_registered"),
    )
    rule: str = column("what blocks, in words", default="")


@table("appointments", key=("appointment_id",), role="answer", about_people=True)
class Appointment:
    """A household's appointment for a step at an office."""

    appointment_id: str = column("code of the appointment")
    household_id: str = column("the household", refers_to="households.household_id")
    step_id: str = column("the step", refers_to="steps.step_id")
    office_id: str = column("the office", refers_to="offices.office_id")
    starts_at: dt.datetime = column("begins, in the office's time zone")
    ends_at: dt.datetime = column("ends")
    people: int = column("people in the household", unit="people", at_least=1)


@table("unbooked", key=("household_id", "step_id"), role="answer", about_people=True)
class Unbooked:
    """A step for which a household has no appointment, and why."""

    household_id: str = column("the household", refers_to="households.household_id")
    step_id: str = column("the step", refers_to="steps.step_id")
    people: int = column("people in the household", unit="people", at_least=1)
    reason: str = column(
        "why",
        one_of=(
            "no_office",
            "no_time",
            "too_large_for_a_day",
            "calendar_unverified",
            "not_in_force",
            "earlier_step_missing",
            "not_arrived",
        ),
    )
    rule: str = column("what blocks, in words", default="")


@table("deadlines", key=("household_id", "step_id"), role="answer", about_people=True)
class Deadline:
    """The day by which a step is due for a household, and the law it follows from."""

    household_id: str = column("the household", refers_to="households.household_id")
    step_id: str = column("the step", refers_to="steps.step_id")
    from_on: dt.date | None = column("day of the event that starts the clock", default=None)
    due_on: dt.date | None = column("last day (empty: it cannot be counted, see why_unknown)", default=None)
    day_kind: str = column("how days are counted", one_of=("working", "calendar"))
    on_expiry: str | None = column(
        "what silence means", one_of=("granted", "refused", "lapses"), default=None
    )
    source: str = column("law or page that says so", default="")
    due_days: int | None = column("days the law gives", unit="days", default=None)
    cure_days: int | None = column("days to mend an incomplete file once told", unit="days", default=None)
    why_unknown: str = column("why there is no date", default="")


@table("baselines", key=("rule",), role="answer")
class Baseline:
    """What a simple rule would have reached on the same input, beside our plan."""

    rule: str = column("the rule")
    people_placed: int = column("people placed", unit="people", at_least=0)
    score: float = column("total score", unit="points")
    share_of_best: float = column("score as a share of the best known plan")
    households_placed: int = column("households placed", unit="households", at_least=0, default=0)
    note: str = column("where the rule comes from", default="")


@table("loads", key=("place_id", "resource_id", "from_on"), role="answer")
class Load:
    """How full the plan makes a resource of a place in a period, and what one more unit would be worth."""

    place_id: str = column("the place", refers_to="places.place_id")
    resource_id: str = column("the resource", refers_to="resources.resource_id")
    from_on: dt.date | None = column("first day of this amount (empty: from the start)", default=None)
    until_on: dt.date | None = column("last day of this amount (empty: to the end)", default=None)
    amount: int = column("units offered on each day of the period", unit="units", at_least=0)
    used: int = column("most units in use on any day of the period", unit="units", at_least=0)
    price: float = column(
        "points that one more unit is worth, by the relaxed problem", unit="points", default=0.0
    )


@table("frontier", key=("move_cost",), role="answer")
class FrontierPoint:
    """What a plan after a change would be if a move cost so much: few move, or the score is high."""

    move_cost: float = column("points that each household that moves costs", unit="points", at_least=0)
    households_moved: int = column("households that are not where they were published", at_least=0)
    people_placed: int = column("people placed", unit="people", at_least=0)
    score: float = column("value of the plan, the cost of moves left out", unit="points")
    loss_share: float = column("how much less that is than the best of these plans")


@table("bottlenecks", key=("place_id", "resource_id"), role="answer")
class Bottleneck:
    """What more of a resource at a place would change, found by solving again."""

    place_id: str = column("the place", refers_to="places.place_id")
    resource_id: str = column("the resource", refers_to="resources.resource_id")
    units_added: int = column("units added", unit="units", at_least=1)
    people_more: int = column("more people placed", unit="people")
    score_more: float = column("more score", unit="points")
