"""Placement: who goes where.

>>> from posada.placement import place
>>> from posada.placement.__main__ import tiny_programme
>>> plan = place(tiny_programme())
>>> print(plan.summary().splitlines()[0])
5 of 7 people have a place (2 of 4 households).
"""

from posada.placement.bottlenecks import find_bottlenecks
from posada.placement.optimiser.solve import solve
from posada.placement.place import place
from posada.placement.result import Placement
from posada.placement.standing import explain_household

__all__ = [
    "Placement",
    "explain_household",
    "find_bottlenecks",
    "place",
    "solve",
]
