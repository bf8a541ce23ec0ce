"""The page on a conflict: where people may go by day, bands against reports, trivial rules beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from posada.movement import lint
from posada.movement.network import Floats
from posada.movement.peers import PeerError
from posada.report.charts import bar
from posada.report.formats import day, number
from posada.report.frame import Tile, short_digests
from posada.report.movement.charts import Bands, draw_bands
from posada.report.movement.conflict_bands import ConflictBands
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
class RuleRow:
    """The model or a trivial rule in words, and its difference from the reports."""

    name: str
    value: str
    bar: Markup
    is_model: bool


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
        rules = self.rules()
        return {
            "name": folder.name,
            "title": self.words["conflict_report"],
            "period": self.words.say(
                "from_to", first=day(folder.starts_on, self.words.lang), last=day(last, self.words.lang)
            ),
            "sections": [(key, self.words[f"c_{key}"]) for key in SECTIONS],
            "sentence": self.words.say(
                "say_conflict",
                people=number(float(self.bands.mean.set_out[-1])),
                camps=self.words.people(self.in_camps()),
            ),
            "more": self.more(),
            "not_for": self.words["not_conflict"],
            "faults": self.words.say("checks_bad", count=len(self.bands.faults)) if self.bands.faults else "",
            "tiles": self.tiles(),
            "camps": [self.camp(name) for name in self.camps()],
            "camps_intro": self.words.say("camps_intro", rule=self.share_rule(), holds=self.holds()),
            "rules": rules,
            "beaten": self.is_beaten(),
            "peers_note": self.peers_note(),
            "findings": self.words.say("findings", count=number(findings))
            if findings
            else self.words["findings_none"],
            "receipt_lines": self.receipt_lines(),
            "digests": short_digests(self.receipt.get("inputs", {})),
        }

    def more(self) -> str:
        """What was simulated and how, in one sentence."""
        folder = self.bands.folder
        return self.words.say(
            "more_conflict",
            days=number(folder.days),
            first=day(folder.starts_on, self.words.lang),
            places=number(len(folder.locations)),
            routes=number(len(folder.routes)),
            engine=self.words[f"engine_{self.bands.engine}"],
            mode=self.words["mode_flee" if self.bands.compat else "mode_native"],
        )

    def in_camps(self) -> float:
        """The people in camps on the last day, by the mean of the ensemble."""
        places = self.bands.folder.locations
        return float(sum(self.bands.mean.counts[-1, at] for at, place in enumerate(places) if place.is_camp))

    def tiles(self) -> list[Tile]:
        """The numbers at the head of the report that exist."""
        mean, found = self.bands.mean, self.bands.validation
        reported = sum(float(mean.reported[name][-1]) for name in mean.camps)
        tiles = [
            Tile(self.words["tile_set_out"], number(float(mean.set_out[-1]))),
            Tile(
                self.words["tile_camps"],
                self.words.people(self.in_camps()),
                self.words.say("tile_camps_more", reported=number(reported)) if mean.camps else "",
            ),
            Tile(self.words["tile_roads"], self.words.people(float(mean.on_the_road[-1]))),
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

    def camps(self) -> list[str]:
        """The camps that were counted, those with most people reported first."""
        mean = self.bands.mean
        return sorted(mean.camps, key=lambda name: (-float(mean.reported[name].max()), name))

    def holds(self) -> str:
        """What the bands hold: chance alone, or fitted settings too."""
        key = "holds_fitted" if self.bands.draws else "holds_chance"
        told = self.words.say(key, draws=number(self.bands.draws))
        if self.bands.count_error == 0.0:
            return told
        share = number(100 * self.bands.count_error, digits=1)
        return f"{told} {self.words.say('holds_miscounts', share=share)}"

    def share_rule(self) -> str:
        """The trivial rule that the charts show, in words."""
        return self.words["share_capacity" if self.capacities().sum() > 0 else "share_equal"]

    def capacities(self) -> Floats:
        """The capacity of each camp that was counted."""
        capacity = {place.name: float(place.capacity) for place in self.bands.folder.locations}
        return np.array([capacity[name] for name in self.bands.mean.camps])

    def trivial(self, name: str) -> Floats:
        """The people of a camp by day if those reported were shared by the trivial rule."""
        mean, weights = self.bands.mean, self.capacities()
        weights = weights if weights.sum() > 0 else np.ones(len(weights))
        total = np.sum([mean.reported[camp] for camp in mean.camps], axis=0)
        return np.asarray(total * weights[mean.camps.index(name)] / weights.sum())

    def camp(self, name: str) -> CampPart:
        """One camp with its chart."""
        folder, mean = self.bands.folder, self.bands.mean
        at = [place.name for place in folder.locations].index(name)
        reports = self.bands.days_of_reports(name)
        days = sorted({*_spread(folder.days), *(reports if len(reports) <= CHART_DAYS else ())})
        on = [folder.starts_on + dt.timedelta(each) for each in days]
        trivial, reported = self.trivial(name), mean.reported[name]
        shown = _spread_of(reports)
        bands = Bands(
            low=list(zip(on, self.bands.low[days, at].tolist(), strict=True)),
            middle=list(zip(on, self.bands.middle[days, at].tolist(), strict=True)),
            high=list(zip(on, self.bands.high[days, at].tolist(), strict=True)),
            points=[(folder.starts_on + dt.timedelta(each), float(reported[each])) for each in shown],
            trivial=list(zip(on, trivial[days].tolist(), strict=True)),
        )
        end = [self.bands.low[-1, at], self.bands.middle[-1, at], self.bands.high[-1, at]]
        cells = tuple(self.words.people(float(value)) for value in end)
        last = self.words.people(float(reported[-1]))
        return CampPart(
            name=name,
            note=self.words.say("of_reported", people=cells[1], reported=last),
            chart=Markup(
                draw_bands(
                    bands, title=self.words.say("camp_title", place=name), lang=self.words.lang, height=170
                )
            ),
            cells=(*cells, last),
        )

    def rules(self) -> list[RuleRow]:
        """The model and the trivial rules, with their differences from the reports."""
        found = self.bands.validation
        if found is None:
            return []
        lines = [
            ("rule_model", found.ours, True),
            ("rule_model_scaled", found.rescaled, True),
            ("rule_leak_free", found.leak_free, True),
            ("rule_equal", found.equal, False),
            ("rule_capacity", found.capacity, False),
            ("rule_frozen", found.frozen, False),
        ]
        lines += [(f"rule_flee_{name}", peer.value, False) for name, peer in self.peers().items()]
        most = max(value for _, value, _ in lines)
        return [
            RuleRow(
                self.words.say(key, day=found.frozen_day),
                number(value, digits=3),
                Markup(bar(value, most)),
                is_model,
            )
            for key, value, is_model in lines
        ]

    def peers(self) -> dict[str, PeerError]:
        """What is known of Flee on this conflict, by name."""
        found = self.bands.validation
        return {} if found is None else {key: it for key, it in found.peers._asdict().items() if it}

    def peers_note(self) -> str:
        """Who says what is known of Flee, or nothing."""
        by = "; ".join(dict.fromkeys(peer.by for peer in self.peers().values()))
        return self.words.say("flee_note", by=by) if by else ""

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


def _spread_of(days: Sequence[int]) -> list[int]:
    return [days[at] for at in _spread(len(days))]
