"""Rules that rows on groups and their roads must keep with one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from posada.programme.frames import BAD, Frames
from posada.programme.mistakes import Mistake

INTERVALS = (
    ("locations", "waiting_lo", "waiting_hi"),
    ("groups", "people_lo", "people_hi"),
    ("sightings", "people_lo", "people_hi"),
)
"""Columns of people, of which the first must not be more than the second."""

MOST_DAYS_OF_A_START = 366
"""Days within which it must be known that a group set out: reports have a month at the worst."""


def intervals_upside_down(frames: Frames) -> Iterator[Mistake]:
    """Rows whose least number of people is more than the most."""
    for table, low, high in INTERVALS:
        frame = frames[table]
        for row, (least, most) in enumerate(zip(frame.values[low], frame.values[high], strict=True)):
            if BAD in (least, most) or None in (least, most) or least <= most:
                continue
            yield frame.mistake(row, low, f"must not be more than {high}, got {least} and {most}.")


def routes_to_where_they_start(frames: Frames) -> Iterator[Mistake]:
    """Ways that lead nowhere else."""
    frame = frames["routes"]
    ends = zip(frame.values["from_location_id"], frame.values["to_location_id"], strict=True)
    for row, (start, end) in enumerate(ends):
        if start == end and start is not BAD:
            yield frame.mistake(row, "to_location_id", f"must be another location, got {end!r} twice.")


def groups_before_those_they_follow(frames: Frames) -> Iterator[Mistake]:
    """Groups said to have formed after one that had not set out yet."""
    frame = frames["groups"]
    columns = (frame.values[name] for name in ("group_id", "after_group_id", "starts_on_lo", "starts_on_hi"))
    rows = list(zip(*columns, strict=True))
    first_day = {group_id: starts_lo for group_id, _, starts_lo, _ in rows}
    for row, (group_id, after, _, latest) in enumerate(rows):
        before = first_day.get(after)
        if before is None or BAD in (before, latest) or before < latest:
            continue
        text = f"must have set out before {group_id!r}, got {before} and {latest}."
        yield frame.mistake(row, "after_group_id", text)


def starts_that_nobody_knows(frames: Frames) -> Iterator[Mistake]:
    """Groups whose first and last possible day lie so far apart that nothing is said."""
    frame = frames["groups"]
    for row, (first, last) in enumerate(
        zip(frame.values["starts_on_lo"], frame.values["starts_on_hi"], strict=True)
    ):
        if BAD in (first, last) or (last - first).days <= MOST_DAYS_OF_A_START:
            continue
        until = first + dt.timedelta(MOST_DAYS_OF_A_START)
        yield frame.mistake(row, "starts_on_hi", f"must be {until} at the latest, a year on, got {last}.")


def offers_before_the_group_sets_out(frames: Frames) -> Iterator[Mistake]:
    """Offers that no assembly can decide, because there was no group yet."""
    groups, offers = frames["groups"], frames["offers"]
    first_day = dict(zip(groups.values["group_id"], groups.values["starts_on_lo"], strict=True))
    for row, (group_id, made) in enumerate(
        zip(offers.values["group_id"], offers.values["made_on"], strict=True)
    ):
        first = first_day.get(group_id)
        if first is None or BAD in (first, made) or made >= first:
            continue
        text = f"must not be before {first}, when {group_id!r} set out, got {made}."
        yield offers.mistake(row, "made_on", text)


def places_no_road_leads_to(frames: Frames) -> Iterator[Mistake]:
    """Sightings, destinations and places of offers to which no road leads from where the group set out."""
    groups, routes = frames["groups"], frames["routes"]
    ends = zip(routes.values["from_location_id"], routes.values["to_location_id"], strict=True)
    if any(BAD in pair or pair[0] == pair[1] for pair in ends):
        return  # A road that is itself wrong may be the one that is missing.
    start = dict(zip(groups.values["group_id"], groups.values["location_id"], strict=True))
    region = _regions(frames)
    known = set(frames["locations"].values["location_id"])
    for table, column in (
        ("groups", "towards_location_id"),
        ("offers", "brought_to_location_ids"),
        ("sightings", "location_id"),
    ):
        frame = frames[table]
        for row, (group_id, value) in enumerate(
            zip(frame.values["group_id"], frame.values[column], strict=True)
        ):
            begin = start.get(group_id)
            for place in value if isinstance(value, tuple) else (value,):
                if begin not in known or place not in known or BAD in (begin, place):
                    continue
                if region.get(begin, begin) != region.get(place, place):
                    text = f"must have a way from {begin!r}, where {group_id!r} set out, got {place!r}."
                    yield frame.mistake(row, column, text)


def _regions(frames: Frames) -> dict[object, object]:
    """A name for the places that roads hold together, by place."""
    routes = frames["routes"]
    region: dict[object, object] = {}
    of_region: dict[object, set[object]] = {}
    for one, two in zip(routes.values["from_location_id"], routes.values["to_location_id"], strict=True):
        here, there = region.get(one, one), region.get(two, two)
        if here == there and one in region:
            continue
        together = of_region.pop(here, {one}) | of_region.pop(there, {two})
        of_region[here] = together
        region.update(dict.fromkeys(together, here))
    return region


RULES = (
    intervals_upside_down,
    routes_to_where_they_start,
    groups_before_those_they_follow,
    starts_that_nobody_knows,
    offers_before_the_group_sets_out,
    places_no_road_leads_to,
)
