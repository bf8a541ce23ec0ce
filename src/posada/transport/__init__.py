"""Which bus, when: departures that bring placed households to their places, and manifests of who is on board.

>>> from posada.transport.example import example, example_assignments
>>> journeys = schedule(example(), example_assignments())
>>> print(journeys.summary())
"""

from posada.transport.explain import explain_departure, explain_household
from posada.transport.manifests import write_manifests
from posada.transport.result import Journeys
from posada.transport.schedule import schedule

__all__ = ["Journeys", "explain_departure", "explain_household", "schedule", "write_manifests"]
