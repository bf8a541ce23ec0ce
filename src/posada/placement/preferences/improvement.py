"""What trading by people's own rankings changed in a plan, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posada.placement.ledger import Worth
from posada.placement.texts import LANGUAGES, number, percent
from posada.programme.tables import Assignment, Waiting

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "nobody": "Nobody moves: no trade among up to three households gives each a place that it ranks higher.",
        "moved": "{moved} of {wishing} households that rank places have one that they like better;"
        " {worse} have a worse one.",
        "placed": "Households that waited and have a place now: {placed}.",
        "rank": "Average rank {before} before, {after} now (1 is the best; a place that is not ranked counts as"
        " one after the last).",
        "lost": "This takes {points} points off the score ({share}).",
        "won": "This adds {points} points to the score.",
        "floors": "Floors: {points} points further short.",
    },
    "es": {
        "nobody": "Nadie se muda: ningún intercambio entre hasta tres hogares da a cada uno un lugar que prefiera.",
        "moved": "{moved} de {wishing} hogares que ordenan lugares tienen uno que les gusta más;"
        " {worse} tienen uno peor.",
        "placed": "Hogares que esperaban y ahora tienen lugar: {placed}.",
        "rank": "Rango medio: {before} antes, {after} ahora (1 es el mejor; un lugar sin ordenar cuenta como el"
        " siguiente al último).",
        "lost": "Esto quita {points} puntos a la puntuación ({share}).",
        "won": "Esto suma {points} puntos a la puntuación.",
        "floors": "Mínimos por grupo: faltan {points} puntos más.",
    },
}


@dataclass(frozen=True, slots=True)
class Improvement:
    """A plan after trading by people's own rankings, beside the plan before it.

    `wishing` counts the households that rank places and had a place; the average ranks are over these. `moved`
    counts those of all households that have another place than before, `placed` those that waited and have one.
    `worse_off` is counted from the rows alone, by code that knows nothing of how they were made.
    """

    assignments: tuple[Assignment, ...]
    waiting: tuple[Waiting, ...]
    wishing: int
    moved: int
    better_off: int
    placed: int
    worse_off: int
    average_rank_before: float
    average_rank_after: float
    worth_before: Worth
    worth_after: Worth

    @property
    def score_lost(self) -> float:
        """Points that the plan is worth less than before, prices taken off; below 0 if it is worth more."""
        return self.worth_before.total - self.worth_after.total

    def summary(self, lang: str = "en") -> str:
        """What trading changed, in a few lines of English or Spanish (`en`, `es`)."""
        if lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, got {lang!r}.")
        say = TEXTS[lang]
        if not self.moved and not self.placed:
            return say["nobody"]
        lines = [
            say["moved"].format(
                moved=number(self.better_off), wishing=number(self.wishing), worse=number(self.worse_off)
            )
        ]
        if self.placed:
            lines.append(say["placed"].format(placed=number(self.placed)))
        lines.append(
            say["rank"].format(
                before=f"{self.average_rank_before:.2f}", after=f"{self.average_rank_after:.2f}"
            )
        )
        share = self.score_lost / max(1.0, abs(self.worth_before.total))
        lines.append(
            say["lost" if self.score_lost > 0 else "won"].format(
                points=number(abs(self.score_lost)), share=percent(share, digits=2)
            )
        )
        short = self.worth_after.floor_points_short - self.worth_before.floor_points_short
        if short > 0:
            lines.append(say["floors"].format(points=number(short)))
        return "\n".join(lines)
