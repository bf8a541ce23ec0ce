"""A check of a plan's certificate by someone who trusts nobody: numpy, whole numbers, no solver, no engine.

The argument is short. Whatever non-negative prices are charged, the best plan is worth no more than all
capacities at their price, plus what each family has left at its best place after paying; minimums and floors
are prices with the other sign. Every number is counted again from the arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from posada.placement.verify.plan import plan_faults, used_by, worth_of
from posada.placement.verify.prices import bound_of, price_faults

__all__ = ["verify_arrays"]


def verify_arrays(instance: Any, certificate: Any) -> list[str]:
    """What is wrong with a certificate, in words; nothing if the plan keeps every rule and the bound is proven.

    `instance` and `certificate` have the attributes of `posada.placement.optimiser.Instance` and `Certificate`;
    any object with the same arrays will do.

    >>> from posada.placement.optimiser import Instance, certify, optimise
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> verify_arrays(two, certify(optimise(two)))
    []
    """
    place = np.asarray(certificate.place)
    if place.shape != (len(instance.value),) or place.dtype.kind != "i":
        return [
            f"place: must be a whole number for each of {len(instance.value)} families, got {place.shape}."
        ]
    if place.min(initial=-1) < -1 or place.max(initial=-1) >= instance.value.shape[1]:
        return [f"place: must be from -1 to {instance.value.shape[1] - 1}, got one outside."]
    found = price_faults(instance, certificate)
    if found:
        return found
    used = used_by(instance, place)
    found = plan_faults(instance, place, used)
    worth, bound = worth_of(instance, place, used), bound_of(instance, certificate)
    if worth != certificate.worth:
        found.append(f"worth: must be {worth}, got {certificate.worth}.")
    if bound != certificate.bound:
        found.append(f"bound: must be {bound}, got {certificate.bound}.")
    if bound < worth:
        found.append(f"bound: must be at least the worth {worth}, got {bound}.")
    return found
