"""The linear program on close calls has the optimum of the whole linear program."""

import numpy as np
import pytest

from posada.placement.optimiser.highs import relax
from posada.placement.optimiser.part import program
from posada.placement.optimiser.prices import find_prices, spread
from posada.placement.optimiser.relaxation import tighten


@pytest.mark.parametrize("seed", range(3))
def test_prices_come_near_and_the_linear_program_closes_the_rest(seed, invent):
    """Descent alone is within a thousandth of the relaxation's optimum, the restricted program within a hair."""
    instance = invent(seed, families=800, places=6, resources=3, rich=False, tight=0.8)
    family, place = np.nonzero(instance.allowed)
    best = relax(program(instance, np.full(800, -1), family, place)).worth
    at = find_prices(instance)
    wide = tighten(instance, at, within=0.01 * spread(instance))
    assert np.floor(best + 1e-6) <= wide.bound <= best * (1 + 2e-5) + 1
    assert wide.bound <= tighten(instance, at, within=0.0).bound <= best * 1.001 + 1
