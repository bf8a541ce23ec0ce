"""The past as arrays: what each household was, where it went, what became of it, and when that was known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.learning.features import (
    Feature,
    Numbers,
    Profile,
    choose_features,
    numbers_of,
    profile_of_past,
)
from posada.placement.learning.models import Places
from posada.placement.learning.outcomes import Kind, PastPlacement, kind_of, known_past

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class History:
    """Past placements with known outcomes, by day; `x` has one row for each household, one column a feature.

    `tied` marks households whose place family, friends or a job decided. `day` counts days of placement,
    `known_day` days on which outcomes were known.
    """

    kind: Kind
    place_ids: tuple[str, ...]
    features: tuple[Feature, ...]
    rows: tuple[PastPlacement, ...]
    profiles: tuple[Profile, ...]
    x: Numbers
    tied: Flags
    place: Places
    outcome: Numbers
    day: NDArray[np.int64]
    known_day: NDArray[np.int64]
    propensity: Numbers

    @property
    def has_ties(self) -> bool:
        """Whether some households were tied to their place and others not, so that ties can be learnt from."""
        return bool(self.tied.any() and not self.tied.all())

    @property
    def seen(self) -> Numbers:
        """What models look at: the features and, where some households were tied, whether each was."""
        return with_ties(self.x, self.tied) if self.has_ties else self.x

    @property
    def smallest_place(self) -> int:
        """The households of the place that has fewest."""
        return int(np.bincount(self.place, minlength=len(self.place_ids)).min())


def with_ties(x: Numbers, tied: Flags) -> Numbers:
    """The features of households and, last, whether each is tied to the place it is looked at for."""
    return np.column_stack([x, tied.astype(float)])


def history_of(past: Sequence[PastPlacement], columns: Sequence[str]) -> History:
    """The past placements whose outcome is known, as arrays; raises `InputError` if they are too few or all alike."""
    rows = known_past(past)
    profiles = tuple(profile_of_past(row) for row in rows)
    features = choose_features(profiles, columns)
    place_ids = tuple(sorted({row.place_id for row in rows}))
    at = {place_id: number for number, place_id in enumerate(place_ids)}
    return History(
        kind=kind_of(rows),
        place_ids=place_ids,
        features=features,
        rows=rows,
        profiles=profiles,
        x=numbers_of(profiles, features),
        tied=np.array([row.tied for row in rows]),
        place=np.array([at[row.place_id] for row in rows], dtype=np.int64),
        outcome=np.array([row.outcome for row in rows], dtype=float),
        day=np.array([row.placed_on.toordinal() for row in rows], dtype=np.int64),
        known_day=np.array(
            [(row.followed_up_on or row.placed_on).toordinal() for row in rows], dtype=np.int64
        ),
        propensity=np.array([np.nan if row.propensity is None else row.propensity for row in rows]),
    )
