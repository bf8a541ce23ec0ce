"""The runs of counts compiled by numba, where it is installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache

import numpy as np

from posada.movement.ground import Ground, Meetings
from posada.movement.network import Floats
from posada.movement.transition import Transition

Loops = Callable[
    [Transition, Ground, Meetings, np.random.Generator | None, float, Floats], tuple[Floats, Floats]
]


@cache
def compiled_run() -> Loops | None:
    """The compiled run of counts, or None where numba is not installed."""
    try:
        importlib.import_module("numba")
    except ImportError:
        return None
    found: Loops = importlib.import_module("posada.movement.counts_loops").run_in_loops
    return found
