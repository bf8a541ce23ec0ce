"""After all days are planned: small trips are given up or joined, and whoever is left is found a seat."""

from __future__ import annotations

import datetime as dt

from posada.transport.loads import Load
from posada.transport.operation import Operation, Trip
from posada.transport.problem import Traveller

SMALL_SHARE = 0.5
"""Trips that fill at most this share of their seats are tried to be given up or joined (planning choice)."""

JOINED_DAYS = 1
"""Two trips may be joined if the people of the earlier one then leave at most so many days later."""


def mend(operation: Operation) -> None:
    """Give up each small trip whose people find room elsewhere, or join it with another, smallest first."""
    small = [trip for trip in operation.trips if trip.load.people <= SMALL_SHARE * trip.bus.usable]
    for trip in sorted(small, key=lambda trip: (trip.load.people, trip.run.departs, trip.load.key)):
        if any(trip is planned for planned in operation.trips) and not _give_up(operation, trip):
            _join_with_another(operation, trip)


def _give_up(operation: Operation, trip: Trip) -> bool:
    """Whether all on a trip found room on others that go there anyway, not much later; if so it is gone."""
    operation.note(trip, undo=True)
    latest = trip.run.departs + JOINED_DAYS * 24 * 60
    joined: list[tuple[Traveller, Trip, Trip]] = []
    for traveller in trip.load.travellers:
        found = operation.join(traveller, not_after=latest)
        if found is None:
            break
        joined.append((traveller, *found))
    if len(joined) == len(trip.load.travellers):
        return True
    for traveller, before, after in reversed(joined):
        operation.leave(traveller, before, after)
    operation.note(trip)
    return False


def _join_with_another(operation: Operation, trip: Trip) -> bool:
    """Whether a trip was joined with another into one that costs less, with nobody leaving much later."""
    loader = operation.loaders[trip.load.gathering_id]
    for other in sorted(operation.trips, key=lambda other: (other.load.people, other.load.key)):
        if other is trip or other.load.gathering_id != trip.load.gathering_id:
            continue
        joined = trip.load.with_(other.load.travellers)
        first, second = sorted((_day(operation, trip), _day(operation, other)))
        if (second - first).days > JOINED_DAYS or not loader.fits(joined):
            continue
        if loader.cost(joined) >= loader.cost(trip.load) + loader.cost(other.load):
            continue
        if _replaced(operation, [trip, other], joined, first, first + dt.timedelta(days=JOINED_DAYS)):
            return True
    return False


def _replaced(operation: Operation, trips: list[Trip], load: Load, first: dt.date, last: dt.date) -> bool:
    """Whether one trip in the place of others could be sent between two days; if not, all is as before."""
    for trip in trips:
        operation.note(trip, undo=True)
    for day in operation.days:
        if first <= day <= last and operation.send(load, day) is not None:
            return True
    for trip in trips:
        operation.note(trip)
    return False


def _day(operation: Operation, trip: Trip) -> dt.date:
    """The local day on which a trip leaves."""
    return operation.timetable.clocks[trip.route.gathering_id].local_day(trip.run.departs)
