"""The answer of a replay: what each rule would have reached with an unknown future, beside hindsight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.texts import LANGUAGES, number, percent

Units = NDArray[np.int64]
Points = NDArray[np.float64]

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "decided": "{batches} batches, decided one by one: {placed} of {people} people placed, {share} of what"
        " hindsight could have reached at most.",
        "exact": "The best plan of hindsight is known: {points} points.",
        "bound": "No plan of hindsight has more than {points} points.",
        "rule": "- {rule}: {placed} people, {points} points, {share} of hindsight; {mean} ms a batch, at most"
        " {worst} ms.",
        "balance": "  On average {backlog} units lay ahead of the pace of the places, and places were {imbalance}"
        " away from their time-share.",
        "nobody": "Nobody arrived.",
        "potentials": "prices of sampled futures",
        "minimum_discord": "the place most futures agree on",
        "greedy": "each batch for itself",
    },
    "es": {
        "decided": "{batches} tandas, decididas una por una: {placed} de {people} personas con lugar, {share} de"
        " lo máximo que se habría alcanzado sabiéndolo todo.",
        "exact": "Se conoce el mejor plan a posteriori: {points} puntos.",
        "bound": "Ningún plan a posteriori pasa de {points} puntos.",
        "rule": "- {rule}: {placed} personas, {points} puntos, {share} de lo alcanzable; {mean} ms por tanda,"
        " {worst} ms como máximo.",
        "balance": "  En promedio, {backlog} unidades se adelantaron al ritmo de los lugares, y los lugares se"
        " apartaron {imbalance} de lo que tocaba por tiempo.",
        "nobody": "No llegó nadie.",
        "potentials": "precios de futuros muestreados",
        "minimum_discord": "el lugar en que coinciden más futuros",
        "greedy": "cada tanda por sí sola",
    },
}


@dataclass(frozen=True, slots=True)
class Run:
    """What one rule decided, and how it went.

    Attributes
    ----------
    place:
        the place of each family, -1 for one that waits.
    score:
        the scores of the placed, added up.
    share_of_hindsight:
        the score as a share of what hindsight can have at most.
    seconds:
        how long each batch took to decide.
    mean_backlog:
        units of the first resource that lay ahead of the pace of the places, on average over batches.
    imbalance:
        how far the used share of a place was from the share of the year gone by, on average.
    """

    rule: str
    place: Units
    people_placed: int
    score: float
    share_of_hindsight: float
    seconds: Points
    mean_backlog: float
    imbalance: float

    @property
    def mean_seconds(self) -> float:
        """How long a batch took on average."""
        return float(self.seconds.mean()) if len(self.seconds) else 0.0

    @property
    def worst_seconds(self) -> float:
        """How long the slowest batch took."""
        return float(self.seconds.max(initial=0.0))


@dataclass(frozen=True, slots=True)
class Replay:
    """A year decided batch by batch under a rule, and under others beside it.

    Attributes
    ----------
    runs:
        the rule that was asked for, then the others.
    bound:
        the score that no plan exceeds, even one that knows everybody from the start: the linear program's.
    exact:
        the score of the best such plan, where it is proven; shares are of this if it is known.
    batches, people:
        how many batches there were, and how many people in them.
    """

    runs: tuple[Run, ...]
    bound: float
    exact: float | None
    batches: int
    people: int

    @property
    def chosen(self) -> Run:
        """The run of the rule that was asked for."""
        return self.runs[0]

    @property
    def place(self) -> Units:
        """The place of each family under the rule that was asked for, -1 for one that waits."""
        return self.chosen.place

    @property
    def share_of_hindsight(self) -> float:
        """The share of hindsight that the rule reached."""
        return self.chosen.share_of_hindsight

    @property
    def shares(self) -> dict[str, float]:
        """The share of hindsight of every rule that was tried."""
        return {run.rule: run.share_of_hindsight for run in self.runs}

    def rows(self) -> tuple[dict[str, Any], ...]:
        """A row for each rule: what it reached, and how long a batch took."""
        return tuple(
            {
                "rule": run.rule,
                "people_placed": run.people_placed,
                "score": round(run.score, 6),
                "share_of_hindsight": round(run.share_of_hindsight, 6),
                "mean_seconds": round(run.mean_seconds, 6),
                "worst_seconds": round(run.worst_seconds, 6),
            }
            for run in self.runs
        )

    def summary(self, lang: str = "en") -> str:
        """The replay in a few lines, in English or Spanish (`en`, `es`)."""
        if lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, got {lang!r}.")
        say = TEXTS[lang]
        if not self.people:
            return say["nobody"]
        best = self.bound if self.exact is None else self.exact
        first = say["decided"].format(
            batches=number(self.batches),
            placed=number(self.chosen.people_placed),
            people=number(self.people),
            share=percent(self.share_of_hindsight, digits=1),
        )
        lines = [first, say["bound" if self.exact is None else "exact"].format(points=number(best))]
        for run in self.runs:
            lines.append(
                say["rule"].format(
                    rule=say[run.rule],
                    placed=number(run.people_placed),
                    points=number(run.score),
                    share=percent(run.share_of_hindsight, digits=1),
                    mean=number(round(1e3 * run.mean_seconds)),
                    worst=number(round(1e3 * run.worst_seconds)),
                )
            )
        lines.append(
            say["balance"].format(
                backlog=number(self.chosen.mean_backlog), imbalance=percent(self.chosen.imbalance, digits=1)
            )
        )
        return "\n".join(lines)
