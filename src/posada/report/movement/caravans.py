"""The page on groups on the road: what may have happened, against what sources have, and how it could have gone."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from posada.movement.caravans.follow import Followed
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.result import LEAST_GROUP
from posada.programme import Programme
from posada.programme.tables import TrivialRule
from posada.report.charts import bar
from posada.report.formats import day, number, percent, short_day
from posada.report.frame import Tile, short_digests
from posada.report.movement.caravan_fates import Fates
from posada.report.movement.caravan_groups import Groups
from posada.report.movement.caravan_scene import AGAIN, scene_of
from posada.report.movement.page import Words, render
from posada.report.movement.words import texts_of

WEB = ("https://", "http://")
SECTIONS = ("days", "what_if", "sizes", "ways", "baselines", "sources", "receipt")


def render_caravans(
    programme: Programme, followed: Followed, receipt: Mapping[str, Any], *, lang: str = "es"
) -> str:
    """The report on groups as one HTML file, in Spanish or English; it names nobody.

    ValueError for a language other than `es` and `en`.
    """
    words = Words(lang, texts_of(lang))
    scene = scene_of(followed, country=programme.settings.country, lang=lang, texts=words.texts)
    return render(
        "caravans.html", words=words, scene=scene, values=_Page(programme, followed, receipt, words).values()
    )


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in words and how often it is right."""

    what: str
    name: str
    right: str
    bar: Markup
    is_model: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template asks for: figures in the words of the language."""

    programme: Programme
    followed: Followed
    receipt: Mapping[str, Any]
    words: Words

    @property
    def fates(self) -> Fates:
        """The fates of the offer."""
        return Fates(self.followed, self.words)

    def values(self) -> dict[str, Any]:
        """Everything on the page, section by section."""
        days = [row.on for row in self.followed.outlook.days]
        first, last = (min(days), max(days)) if days else (self.programme.settings.starts_on,) * 2
        groups = Groups(self.followed, self.words).parts()
        return {
            "name": self.programme.words_in(self.words.lang)[self.programme.settings.name],
            "country": self.programme.settings.country,
            "title": self.words["caravan_report"],
            "period": self.words.say(
                "from_to", first=day(first, self.words.lang), last=day(last, self.words.lang)
            ),
            "sections": [(key, self.words[f"s_{key}"]) for key in SECTIONS],
            "sentence": self.sentence(),
            "more": self.more(),
            "not_for": self.words.say("not_caravan", least=LEAST_GROUP),
            "faults": self.words.say("checks_bad", count=len(self.followed.faults))
            if self.followed.faults
            else "",
            "tiles": self.tiles(first, last),
            "scene_key": self.scene_key(),
            "fates": self.fates.rows(),
            "gathered_head": self.fates.gathered_head(),
            "gathered_seen": self.fates.gathered_on() is not None,
            "reading": self.fates.reading(),
            "groups": groups,
            "charts_class": "grid-of-charts" if len(groups) > 3 else "",
            "rules": [self.rule(row) for row in self.followed.rows()["trivial_rules"]],
            "sources": self.sources(),
            "receipt_lines": self.receipt_lines(),
            "digests": short_digests(self.receipt.get("inputs", {})),
        }

    def sentence(self) -> str:
        """What the assembly does, in one sentence."""
        share = self.followed.outlook.accepted_share
        return (
            self.words["say_none"]
            if share is None
            else self.words.say("say_accepts", accepted=percent(share))
        )

    def more(self) -> str:
        """What becomes of the promise, in one sentence."""
        outlook = self.followed.outlook
        if outlook.offer_id is None or outlook.accepted_share is None:
            return self.words["more_none"]
        fate, _, days = outlook.delivered.partition(":")
        share = percent(outlook.formed_again_share)
        if outlook.formed_again is None:
            if fate == "kept":
                return self.words.say(
                    "more_kept" if not outlook.formed_again_share else "more_kept_again", share=share
                )
            return self.words.say(f"more_{fate}_none", share=share, days=days)
        low, _, high = outlook.formed_again
        if fate == "kept":
            return self.words.say("more_kept_again", share=share)
        return self.words.say(
            f"more_{fate}",
            days=days,
            low=self.words.people(low),
            high=number(high),
            at=outlook.formed_again_at,
            on=self.words.on(outlook.formed_again_on),
        )

    def tiles(self, first: dt.date, last: dt.date) -> list[Tile]:
        """The numbers at the head of the report that exist."""
        outlook, words = self.followed.outlook, self.words
        groups = len({row.group_id for row in outlook.days if not row.group_id.endswith(AGAIN)})
        tiles = [
            Tile(
                words["tile_groups"],
                number(groups),
                self.words.say(
                    "tile_groups_more",
                    first=short_day(first, self.words.lang),
                    last=day(last, self.words.lang),
                ),
            )
        ]
        if outlook.accepted_share is not None and outlook.boarded is not None and self.followed.offer:
            seats = self.followed.offer.seats_per_day
            middle = words.people(outlook.boarded[1])
            more = (
                self.words.say("tile_away_unlimited", middle=middle)
                if seats is None
                else self.words.say("tile_away_more", middle=middle, seats=number(seats))
            )
            tiles += [
                Tile(
                    words["tile_accepts"],
                    percent(outlook.accepted_share),
                    self.words.say("tile_accepts_more", members=number(outlook.members)),
                ),
                Tile(words["tile_away"], self.words.band(*outlook.boarded), more),
            ]
        return tiles + self.tiles_again()

    def tiles_again(self) -> list[Tile]:
        """The numbers on a group that formed again, where one did."""
        outlook, words = self.followed.outlook, self.words
        if outlook.formed_again is None:
            return []
        tiles = [
            Tile(
                words["tile_again"],
                self.words.band(*outlook.formed_again),
                self.words.say(
                    "tile_again_more",
                    at=outlook.formed_again_at,
                    on=self.words.on(outlook.formed_again_on),
                    middle=words.people(outlook.formed_again[1]),
                ),
                "waits",
            )
        ]
        asked = self.fates.asked()
        if asked and asked.seen_on and asked.seen_lo is not None and asked.seen_hi is not None:
            tiles.append(
                Tile(
                    self.words.say("tile_gathered", on=self.words.on(asked.seen_on)),
                    self.words.band(asked.on_that_day_lo, asked.on_that_day_mid, asked.on_that_day_hi),
                    self.words.say(
                        "tile_gathered_more",
                        low=words.people(asked.seen_lo),
                        high=words.people(asked.seen_hi),
                    ),
                    "waits",
                )
            )
        return tiles

    def scene_key(self) -> list[tuple[str, str]]:
        """The signs of the map with their meaning."""
        again = any(row.group_id.endswith(AGAIN) for row in self.followed.outlook.days)
        return [
            ("group", self.words["legend_group"]),
            *([("again", self.words["legend_again"])] if again else []),
            ("spread", self.words["legend_spread"]),
        ]

    def rule(self, row: TrivialRule) -> RuleRow:
        """The model or a trivial rule in words."""
        return RuleRow(
            what=self.words[row.what],
            name=self.words[f"rule_{row.rule}"],
            right=self.words.say("right_of", right=row.right or 0, of=row.of or 0),
            bar=Markup(bar(row.right or 0, row.of or 1)),
            is_model=row.rule == "model",
        )

    def sources(self) -> list[tuple[str, str]]:
        """The sources that groups, offers, sightings and routes name, in the order of sources.csv."""
        tables = (
            self.programme.groups,
            self.programme.offers,
            self.programme.sightings,
            self.programme.routes,
        )
        named = {code for rows in tables for row in rows for code in getattr(row, "source_id", ())}
        return [
            (row.title, row.url if row.url.startswith(WEB) else "")
            for row in self.programme.sources
            if row.source_id in named
        ]

    def receipt_lines(self) -> list[tuple[str, str]]:
        """How the answer was made."""
        outlook = self.followed.outlook
        changed = [
            f"{each.name} {getattr(self.followed.parameters, each.name):g}"
            for each in dataclasses.fields(CaravanParameters)
            if getattr(self.followed.parameters, each.name) != each.default
        ]
        parameters = f"{self.words['fitted']}: {', '.join(changed)}" if changed else self.words["defaults"]
        return [
            (self.words["version"], str(self.receipt.get("posada", ""))),
            (self.words["seed"], str(outlook.seed)),
            (self.words["members"], number(outlook.members)),
            (self.words["parameters"], parameters),
            (
                self.words["checks"],
                self.words["checks_good"] if not self.followed.faults else str(len(self.followed.faults)),
            ),
        ]
