"""Honest validation: each caravan is foretold with parameters fitted to the others, beside trivial rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posada.movement.caravans.door import Roads
from posada.movement.caravans.foretell import Foretold, foretell, foretell_trivially
from posada.movement.caravans.parameters import FITTED, CaravanParameters
from posada.programme.tables import Group

PLAUSIBLE = 20
"""How many of the parameters tried are kept: those that fit the other caravans best. One alone is luck."""


def candidates(number: int, *, seed: int) -> list[CaravanParameters]:
    """Parameters drawn from the ranges in which they are fitted.

    Walking is drawn evenly. Joining and leaving are both shrunk by one share, itself drawn evenly, towards nobody who
    comes or goes: the rule that a size never changes is hard to beat, so the model starts from it. The defaults are
    not among them: they were fitted to all caravans, and would tell of the one left out.
    """
    random = np.random.default_rng(seed)
    found = []
    for _ in range(number):
        drawn = {name: float(random.uniform(*bounds)) for name, bounds in FITTED.items()}
        kept = float(random.uniform(0, 1))
        drawn |= {name: kept * drawn[name] for name in ("join_share", "leave_share")}
        found.append(replace(CaravanParameters(), **drawn))  # type: ignore[arg-type]
    return found


def middle_of(plausible: Sequence[CaravanParameters]) -> CaravanParameters:
    """The mean of each fitted parameter.

    >>> middle_of([CaravanParameters(reach_km=30), CaravanParameters(reach_km=34)]).reach_km
    32.0
    """
    means = {name: float(np.mean([getattr(given, name) for given in plausible])) for name in FITTED}
    return replace(CaravanParameters(), **means)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was foretold of every caravan with parameters fitted to all the others, and what those were.

    `plausible` are those fitted to all caravans: nothing here is foretold with them.
    """

    from_start: tuple[Foretold, ...]
    leg_by_leg: tuple[Foretold, ...]
    trivial_from_start: tuple[Foretold, ...]
    trivial_leg_by_leg: tuple[Foretold, ...]
    plausible_without: dict[str, tuple[CaravanParameters, ...]]
    plausible: tuple[CaravanParameters, ...]

    def table(self) -> str:
        """The shares that were right, of the model and of the trivial rules, as lines of text.

        The first two columns judge the middle of the ensemble, the last two its band of 90 %: whether it has a
        reported day, and whether it meets the reported bounds.
        """
        lines = [
            f"{'':26}{'middle:':>12}{'':22}{'90 % band:':>14}",
            f"{'foretold':26}{'arrival within a day':>22}{'size inside bounds':>20}"
            f"{'has the day':>16}{'meets bounds':>16}",
        ]
        for name, rows in (
            ("model, from the start", self.from_start),
            ("20 km a day, same size", self.trivial_from_start),
            ("model, leg by leg", self.leg_by_leg),
            ("20 km a day, leg by leg", self.trivial_leg_by_leg),
        ):
            lines.append(
                f"{name:26}{_share([row.within_a_day for row in rows]):>22}"
                f"{_share([row.inside for row in rows]):>20}"
                f"{_share([row.day_in_band for row in rows]):>16}"
                f"{_share([row.overlaps for row in rows]):>16}"
            )
        return "\n".join(lines)


def _share(said: Sequence[bool | None]) -> str:
    known = [right for right in said if right is not None]
    return f"{sum(known)}/{len(known)} = {sum(known) / len(known):.0%}" if known else "-"


def leave_one_out(
    roads: Roads, *, tries: int = 300, members_fit: int = 30, members: int = 200, seed: int = 1
) -> Validation:
    """Every caravan foretold with the parameters that fit the others best, from the start and leg by leg.

    A caravan that formed again belongs to the one before it: both are left out together.
    """
    seen = {group.group_id: group for group in roads.groups if _has_arrivals(roads, group)}
    tried = candidates(tries, seed=seed)
    losses = {
        group_id: np.array([_loss(roads, group, given, members_fit, seed) for given in tried])
        for group_id, group in seen.items()
    }
    plausible = {
        group_id: _plausible(tried, [losses[name] for name in losses if name not in _family(roads, group)])
        for group_id, group in seen.items()
    }

    def of_model(*, leg_by_leg: bool) -> tuple[Foretold, ...]:
        return tuple(
            row
            for name, group in seen.items()
            for row in foretell(
                roads, group, plausible[name], members=members, seed=seed, leg_by_leg=leg_by_leg
            )
        )

    def of_rules(*, leg_by_leg: bool) -> tuple[Foretold, ...]:
        return tuple(
            row for group in seen.values() for row in foretell_trivially(roads, group, leg_by_leg=leg_by_leg)
        )

    return Validation(
        from_start=of_model(leg_by_leg=False),
        leg_by_leg=of_model(leg_by_leg=True),
        trivial_from_start=of_rules(leg_by_leg=False),
        trivial_leg_by_leg=of_rules(leg_by_leg=True),
        plausible_without=plausible,
        plausible=_plausible(tried, list(losses.values())),
    )


def _family(roads: Roads, group: Group) -> set[str | None]:
    """A caravan, the one it formed after, and those that formed after it."""
    after = {row.group_id for row in roads.groups if row.after_group_id == group.group_id}
    return {group.group_id, group.after_group_id} | after


def _plausible(
    tried: Sequence[CaravanParameters], losses: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]
) -> tuple[CaravanParameters, ...]:
    """The parameters with the least losses over all caravans that count, best first."""
    return tuple(tried[int(at)] for at in np.argsort(sum(losses), kind="stable")[:PLAUSIBLE])


def _has_arrivals(roads: Roads, group: Group) -> bool:
    return any(row.location_id != group.location_id for row in roads.sightings_of(group.group_id))


def _loss(roads: Roads, group: Group, given: CaravanParameters, members: int, seed: int) -> float:
    return sum(row.loss for row in foretell(roads, group, [given], members=members, seed=seed))
