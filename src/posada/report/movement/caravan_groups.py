"""The groups on the page: size and way by day against what sources have, with the tables of the same numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from posada.movement.caravans.follow import Followed
from posada.movement.caravans.foretell import BASELINE_KM_PER_DAY
from posada.movement.caravans.result import LEAST_GROUP
from posada.programme.tables import GroupDay, Sighting
from posada.report.formats import day, percent
from posada.report.movement.caravan_scene import AGAIN, name_of, way_of
from posada.report.movement.charts import Bands, Point, Seen, draw_bands
from posada.report.movement.page import Words


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One group on the page: its charts, and the tables with the same numbers."""

    name: str
    sizes: Markup
    ways: Markup
    rows: list[tuple[str, ...]]
    arrivals: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of what was followed, in words and charts."""

    followed: Followed
    words: Words

    def parts(self) -> list[GroupPart]:
        """Each group with its charts and tables, in the order of the answer."""
        outlook = self.followed.outlook
        return [self.group(group_id) for group_id in dict.fromkeys(row.group_id for row in outlook.days)]

    def group(self, group_id: str) -> GroupPart:
        """One group with its charts and tables."""
        rows = [row for row in self.followed.outlook.days if row.group_id == group_id]
        seen = self.sightings(group_id)
        name = name_of(group_id, self.words.texts)
        return GroupPart(
            name=name,
            sizes=Markup(
                draw_bands(
                    self.sizes(group_id, rows, seen),
                    title=self.words.say("size_title", group=name),
                    lang=self.words.lang,
                )
            ),
            ways=Markup(
                draw_bands(
                    self.ways(group_id, rows, seen),
                    title=self.words.say("way_title", group=name),
                    lang=self.words.lang,
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
            middle = (group.people_lo + group.people_hi) / 2
            trivial = [(row.on, middle if middle >= LEAST_GROUP else None) for row in rows]
        return Bands(
            low=[(row.on, _number(row.people_lo, row.people_mid)) for row in rows],
            middle=[(row.on, _number(row.people_mid, None)) for row in rows],
            high=[(row.on, _number(row.people_hi, None)) for row in rows],
            seen=[_told(box) for box in shown if box.most >= LEAST_GROUP],
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
        return [(offer.made_on, self.words["offer_mark"])]

    def day_row(self, row: GroupDay) -> tuple[str, ...]:
        """The size of a group on a day, as cells."""
        band = (row.people_lo, row.people_mid, row.people_hi)
        return (day(row.on, self.words.lang), *(self.words.people(value) for value in band), self.seen(row))

    def seen(self, row: GroupDay) -> str:
        """What sources have of a group on a day, in words; nothing where they have nothing."""
        if row.seen_hi is None:
            return ""
        if row.seen_hi < LEAST_GROUP:
            return self.words.say("too_few", least=LEAST_GROUP)
        return self.words.band(row.seen_lo, row.seen_hi, row.seen_hi)

    def arrivals(self, group_id: str) -> list[tuple[str, ...]]:
        """When a group comes to each town, as cells."""
        found: list[tuple[str, ...]] = []
        for row in self.followed.outlook.arrivals:
            if row.group_id != group_id:
                continue
            low = self.words["never"] if row.on_lo is None else self.words.on(row.on_lo)
            high = self.words["later"] if row.on_hi is None else self.words.on(row.on_hi)
            seen = dict.fromkeys(self.words.on(on) for on in (row.seen_lo, row.seen_hi) if on is not None)
            band = low if row.on_lo is None else f"{low} – {high}"
            found.append(
                (
                    self.followed.roads.name_of(row.location_id),
                    percent(row.arrives_share),
                    band,
                    self.words.on(row.on_mid),
                    " – ".join(seen),
                )
            )
        return found


def _told(box: Seen) -> Seen:
    """A reported interval to draw; where its low end is too small to be told, it begins at nobody."""
    return box if box.least >= LEAST_GROUP else replace(box, least=0)


def _number(value: int | None, otherwise: int | None) -> float | None:
    """A number to draw; where the low end is too small to be told, the band begins at nobody."""
    if value is None:
        return None if otherwise is None else 0.0
    return float(value)
