"""The engine of placement on plain arrays: prices, a proven bound, and a plan near it.

>>> from posada.placement.optimiser import Instance, optimise
>>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
>>> optimise(two).place.tolist()
[1, 0]
"""

from posada.placement.optimiser.certificate import Certificate, certify
from posada.placement.optimiser.instance import Floor, Instance, Soft
from posada.placement.optimiser.optimise import Plan, optimise, price

__all__ = ["Certificate", "Floor", "Instance", "Plan", "Soft", "certify", "optimise", "price"]
