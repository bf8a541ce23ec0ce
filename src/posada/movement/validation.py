"""How near a run comes to the reports, beside answers that need no model at all.

The measure is that of Flee: on each day the differences over all camps, as a share of the people reported, then
the mean over days (Suleimenova, Bell and Groen, Scientific Reports 7:13377, 2017). Published folders often take the
capacity of a camp from its greatest report, so a score with capacities has seen a part of the answer: the leak-free
score is that of a run without them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from posada.movement.network import Floats
from posada.movement.peers import Peers, peers_of
from posada.movement.result import Flows
from posada.movement.rows import FleeFolder
from posada.movement.simulate import simulate
from posada.movement.words import words_of

FROZEN_DAY = 30
_ORDER = ("shares", "baselines", "leak", "flee_measured", "flee_measured_leak_free", "counts",
          "flee_measured_counts", "flee_published")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Validation:
    """Mean differences from the reports: of our counts, of our shares, of baselines, and of Flee.

    What is told first is `rescaled`, the difference of shares; `ours` is the difference of counts, in which a wrong
    total is an error too. Baselines have no total of their own: theirs are differences of shares.
    """

    ours: float
    rescaled: float
    leak_free: float
    equal: float
    capacity: float
    frozen: float
    frozen_day: int
    peers: Peers

    def summary(self, lang: str = "en") -> str:
        """Differences of shares, then those of counts, each with the figures of Flee known for this conflict."""
        words = words_of(lang)
        values = {name: getattr(self, name) for name in self.__slots__}
        lines = [(name, words[name].format(**values)) for name in ("shares", "baselines", "leak", "counts")]
        lines += [
            (f"flee_{name}", words[f"flee_{name}"].format(value=peer.value, by=peer.by))
            for name, peer in self.peers._asdict().items()
            if peer is not None
        ]
        return "\n".join(line for _, line in sorted(lines, key=lambda it: _ORDER.index(it[0])))


def validate(flows: Flows) -> Validation:
    """The differences of a run from the reports, its baselines, and the same run without capacities.

    Raises ValueError where no camp was counted.

    >>> from posada.movement.example import example
    >>> found = validate(simulate(example(), engine="mean_field"))
    >>> round(found.equal, 2), round(found.capacity, 2)
    (0.3, 0.5)
    """
    if not flows.camps:
        raise ValueError("reports: must hold at least one camp of locations.csv, got none.")
    simulated = np.column_stack([flows.of(camp) for camp in flows.camps])
    reported = np.column_stack([flows.reported[camp] for camp in flows.camps])
    without = simulate(
        without_capacities(flows.folder), engine=flows.engine, compat=flows.compat, seed=flows.seed
    )
    free = np.column_stack([without.of(camp) for camp in flows.camps])
    capacity = {place.name: float(place.capacity) for place in flows.folder.locations}
    limits = np.array([capacity[camp] for camp in flows.camps])
    frozen_day = min(FROZEN_DAY, len(reported) - 1)
    return Validation(
        ours=mean_difference(simulated, reported),
        rescaled=mean_difference(_rescaled(simulated, reported), reported),
        leak_free=mean_difference(_rescaled(free, reported), reported),
        equal=mean_difference(_shared(np.ones(len(limits)), reported), reported),
        capacity=mean_difference(_shared(limits, reported), reported),
        frozen=mean_difference(_shared(reported[frozen_day], reported), reported),
        frozen_day=frozen_day,
        peers=peers_of(flows.folder.name),
    )


def without_capacities(folder: FleeFolder) -> FleeFolder:
    """The folder with camps that take everybody."""
    places = tuple(dataclasses.replace(place, capacity=0) for place in folder.locations)
    return dataclasses.replace(folder, locations=places)


def mean_difference(simulated: Floats, reported: Floats) -> float:
    """The mean over days of the differences over places, as a share of all people reported.

    >>> mean_difference(np.array([[10.0, 0.0]]), np.array([[5.0, 5.0]]))
    1.0
    """
    total = reported.sum(axis=1)
    counted = total > 0
    if not counted.any():
        return 0.0
    return float((np.abs(simulated - reported).sum(axis=1)[counted] / total[counted]).mean())


def _rescaled(simulated: Floats, reported: Floats) -> Floats:
    total = simulated.sum(axis=1, keepdims=True)
    return simulated * np.where(
        total > 0, reported.sum(axis=1, keepdims=True) / np.maximum(total, 1e-12), 0.0
    )


def _shared(weights: Floats, reported: Floats) -> Floats:
    """The people reported of each day, split by the same shares; equal ones where all weights are 0."""
    weights = weights if weights.sum() > 0 else np.ones(len(weights))
    return np.asarray(reported.sum(axis=1, keepdims=True) * (weights / weights.sum())[None, :])
