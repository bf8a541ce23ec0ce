"""The page of the report: figures in words, put into one HTML file that asks nothing of the network."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from posada.programme import Programme
from posada.programme.disclosure import FEWEST_TOLD
from posada.report.charts import bar, columns
from posada.report.days import BusDay, DepartureRow, bus_days, desk_tables, office_days, source_in_words
from posada.report.deadlines import deadline_steps
from posada.report.figures import (
    CHEAP_POINTS,
    Answers,
    Headline,
    WaitingGroup,
    dearest,
    flows,
    headline,
    overrides,
    places_by_state,
    resource_rows,
    waiting_groups,
)
from posada.report.formats import day, hour, listed, number, percent, short_day, weekday
from posada.report.frame import Tile, environment, short_digests, template_text
from posada.report.map import draw_map
from posada.report.words import Texts, resource_name, texts_of, units_name

SECTIONS = (
    "map",
    "waiting",
    "bottlenecks",
    "places",
    "buses",
    "desks",
    "deadlines",
    "baselines",
    "receipt",
)


def render_html(
    programme: Programme, answers: Answers, receipt: Mapping[str, Any], *, lang: str = "es"
) -> str:
    """The report of a plan as one HTML file, in Spanish or English; it names no household and no person.

    `answers` holds rows by table name, and `faults`; `receipt` is that of the plan, whose seconds are left
    out, so that two runs give the same bytes. ValueError for a language other than `es` and `en`.
    """
    page = _Page(programme, answers, receipt, lang, texts_of(lang))
    template = environment(__package__).get_template("page.html")
    return template.render(page.words() | page.figures()) + "\n"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Why people wait, in words, and how many they are where that may be told."""

    name: str
    why: str
    people: str
    households: str
    rule: str


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A rule in words, and what it reaches."""

    name: str
    note: str
    people: int
    score: float
    share: float
    is_plan: bool


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource in words, over all places."""

    name: str
    used: int
    amount: int
    full: int
    places: int


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template asks for: words of the language, and the figures in them."""

    programme: Programme
    answers: Answers
    receipt: Mapping[str, Any]
    lang: str
    texts: Texts

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values."""
        return self.texts[key].format(**values)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of an answer, none if it was not given."""
        return self.answers.get(table, ())

    def words(self) -> dict[str, Any]:
        """The language, and how it writes numbers, days and bars."""
        return {
            "lang": self.lang,
            "t": self.texts,
            "say": self.say,
            "number": number,
            "percent": percent,
            "day": partial(day, lang=self.lang),
            "weekday": partial(weekday, lang=self.lang),
            "hour": hour,
            "bar": lambda value, most: Markup(bar(value, most)),
            "source_in_words": partial(source_in_words, lang=self.lang),
            "style": Markup(template_text(__package__, "style.css")),
            "sections": SECTIONS,
            "settings": replace(self.programme.settings, name=self.programme_name()),
        }

    def programme_name(self) -> str:
        """What the programme is called in the language of the page."""
        return self.programme.words_in(self.lang)[self.programme.settings.name]

    def figures(self) -> dict[str, Any]:
        """Everything that was decided, section by section."""
        head = headline(self.programme, self.answers)
        waits = waiting_groups(self.programme, self.rows("waiting"))
        days = bus_days(self.programme, self.rows("departures"), self.rows("stops"), self.rows("seats"))
        return {
            "head": head,
            "fault_title": self.fault_title(head),
            "tiles": self.tiles(head),
            "map": Markup(self.map(head)),
            "waits": [self.waiting_row(group) for group in waits],
            "few": any(group.is_joined or group.people is None for group in waits),
            "bottlenecks": [self.bottleneck(row) for row in self.rows("bottlenecks")],
            "dearest": self.dearest(),
            "prices_intro": self.say(
                "prices_intro", points=number(self.programme.settings.score.person_placed)
            ),
            "overrides": self.overrides(),
            "states": places_by_state(self.programme, self.rows("assignments"), self.rows("loads")),
            "resources": self.resources(),
            "bus_days": days,
            "bus_chart": Markup(self.bus_chart(days)),
            "seats_line": self.seats_line(),
            "day_total": self.day_total,
            "stops_text": self.stops_text,
            "many_gatherings": len(self.programme.gatherings) > 1,
            "desks": desk_tables(self.programme, self.rows("appointments")),
            "desk_name": _without_common_start,
            "offices": office_days(self.programme, self.rows("appointments")),
            "unbooked": self.without("unbooked"),
            "deadlines": deadline_steps(self.programme, self.rows("deadlines"), lang=self.lang),
            "baselines": [self.baseline(row) for row in self.rows("baselines")],
            "receipt": self.receipt_lines(),
            "digests": short_digests(self.receipt.get("inputs", {})),
        }

    def fault_title(self, head: Headline) -> str:
        """What to do about faults; '' if there are none."""
        count = sum(many for _, many in head.faults)
        if not count:
            return ""
        return self.texts["faults_one"] if count == 1 else self.say("faults_title", count=number(count))

    def tiles(self, head: Headline) -> list[Tile]:
        """The numbers at the head of the report that exist."""
        tiles = [
            Tile(
                self.texts["tile_waiting"],
                number(head.waiting),
                self.say("tile_waiting_more", households=number(head.waiting_households)),
                "waits",
            )
        ]
        if head.first and head.last:
            tiles += [
                Tile(
                    self.texts["tile_buses"],
                    number(head.departures),
                    self.say("tile_buses_more", vehicles=number(head.vehicles), km=number(head.km)),
                ),
                Tile(
                    self.texts["tile_when"],
                    self.span(head.first, head.last),
                    self.say("tile_when_more", first=hour(head.first), last=hour(head.last)),
                ),
            ]
        if head.appointments:
            more = [self.say("tile_appointments_more", days=number(head.appointment_days))]
            if head.unbooked:
                more.append(self.say("tile_unbooked_more", count=number(head.unbooked)))
            tiles.append(Tile(self.texts["tile_appointments"], number(head.appointments), "; ".join(more)))
        gap = self.receipt.get("placement", {}).get("gap_share")
        if gap is not None:
            shown = percent(max(0.0, 1 - gap), digits=2 if gap >= 5e-5 else 0)
            tiles.append(Tile(self.texts["tile_gap"], shown, self.texts["tile_gap_more"]))
        if not head.faults:
            tiles.append(
                Tile(
                    self.texts["tile_checks"],
                    self.texts["tile_checks_value"],
                    self.texts["tile_checks_more"],
                )
            )
        return tiles

    def span(self, first: dt.datetime, last: dt.datetime) -> str:
        """The days from one instant to another, in few words."""
        days = dict.fromkeys(short_day(at, self.lang) for at in (first, last))
        return " – ".join(days)

    def map(self, head: Headline) -> str:
        """The map, with a description that says what it shows."""
        drawn = flows(self.programme, self.rows("assignments"))
        state_of = {place.place_id: place.state for place in self.programme.places}
        largest = [
            self.say("map_largest", place=flow.end.name, people=number(flow.people)) for flow in drawn[:3]
        ]
        starts = dict.fromkeys(flow.start.name for flow in drawn)
        return draw_map(
            drawn,
            country=self.programme.settings.country,
            receiving=sorted({state_of.get(row.place_id, "") for row in self.rows("assignments")}),
            title=self.texts["map"],
            description=self.say(
                "map_desc",
                gatherings=listed(starts, self.lang),
                places=number(head.places),
                largest=listed(largest, self.lang),
            ),
        )

    def waiting_row(self, group: WaitingGroup) -> WaitingRow:
        """A group of reasons in words; its numbers only where they tell of no household."""
        first, *others = (self.texts[f"reason_{reason}"] for reason in group.reasons)
        name = listed([first, *(other[0].lower() + other[1:] for other in others)], self.lang)
        few = self.texts["few"] if group.is_joined else self.texts["few_one"]
        rule = "; ".join(group.laws)
        if group.blocks:
            names = {place.place_id: place.name for place in self.programme.places}
            lacking = [
                self.say(
                    "blocks_item", resource=self.resource(resource_id), place=names.get(place_id, place_id)
                )
                for resource_id, place_id in group.blocks
            ]
            rule = self.say("blocks", list=listed(lacking, self.lang))
        return WaitingRow(
            name=self.say("joined", reasons=name) if group.is_joined else name,
            why=" ".join(self.texts[f"why_{reason}"] for reason in group.reasons),
            people=few if group.people is None else number(group.people),
            households=few if group.households is None else number(group.households),
            rule=rule,
        )

    def resource(self, resource_id: str) -> str:
        """What to call a resource."""
        help_of = {resource.resource_id: resource.help for resource in self.programme.resources}
        return resource_name(resource_id, help_of.get(resource_id, ""), self.lang)

    def resources(self) -> list[ResourceLine]:
        """Everything offered, over all places."""
        return [
            ResourceLine(self.resource(row.resource.resource_id), row.used, row.amount, row.full, row.places)
            for row in resource_rows(self.programme, self.rows("loads"))
        ]

    def bottleneck(self, row: Any) -> str:
        """What more of a resource would change, in a sentence."""
        names = {place.place_id: place.name for place in self.programme.places}
        help_of = {resource.resource_id: resource.help for resource in self.programme.resources}
        key = {0: "bottleneck_score", 1: "bottleneck_one"}.get(max(row.people_more, 0), "bottleneck")
        return self.say(
            key,
            units=number(row.units_added),
            resource=units_name(row.resource_id, help_of.get(row.resource_id, ""), self.lang),
            place=names.get(row.place_id, row.place_id),
            people=number(row.people_more),
            points=number(row.score_more),
        )

    def dearest(self) -> list[dict[str, str]]:
        """The scarcest units, with what one more is worth."""
        names = {place.place_id: place.name for place in self.programme.places}
        return [
            {
                "resource": self.resource(load.resource_id),
                "place": names.get(load.place_id, load.place_id),
                "used": self.say("used_of", used=number(load.used), amount=number(load.amount)),
                "price": number(load.price, digits=1),
            }
            for load in dearest(self.rows("loads"))
        ]

    def overrides(self) -> str:
        """How many households could go elsewhere, and at what cost; '' if it is not known."""
        found = overrides(self.rows("assignments"))
        if found is None:
            return ""
        return self.say(
            "overrides",
            known=number(found.known),
            free=number(found.free),
            cheap=number(found.cheap),
            dear=number(found.dear),
            nowhere=number(found.nowhere),
            points=number(CHEAP_POINTS),
        )

    def bus_chart(self, days: Sequence[BusDay]) -> str:
        """Bars of the people who leave each day."""
        bars = [(weekday(row.day, self.lang), float(row.people)) for row in days]
        return columns(bars, title=self.texts["buses_chart"])

    def day_total(self, row: BusDay) -> str:
        """The departures and people of a day."""
        key = "day_total_one" if len(row.departures) == 1 else "day_total"
        return self.say(key, departures=len(row.departures), people=number(row.people))

    def stops_text(self, row: DepartureRow) -> str:
        """Where a bus stops, how many get off and when, with the day told once for all stops on it."""
        by_day: dict[str, list[str]] = {}
        for stop in row.stops:
            stops = by_day.setdefault(weekday(stop.arrives_at, self.lang), [])
            stops.append(f"{stop.place} ({stop.people}) {hour(stop.arrives_at)}")
        return "; ".join(f"{when}: {' · '.join(stops)}" for when, stops in by_day.items())

    def seats_line(self) -> str:
        """Whether everybody who has a place has a seat."""
        return self.without("unscheduled") or self.texts["every_seat"]

    def without(self, table: str) -> str:
        """Who has no seat or no appointment, by reason; '' if nobody."""
        rows = self.rows(table)
        if not rows:
            return ""
        reasons = Counter[str]()
        for row in rows:
            reasons[row.reason] += row.people
        told = [
            f"{self.texts[f'{table}_{reason}']} ({number(people) if people >= FEWEST_TOLD else self.texts['few_one']})"
            for reason, people in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        ]
        return self.say(
            table,
            count=number(len(rows)),
            people=number(sum(row.people for row in rows)),
            reasons=listed(told, self.lang),
        )

    def baseline(self, row: Any) -> BaselineRow:
        """A rule of comparison in words."""
        return BaselineRow(
            name=self.texts.get(f"rule_{row.rule}", row.rule),
            note=self.texts.get(f"note_{row.rule}", row.note),
            people=row.people_placed,
            score=row.score,
            share=row.share_of_best,
            is_plan=row.rule == "posada",
        )

    def receipt_lines(self) -> list[tuple[str, str]]:
        """What the plan was made with and how good it is proven to be, as far as the receipt says."""
        placed, bused = self.receipt.get("placement", {}), self.receipt.get("transport", {})
        solvers: Iterable[str] = self.receipt.get("solvers", {}).values()
        known: list[tuple[str, str | None]] = [
            ("version", self.receipt.get("posada")),
            ("seed", _if_any(self.receipt.get("seed"), str)),
            ("solvers", listed(solvers, self.lang)),
            ("objective", _if_any(placed.get("objective"), number)),
            ("bound", _if_any(placed.get("bound"), number)),
            ("gap", _if_any(placed.get("gap_share"), partial(percent, digits=3))),
            ("transport_km", _if_any(bused.get("km"), number)),
            ("transport_bound", _if_any(bused.get("lower_bound_km"), number)),
            ("faults", str(len(self.rows("faults")))),
        ]
        return [(self.texts[key], value) for key, value in known if value]


def _if_any(value: Any, write: Any) -> str | None:
    """A value in words, or None if there is none."""
    return None if value is None else write(value)


def _without_common_start(name: str, names: Sequence[str]) -> str:
    """A code without the start that all codes share, so that many fit side by side.

    >>> _without_common_start("DESK-01", ["DESK-01", "DESK-10"])
    '01'
    """
    starts = {other.rpartition("-")[0] for other in names}
    return name.rpartition("-")[2] if len(starts) == 1 and len(names) > 1 else name
