"""Rules that rows on groups and their roads must keep with one another."""

from __future__ import annotations

from collections.abc import Iterator

from posada.programme.frames import BAD, Frames
from posada.programme.mistakes import Mistake

INTERVALS = (
    ("locations", "waiting_lo", "waiting_hi"),
    ("groups", "people_lo", "people_hi"),
    ("sightings", "people_lo", "people_hi"),
)
"""Columns of people, of which the first must not be more than the second."""


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


RULES = (intervals_upside_down, routes_to_where_they_start, groups_before_those_they_follow)
