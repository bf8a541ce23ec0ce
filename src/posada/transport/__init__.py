"""Which bus, when: departures that bring placed households to their places, and manifests of who is on board.

>>> from posada.transport.example import example, example_assignments
>>> journeys = schedule(example(), example_assignments())
>>> print(journeys.summary())
Departures: 1, stops: 2. Households: 4, people: 8.
First departure 2021-11-24 05:00, last arrival 2021-11-24 19:17. Longest ride: 14 h 17 min.
Distance with empty returns: 1,656 km. No plan for these people can do with fewer km than 1,654, ...
One destination per bus, were all ready at once: 3,286 km, 2 trips.
Seats filled: 88.9 % of those to be filled.
Wait from ready to departure: 5.0 h on average, 5.0 h at most.
Every household has its seats.
"""

from posada.transport.explain import explain_departure, explain_household
from posada.transport.manifests import write_manifests
from posada.transport.result import Journeys
from posada.transport.schedule import schedule

__all__ = ["Journeys", "explain_departure", "explain_household", "schedule", "write_manifests"]
