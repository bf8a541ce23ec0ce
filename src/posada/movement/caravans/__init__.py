"""Caravans of the past: groups of whole households that walk, meet, take an offer, and form again if it fails.

For history and what-if. It must not be used to find where people are now.

>>> from posada.movement.caravans.example import example
>>> outlook = simulate_caravans(*example(), offer="cards", delivered="never", members=50)
>>> print(outlook.summary())
Groups followed: 1. Members of the ensemble: 50, seed 1.
Offer cards, never kept: the assembly accepts in ... % of the ensemble; people taken away: ...
A group forms again in ... % of the ensemble: from Middle, ...
Against what sources have: arrival within a day at 1 of 1 towns, size within the bounds at 1 of 1 sightings.
History and what-if only: it does not say where anybody is now.
"""

from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.result import CaravanOutlook
from posada.movement.caravans.simulate import simulate_caravans

__all__ = ["CaravanOutlook", "CaravanParameters", "simulate_caravans"]
