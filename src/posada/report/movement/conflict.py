"""The page on a conflict: where people may go by day, bands against reports, trivial rules beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from posada.movement import lint
from posada.movement.network import Flags, Floats
from posada.movement.telling import Untold, few
from posada.report.formats import day, number
from posada.report.frame import Tile, short_digests
from posada.report.movement.charts import Bands, Point, draw_bands
from posada.report.movement.conflict_bands import ConflictBands
from posada.report.movement.conflict_differences import difference_rows, peers_note
from posada.report.movement.conflict_scene import scene_of
from posada.report.movement.page import Words, render
from posada.report.movement.words import texts_of

SECTIONS = ("days", "camps", "baselines", "findings", "receipt")
CHART_DAYS = 200
"""Days drawn in one chart at most; more are passed over evenly, days with a report never."""


def render_conflict(bands: ConflictBands, receipt: Mapping[str, Any], *, lang: str = "es") -> str:
    """The report on a conflict as one HTML file, in Spanish or English.

    ValueError for a language other than `es` and `en`.
    """
    words = Words(lang, texts_of(lang))
    return render(
        "conflict.html",
        words=words,
        scene=scene_of(bands, lang, words.texts),
        values=_Page(bands, receipt, words).values(),
    )


@dataclass(frozen=True, slots=True)
class CampPart:
    """One camp on the page: its chart and what it comes to at the end."""

    name: str
    note: str
    chart: Markup
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template asks for: figures in the words of the language."""

    bands: ConflictBands
    receipt: Mapping[str, Any]
    words: Words

    def values(self) -> dict[str, Any]:
        """Everything on the page, section by section."""
        folder = self.bands.folder
        last = folder.starts_on + dt.timedelta(folder.days - 1)
        findings = len(lint(folder))
        rules, counts = difference_rows(self.bands.validation, self.words)
        return {
            "name": folder.name,
            "title": self.words["conflict_report"],
            "period": self.words.say(
                "from_to", first=day(folder.starts_on, self.words.lang), last=day(last, self.words.lang)
            ),
            "sections": [(key, self.words[f"c_{key}"]) for key in SECTIONS],
            "sentence": self.sentence(),
            "more": self.more(),
            "not_for": self.words["not_conflict"],
            "faults": self.words.say("checks_bad", count=len(self.bands.faults)) if self.bands.faults else "",
            "tiles": self.tiles(),
            "camps": [self.camp(name) for name in self.camps()],
            "share_rule": self.words["rule_capacity" if self.capacities().sum() > 0 else "rule_equal"],
            "camps_intro": self.words.say("camps_intro", rule=self.shared_by(), holds=self.holds()),
            "rules": rules,
            "counts": counts,
            "beaten": self.is_beaten(),
            "peers_note": peers_note(self.bands.validation, self.words),
            "findings": self.words.counted("findings", findings) if findings else self.words["findings_none"],
            "receipt_lines": self.receipt_lines(),
            "digests": short_digests(self.receipt.get("inputs", {})),
        }

    def more(self) -> str:
        """What was simulated and how, in one sentence."""
        folder = self.bands.folder
        return self.words.say(
            "more_conflict",
            days=self.words.counted("n_days", folder.days),
            first=day(folder.starts_on, self.words.lang),
            places=self.words.counted("n_places", len(folder.locations)),
            routes=self.words.counted("n_roads", len(folder.routes)),
            engine=self.words[f"engine_{self.bands.engine}"],
            mode=self.words["mode_flee" if self.bands.compat else "mode_native"],
        )

    def sentence(self) -> str:
        """The answer in one sentence."""
        set_out, camps = self.set_out(), self.in_camps()
        if self.words["withheld"] in (set_out, camps):
            return self.words["say_conflict_withheld"]
        told = self.words.say("say_conflict", people=set_out, camps=camps)
        return told[:1].upper() + told[1:]

    def untold(self) -> Untold:
        """What must not be told of the last day."""
        every = self.bands.untold()
        return Untold(*(flags[-1] for flags in every))

    def set_out(self) -> str:
        """The people who set out, in words."""
        return self.words.people(self.bands.set_out.middle, is_untold=bool(self.untold().set_out))

    def in_camps(self) -> str:
        """The people in camps on the last day, in words."""
        return self.words.people(self.bands.in_camps.middle, is_untold=bool(self.untold().in_camps))

    def tiles(self) -> list[Tile]:
        """The numbers at the head of the report that exist."""
        found, roads = self.bands.validation, float(self.bands.on_the_road[1, -1])
        tiles = [
            Tile(self.words["tile_set_out"], self.set_out()),
            Tile(
                self.words["tile_camps"],
                self.in_camps(),
                self.words.say("tile_camps_more", reported=self.reported_at_end())
                if self.bands.camps
                else "",
            ),
            Tile(
                self.words["tile_roads"],
                self.words.people(roads, is_untold=bool(self.untold().on_the_road)),
            ),
        ]
        if found is not None:
            best = min(found.equal, found.capacity, found.frozen)
            tiles.append(
                Tile(
                    self.words["tile_error"],
                    number(found.rescaled, digits=3),
                    self.words.say("tile_error_more", best=number(best, digits=3)),
                    "waits" if self.is_beaten() else "",
                )
            )
        return tiles

    def reported_at_end(self) -> str:
        """The people reported in all camps on the last day, in words."""
        told, is_untold = self.bands.reported_in_camps()
        return self.words.people(told, is_untold=is_untold)

    def camps(self) -> list[str]:
        """The camps that were counted, those with most people reported first."""
        return sorted(self.bands.camps, key=lambda name: (-float(self.bands.reported[name].max()), name))

    def holds(self) -> str:
        """What the bands hold: chance alone, or fitted settings too."""
        key = "holds_fitted" if self.bands.draws else "holds_chance"
        told = self.words.say(key, draws=number(self.bands.draws))
        if self.bands.count_error == 0.0:
            return told
        share = number(100 * self.bands.count_error, digits=1)
        return f"{told} {self.words.say('holds_miscounts', share=share)}"

    def shared_by(self) -> str:
        """The trivial rule that the charts show, in words."""
        return self.words["share_capacity" if self.capacities().sum() > 0 else "share_equal"]

    def capacities(self) -> Floats:
        """The capacity of each camp that was counted."""
        capacity = {place.name: float(place.capacity) for place in self.bands.folder.locations}
        return np.array([capacity[name] for name in self.bands.camps])

    def trivial(self, name: str) -> Floats:
        """The people of a camp by day if those reported were shared by the trivial rule; not a number if untold."""
        bands, weights = self.bands, self.capacities()
        weights = weights if weights.sum() > 0 else np.ones(len(weights))
        total = np.sum([bands.reported[camp] for camp in bands.camps], axis=0)
        shared = np.asarray(total * weights[bands.camps.index(name)] / weights.sum())
        # The share tells the total, and on a day with few people somewhere the total less the others tells those.
        return np.where(few(shared) | bands.days_of_small_reports(), np.nan, shared)

    def camp(self, name: str) -> CampPart:
        """One camp with its chart."""
        folder, bands = self.bands.folder, self.bands
        at = [place.name for place in folder.locations].index(name)
        reports = bands.told_reports(name)
        days = sorted({*_spread(folder.days), *(reports if len(reports) <= CHART_DAYS else ())})
        untold = bands.untold().places[:, at]
        points = [(day, people) for day, people in reports.items() if people is not None]
        drawn = Bands(
            low=self.line(bands.low[:, at], untold, days),
            middle=self.line(bands.middle[:, at], untold, days),
            high=self.line(bands.high[:, at], untold, days),
            points=[(self.on(each), people) for each, people in _spread_of(points)],
            trivial=self.line(self.trivial(name), np.zeros_like(untold), days),
        )
        cells = [
            self.words.people(float(band[-1, at]), is_untold=bool(untold[-1]))
            for band in (bands.low, bands.middle, bands.high)
        ]
        last = self.words.people(float(bands.reported[name][-1]), is_untold=name in bands.reports_untold())
        return CampPart(
            name=name,
            note=self.words.say("of_reported", people=cells[1], reported=last),
            chart=Markup(
                draw_bands(
                    drawn, title=self.words.say("camp_title", place=name), lang=self.words.lang, height=170
                )
            ),
            cells=(*cells, last),
        )

    def line(self, people: Floats, untold: Flags, days: Sequence[int]) -> list[Point]:
        """People by day as a chart shows them: what must not be told is a gap."""
        hidden = untold | few(people) | np.isnan(people)
        return [(self.on(each), None if hidden[each] else float(people[each])) for each in days]

    def on(self, at: int) -> dt.date:
        """The date of a day of the period."""
        return self.bands.folder.starts_on + dt.timedelta(at)

    def is_beaten(self) -> bool:
        """Whether a rule that needs no model is nearer to the reports than the model."""
        found = self.bands.validation
        return found is not None and min(found.equal, found.capacity, found.frozen) < found.rescaled

    def receipt_lines(self) -> list[tuple[str, str]]:
        """How the answer was made."""
        bands = self.bands
        return [
            (self.words["version"], str(self.receipt.get("posada", ""))),
            (self.words["seed"], str(bands.seed)),
            (self.words["members"], number(bands.members)),
            (self.words["checks"], self.words["checks_good"] if not bands.faults else str(len(bands.faults))),
        ]


def _spread(days: int) -> list[int]:
    """At most `CHART_DAYS` days, evenly, the first and the last among them."""
    if days <= CHART_DAYS:
        return list(range(days))
    return [round(at * (days - 1) / (CHART_DAYS - 1)) for at in range(CHART_DAYS)]


def _spread_of(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    return [points[at] for at in _spread(len(points))]
