"""Answers that need no model, to be told beside every error: equal shares, shares of capacity, frozen shares."""

from __future__ import annotations

import numpy as np

from posada.movement.calibration.targets import Target
from posada.movement.network import Floats

FROZEN_DAY = 30


def equal_shares(target: Target) -> Floats:
    """The same share for each camp, on every day."""
    return np.ones_like(target.reported)


def capacity_shares(target: Target) -> Floats:
    """Shares of the capacity in the files; where no camp has one, equal shares."""
    capacity = target.told_capacity
    return np.ones_like(target.reported) * (capacity if capacity.sum() > 0 else np.ones(len(capacity)))


def frozen_shares(target: Target) -> Floats:
    """The shares reported on day 30, kept for all days; equal ones if nobody was there yet."""
    told = target.reported[min(FROZEN_DAY, len(target.reported) - 1)]
    return np.ones_like(target.reported) * (told if told.sum() > 0 else np.ones(len(told)))
