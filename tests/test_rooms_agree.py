from hypothesis import given

from posada import placement, regularisation, transport
from posada.placement.check import check as check_placement
from posada.regularisation.check import check as check_regularisation
from posada.testing import assert_no_faults, programmes
from posada.transport.check import check as check_transport


@given(programmes())
def test_what_the_rooms_make_passes_checks_that_share_no_code_with_them(programme):
    """On any small programme, the whole way from placement to deadlines holds."""
    placed = placement.place(programme)
    assert_no_faults(
        check_placement(
            programme,
            assignments=placed.assignments,
            waiting=placed.waiting,
            objective=placed.objective,
            bound=placed.bound,
        )
    )
    before = regularisation.book(programme, at="gathering")
    journeys = transport.schedule(programme, placed.assignments, before.appointments)
    assert_no_faults(
        check_transport(
            programme,
            assignments=placed.assignments,
            appointments=before.appointments,
            departures=journeys.departures,
            stops=journeys.stops,
            seats=journeys.seats,
            unscheduled=journeys.unscheduled,
        )
    )
    after = regularisation.book(
        programme,
        at="place",
        seats=journeys.seats,
        stops=journeys.stops,
        appointments=before.appointments,
    )
    assert_no_faults(
        check_regularisation(
            programme,
            appointments=before.appointments + after.appointments,
            deadlines=before.deadlines + after.deadlines,
            unbooked=before.unbooked + after.unbooked,
            seats=journeys.seats,
            stops=journeys.stops,
        )
    )
