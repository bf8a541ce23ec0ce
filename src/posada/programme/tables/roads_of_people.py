"""Groups that walk together: the towns and roads of their way, what they were offered, where they were seen.

Everything uncertain is an interval, never a point: who counted, and what for, differs more than any count errs.
Rows are about groups of many households in the past, never about a person, and never about where a group is now.
"""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table
from posada.programme.tables.shapes import MOST

LOCATION = "locations.location_id"
GROUP = "groups.group_id"
SOURCE = "short codes of the sources that say so"


@table("locations", key=("location_id",))
class Location:
    """A town or camp on a way that groups walk."""

    location_id: str = column("short code of the location")
    name: str = column("name that people know it by")
    latitude: float = column("WGS84", unit="degrees", at_least=-90, at_most=90)
    longitude: float = column("WGS84", unit="degrees", at_least=-180, at_most=180)
    kind: str = column(
        "what it is to a group that walks", one_of=("border", "town", "city", "camp"), default="town"
    )
    waiting_lo: int | None = column(
        "people who wait there for papers, at the least (empty: not known)",
        unit="people",
        at_least=0,
        at_most=MOST,
        default=None,
    )
    waiting_hi: int | None = column(
        "people who wait there for papers, at the most (empty: not known)",
        unit="people",
        at_least=0,
        at_most=MOST,
        default=None,
    )


@table("routes", key=("from_location_id", "to_location_id"))
class Route:
    """A way on foot between two locations, in both directions."""

    from_location_id: str = column("one end", refers_to=LOCATION)
    to_location_id: str = column("the other end", refers_to=LOCATION)
    km: float = column("length of the way", unit="km", at_least=0.1, at_most=5_000)
    source_id: tuple[str, ...] = column(SOURCE, default=())


@table("groups", key=("group_id",))
class Group:
    """A group of households that set out together, with its first size and day as intervals.

    Its composition is `alone_share`, `family_people` and `children_share`: households are drawn by the first two,
    and a group with more children walks less far. The defaults are those of 1,966 cases at Saltillo, 2016 to 2025,
    and of 409 people asked in Chiapas in January 2019 (both UNHCR).
    """

    group_id: str = column("short code of the group")
    starts_on_lo: dt.date = column("day it set out, at the earliest")
    starts_on_hi: dt.date = column("day it set out, at the latest")
    location_id: str = column("where it set out", refers_to=LOCATION)
    people_lo: int = column("people who set out, at the least", unit="people", at_least=1, at_most=MOST)
    people_hi: int = column("people who set out, at the most", unit="people", at_least=1, at_most=MOST)
    alone_share: float = column(
        "composition: share of its households that are one person", at_least=0, at_most=1, default=0.36
    )
    family_people: float = column(
        "composition: mean size of its other households", unit="people", at_least=2, at_most=6, default=3.35
    )
    children_share: float = column(
        "composition: share of its people under 18", at_least=0, at_most=1, default=0.31
    )
    towards_location_id: str | None = column(
        "where it is heading (empty: the location farthest on foot)", refers_to=LOCATION, default=None
    )
    after_group_id: str | None = column(
        "the group whose broken promise it formed after (empty: none)", refers_to=GROUP, default=None
    )
    source_id: tuple[str, ...] = column(SOURCE, default=())


@table("offers", key=("offer_id",))
class Offer:
    """What somebody offered a group: papers, buses, until when, and where those who accepted were brought."""

    offer_id: str = column("short code of the offer")
    group_id: str = column("to whom it was made", refers_to=GROUP)
    actor_id: str = column("who promises")
    made_on: dt.date = column("day it was made")
    deadline_on: dt.date = column("last day it could be taken")
    document: str = column("paper that is promised", default="")
    transport: bool = column("whether buses are promised", default=False)
    seats_per_day: int | None = column(
        "people who can be taken away in one day (empty: not known)",
        unit="people",
        at_least=0,
        at_most=MOST,
        default=None,
    )
    brought_to_location_ids: tuple[str, ...] = column(
        "locations of the way to which those who accepted were brought (empty: all left the way)",
        refers_to=LOCATION,
        default=(),
    )
    delivered: str | None = column(
        "what came of the promise: kept, late:DAYS or never (empty: not known); later offers are trusted by it",
        pattern=r"kept|never|late:\d{1,4}",
        pattern_help="kept, late:DAYS or never",
        default=None,
    )
    source_id: tuple[str, ...] = column(SOURCE, default=())


@table("sightings", key=("group_id", "location_id", "on_lo", "source_id"))
class Sighting:
    """When a group came to a location and how many it was, as sources have it, between the least and the most.

    Sources that contradict each other have a row each; what is told beside the model reaches over them all.
    """

    group_id: str = column("the group", refers_to=GROUP)
    on_lo: dt.date = column("day it arrived, at the earliest")
    on_hi: dt.date = column("day it arrived, at the latest")
    location_id: str = column("where", refers_to=LOCATION)
    people_lo: int | None = column(
        "people in it, at the least (empty: nobody said)",
        unit="people",
        at_least=0,
        at_most=MOST,
        default=None,
    )
    people_hi: int | None = column(
        "people in it, at the most (empty: nobody said)",
        unit="people",
        at_least=0,
        at_most=MOST,
        default=None,
    )
    source_id: tuple[str, ...] = column(SOURCE, default=())
