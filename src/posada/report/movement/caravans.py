"""The page on groups on the road: what may have happened, against what sources have, and how it could have gone."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from posada.movement.caravans.follow import Followed
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.result import LEAST_GROUP
from posada.movement.caravans.validate import BASELINE_KM_PER_DAY
from posada.programme import Programme
from posada.programme.tables import GroupDay, Sighting, TrivialRule, WhatIf
from posada.report.charts import bar
from posada.report.formats import day, number, percent, short_day
from posada.report.movement.caravan_scene import AGAIN, name_of, scene_of, way_of
from posada.report.movement.charts import Bands, Point, Seen, draw_bands, draw_range
from posada.report.movement.page import Tile, render, short_digests, told
from posada.report.movement.words import Texts, texts_of

SECTIONS = ("days", "what_if", "sizes", "ways", "baselines", "sources", "receipt")


def render_caravans(
    programme: Programme, followed: Followed, receipt: Mapping[str, Any], *, lang: str = "es"
) -> str:
    """The report on groups as one HTML file, in Spanish or English; it names nobody.

    ValueError for a language other than `es` and `en`.
    """
    page = _Page(programme, followed, receipt, lang, texts_of(lang))
    scene = scene_of(followed, country=programme.settings.country, lang=lang, texts=page.texts)
    return render("caravans.html", lang=lang, texts=page.texts, scene=scene, values=page.values())


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One group on the page: its charts, and the tables with the same numbers."""

    name: str
    sizes: Markup
    ways: Markup
    rows: list[tuple[str, ...]]
    arrivals: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FateRow:
    """One fate of the offer in words, with a drawing of who has gathered."""

    name: str
    asked: bool
    accepts: str
    away: str
    again: str
    size: str
    drawing: Markup
    gathered: str


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
    lang: str
    texts: Texts

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values."""
        return self.texts[key].format(**values)

    def values(self) -> dict[str, Any]:
        """Everything on the page, section by section."""
        days = [row.on for row in self.followed.outlook.days]
        first, last = (min(days), max(days)) if days else (self.programme.settings.starts_on,) * 2
        groups = self.groups()
        what_ifs = self.followed.what_ifs()
        return {
            "name": self.programme.settings.name,
            "country": self.programme.settings.country,
            "title": self.texts["caravan_report"],
            "period": self.say("from_to", first=day(first, self.lang), last=day(last, self.lang)),
            "sections": [(key, self.texts[f"s_{key}"]) for key in SECTIONS],
            "sentence": self.sentence(),
            "more": self.more(),
            "not_for": self.say("not_caravan", least=LEAST_GROUP),
            "faults": self.say("checks_bad", count=len(self.followed.faults)) if self.followed.faults else "",
            "tiles": self.tiles(first, last),
            "scene_key": self.scene_key(),
            "fates": [self.fate(row, what_ifs) for row in what_ifs],
            "gathered_head": self.gathered_head(what_ifs),
            "reading": self.reading(what_ifs),
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
        return self.texts["say_none"] if share is None else self.say("say_accepts", accepted=percent(share))

    def more(self) -> str:
        """What becomes of the promise, in one sentence."""
        outlook = self.followed.outlook
        if outlook.offer_id is None or outlook.accepted_share is None:
            return self.texts["more_none"]
        fate, _, days = outlook.delivered.partition(":")
        share = percent(outlook.formed_again_share)
        if outlook.formed_again is None:
            if fate == "kept":
                return self.say(
                    "more_kept" if not outlook.formed_again_share else "more_kept_again", share=share
                )
            return self.say(f"more_{fate}_none", share=share, days=days)
        low, _, high = outlook.formed_again
        if fate == "kept":
            return self.say("more_kept_again", share=share)
        return self.say(
            f"more_{fate}",
            days=days,
            low=told(low, self.texts),
            high=number(high),
            at=outlook.formed_again_at,
            on=self.on(outlook.formed_again_on),
        )

    def on(self, value: dt.date | None) -> str:
        """A day in few words; a dash for none."""
        return "–" if value is None else short_day(value, self.lang)

    def range(self, band: Sequence[int | None] | None) -> str:
        """A band in words; a dash for none."""
        if band is None or band[1] is None:
            return "–"
        low, _, high = band
        return self.say(
            "range", low=told(low, self.texts, missing=self.texts["few"]), high=told(high, self.texts)
        )

    def tiles(self, first: dt.date, last: dt.date) -> list[Tile]:
        """The numbers at the head of the report that exist."""
        outlook, texts = self.followed.outlook, self.texts
        groups = len({row.group_id for row in outlook.days if not row.group_id.endswith(AGAIN)})
        tiles = [
            Tile(
                texts["tile_groups"],
                number(groups),
                self.say("tile_groups_more", first=short_day(first, self.lang), last=day(last, self.lang)),
            )
        ]
        if outlook.accepted_share is not None and outlook.boarded is not None and self.followed.offer:
            seats = self.followed.offer.seats_per_day
            middle = told(outlook.boarded[1], texts)
            more = (
                self.say("tile_away_unlimited", middle=middle)
                if seats is None
                else self.say("tile_away_more", middle=middle, seats=number(seats))
            )
            tiles += [
                Tile(
                    texts["tile_accepts"],
                    percent(outlook.accepted_share),
                    self.say("tile_accepts_more", members=number(outlook.members)),
                ),
                Tile(texts["tile_away"], self.range(outlook.boarded), more),
            ]
        return tiles + self.tiles_again()

    def tiles_again(self) -> list[Tile]:
        """The numbers on a group that formed again, where one did."""
        outlook, texts = self.followed.outlook, self.texts
        if outlook.formed_again is None:
            return []
        tiles = [
            Tile(
                texts["tile_again"],
                self.range(outlook.formed_again),
                self.say(
                    "tile_again_more",
                    at=outlook.formed_again_at,
                    on=self.on(outlook.formed_again_on),
                    middle=told(outlook.formed_again[1], texts),
                ),
                "waits",
            )
        ]
        asked = next((row for row in self.followed.what_ifs() if self.is_asked(row)), None)
        if asked and asked.seen_on and asked.seen_lo is not None and asked.seen_hi is not None:
            tiles.append(
                Tile(
                    self.say("tile_gathered", on=self.on(asked.seen_on)),
                    self.range((asked.on_that_day_lo, asked.on_that_day_mid, asked.on_that_day_hi)),
                    self.say("tile_gathered_more", low=number(asked.seen_lo), high=number(asked.seen_hi)),
                    "waits",
                )
            )
        return tiles

    def scene_key(self) -> list[tuple[str, str]]:
        """The signs of the map with their meaning."""
        again = any(row.group_id.endswith(AGAIN) for row in self.followed.outlook.days)
        return [
            ("group", self.texts["legend_group"]),
            *([("again", self.texts["legend_again"])] if again else []),
            ("spread", self.texts["legend_spread"]),
        ]

    def is_asked(self, row: WhatIf) -> bool:
        """Whether a fate is the one that the page shows."""
        outlook = self.followed.outlook
        if outlook.offer_id is None:
            return row.offer_id is None
        return (row.offer_id, row.delivered) == (outlook.offer_id, outlook.delivered)

    def fate_name(self, row: WhatIf) -> str:
        """An offer and what comes of its promise, in words."""
        if row.offer_id is None:
            return self.texts["fate_none"]
        fate, _, days = (row.delivered or "").partition(":")
        return self.say(f"fate_{fate}", days=days)

    def gathered_head(self, rows: Sequence[WhatIf]) -> str:
        """The head of the last column of the fates."""
        on = next((row.seen_on for row in rows if row.seen_on), None)
        return self.texts["again_size"] if on is None else self.say("gathered", on=self.on(on))

    def fate(self, row: WhatIf, rows: Sequence[WhatIf]) -> FateRow:
        """One fate in words, its drawing on the scale of all."""
        seen = None if row.seen_lo is None or row.seen_hi is None else (row.seen_lo, row.seen_hi)
        most = max([other.on_that_day_hi or 0 for other in rows] + [seen[1] if seen else 0])
        band = (row.on_that_day_lo, row.on_that_day_mid, row.on_that_day_hi)
        if row.seen_on is None:
            band = (row.again_lo, row.again_mid, row.again_hi)
            most = max([other.again_hi or 0 for other in rows])
        numbers = [float(value or 0) for value in band]
        return FateRow(
            name=self.fate_name(row),
            asked=self.is_asked(row),
            accepts="–" if row.accepted_share is None else percent(row.accepted_share),
            away=self.range((row.boarded_lo, row.boarded_mid, row.boarded_hi)),
            again=percent(row.again_share),
            size=self.range((row.again_lo, row.again_mid, row.again_hi)),
            drawing=Markup(draw_range(numbers[0], numbers[1], numbers[2], seen, most)),
            gathered=self.range(band) if band[1] is not None else self.texts["nobody"],
        )

    def reading(self, rows: Sequence[WhatIf]) -> str:
        """How the fate asked for lies to what sources have of the group that formed after the offer."""
        asked = next((row for row in rows if self.is_asked(row)), None)
        if asked is None or asked.seen_on is None or asked.seen_lo is None or asked.seen_hi is None:
            return ""
        if asked.on_that_day_mid is None:
            return ""
        inside = asked.seen_lo <= asked.on_that_day_mid <= asked.seen_hi
        return self.say(
            "reading_sizes",
            on=self.on(asked.seen_on),
            seen_low=number(asked.seen_lo),
            seen_high=number(asked.seen_hi),
            low=told(asked.on_that_day_lo, self.texts, missing=self.texts["few"]),
            high=number(asked.on_that_day_hi or 0),
            middle=told(asked.on_that_day_mid, self.texts),
            verdict=self.texts["inside" if inside else "outside"],
        )

    def groups(self) -> list[GroupPart]:
        """Each group with its charts and tables, in the order of the answer."""
        outlook = self.followed.outlook
        return [self.group(group_id) for group_id in dict.fromkeys(row.group_id for row in outlook.days)]

    def group(self, group_id: str) -> GroupPart:
        """One group with its charts and tables."""
        rows = [row for row in self.followed.outlook.days if row.group_id == group_id]
        seen = self.sightings(group_id)
        name = name_of(group_id, self.texts)
        return GroupPart(
            name=name,
            sizes=Markup(
                draw_bands(
                    self.sizes(group_id, rows, seen), title=self.say("size_title", group=name), lang=self.lang
                )
            ),
            ways=Markup(
                draw_bands(
                    self.ways(group_id, rows, seen), title=self.say("way_title", group=name), lang=self.lang
                )
            ),
            rows=[self.day_row(row) for row in rows],
            arrivals=self.arrivals(group_id),
        )

    def sightings(self, group_id: str) -> list[Sighting]:
        """The sightings of a group, or of those said to have formed after it."""
        roads = self.followed.roads
        if not group_id.endswith(AGAIN):
            return list(roads.sightings_of(group_id))
        before = group_id.removesuffix(AGAIN)
        after = [group.group_id for group in roads.groups if group.after_group_id == before]
        return [row for name in after for row in roads.sightings_of(name)]

    def sizes(self, group_id: str, rows: Sequence[GroupDay], seen: Sequence[Sighting]) -> Bands:
        """People by day against the reported intervals and a size that never changes."""
        shown = [
            Seen(row.on_lo, row.on_hi, row.people_lo, row.people_hi)
            for row in seen
            if row.people_lo is not None and row.people_hi is not None
        ]
        groups = [group for group in self.followed.roads.groups if group.group_id == group_id]
        trivial: list[Point] = []
        for group in groups:
            shown.append(Seen(group.starts_on_lo, group.starts_on_hi, group.people_lo, group.people_hi))
            trivial = [(row.on, (group.people_lo + group.people_hi) / 2) for row in rows]
        return Bands(
            low=[(row.on, _number(row.people_lo, row.people_mid)) for row in rows],
            middle=[(row.on, _number(row.people_mid, None)) for row in rows],
            high=[(row.on, _number(row.people_hi, None)) for row in rows],
            seen=shown,
            trivial=trivial,
            marks=self.marks(group_id),
        )

    def ways(self, group_id: str, rows: Sequence[GroupDay], seen: Sequence[Sighting]) -> Bands:
        """Kilometres by day against the towns where it was seen and 20 km every day."""
        way = way_of(self.followed, group_id)
        km_of = dict(zip(way.location_ids, way.km, strict=True))
        trivial: list[Point] = []
        groups = [group for group in self.followed.roads.groups if group.group_id == group_id]
        for group in groups:
            trivial = [
                (row.on, min(BASELINE_KM_PER_DAY * ((row.on - group.starts_on_lo).days + 1), way.km[-1]))
                for row in rows
            ]
        half = 0.012 * way.km[-1]
        return Bands(
            low=[(row.on, row.km_lo) for row in rows],
            middle=[(row.on, row.km_mid) for row in rows],
            high=[(row.on, row.km_hi) for row in rows],
            seen=[
                Seen(
                    row.on_lo, row.on_hi, max(km_of[row.location_id] - half, 0), km_of[row.location_id] + half
                )
                for row in seen
                if row.location_id in km_of
            ],
            trivial=trivial,
            marks=self.marks(group_id),
        )

    def marks(self, group_id: str) -> list[tuple[dt.date, str]]:
        """The days of the offer, on the charts of the group that it was made to."""
        offer = self.followed.offer
        if offer is None or self.followed.outlook.offer_id is None or offer.group_id != group_id:
            return []
        return [(offer.made_on, self.texts["offer_mark"])]

    def day_row(self, row: GroupDay) -> tuple[str, ...]:
        """The size of a group on a day, as cells."""
        band = (row.people_lo, row.people_mid, row.people_hi)
        seen = (
            ""
            if row.seen_lo is None
            else self.say("range", low=number(row.seen_lo), high=number(row.seen_hi or 0))
        )
        return (day(row.on, self.lang), *(told(value, self.texts) for value in band), seen)

    def arrivals(self, group_id: str) -> list[tuple[str, ...]]:
        """When a group comes to each town, as cells."""
        found: list[tuple[str, ...]] = []
        for row in self.followed.outlook.arrivals:
            if row.group_id != group_id:
                continue
            low = self.texts["never"] if row.on_lo is None else self.on(row.on_lo)
            high = self.texts["later"] if row.on_hi is None else self.on(row.on_hi)
            seen = sorted({self.on(on) for on in (row.seen_lo, row.seen_hi) if on is not None})
            band = low if row.on_lo is None else f"{low} – {high}"
            found.append(
                (
                    self.followed.roads.name_of(row.location_id),
                    percent(row.arrives_share),
                    band,
                    self.on(row.on_mid),
                    " – ".join(seen),
                )
            )
        return found

    def rule(self, row: TrivialRule) -> RuleRow:
        """The model or a trivial rule in words."""
        return RuleRow(
            what=self.texts[row.what],
            name=self.texts[f"rule_{row.rule}"],
            right=self.say("right_of", right=row.right or 0, of=row.of or 0),
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
        return [(row.title, row.url or "") for row in self.programme.sources if row.source_id in named]

    def receipt_lines(self) -> list[tuple[str, str]]:
        """How the answer was made."""
        outlook = self.followed.outlook
        changed = [
            f"{each.name} {getattr(self.followed.parameters, each.name):g}"
            for each in dataclasses.fields(CaravanParameters)
            if getattr(self.followed.parameters, each.name) != each.default
        ]
        parameters = f"{self.texts['fitted']}: {', '.join(changed)}" if changed else self.texts["defaults"]
        return [
            (self.texts["version"], str(self.receipt.get("posada", ""))),
            (self.texts["seed"], str(outlook.seed)),
            (self.texts["members"], number(outlook.members)),
            (self.texts["parameters"], parameters),
            (
                self.texts["checks"],
                self.texts["checks_good"] if not self.followed.faults else str(len(self.followed.faults)),
            ),
        ]


def _number(value: int | None, otherwise: int | None) -> float | None:
    """A number to draw; where the low end is too small to be told, the band begins at nobody."""
    if value is None:
        return None if otherwise is None else 0.0
    return float(value)
