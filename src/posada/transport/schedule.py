"""Which bus, when: the recipe of the room, from assignments to departures, stops and seats."""

from __future__ import annotations

from posada.programme import Programme
from posada.programme.tables import Appointment, Assignment
from posada.transport.dispatch import Dispatcher
from posada.transport.problem import read_problem
from posada.transport.result import Journeys, journeys_of


def schedule(
    programme: Programme,
    assignments: tuple[Assignment, ...],
    appointments: tuple[Appointment, ...] = (),
) -> Journeys:
    """The buses that bring placed households to their places: departures, stops, seats, and who has none.

    `appointments` are those at the gathering; a household is ready when the last of them has ended, not
    before `ready_on`, not before the programme starts. Raises `InputError` if an assignment names rows that
    the programme does not have, and `RulePackMissing`, a `ValueError`, if the rule pack of the settings is
    not in driving_rules.csv.

    >>> from posada.transport.example import example, example_assignments
    >>> journeys = schedule(example(), example_assignments())
    >>> [(row.departure_id, f"{row.departs_at:%d %H:%M}", row.minutes) for row in journeys.departures]
    [('mapastepec-001', '24 05:00', 857)]
    """
    problem = read_problem(programme, assignments, appointments)
    if not problem.travellers:
        return journeys_of(problem, None, appointments)
    dispatcher = Dispatcher(problem)
    dispatcher.plan(problem.travellers)
    return journeys_of(problem, dispatcher, appointments)
