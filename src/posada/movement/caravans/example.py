"""A made-up coast with one caravan, one offer and one town where people wait, on which the model shows itself."""

from __future__ import annotations

import datetime as dt

from posada.programme.tables import Group, Location, Offer, Route, Sighting

Rows = tuple[
    tuple[Location, ...], tuple[Route, ...], tuple[Group, ...], tuple[Offer, ...], tuple[Sighting, ...]
]


def example() -> Rows:
    """Four towns, a group of about two thousand, and an offer of cards and buses on its sixth day.

    >>> [len(rows) for rows in example()]
    [4, 3, 1, 1, 1]
    """
    towns = (("start", 14.9, -92.3), ("middle", 15.1, -92.5), ("offered", 15.4, -92.9), ("far", 16.2, -93.9))
    return (
        tuple(
            Location(location_id=name, name=name.title(), latitude=latitude, longitude=longitude)
            for name, latitude, longitude in towns
        ),
        tuple(
            Route(from_location_id=one, to_location_id=two, km=km)
            for one, two, km in (("start", "middle", 30), ("middle", "offered", 60), ("offered", "far", 150))
        ),
        (
            Group(
                group_id="march",
                starts_on_lo=dt.date(2021, 11, 18),
                starts_on_hi=dt.date(2021, 11, 18),
                location_id="start",
                people_lo=1800,
                people_hi=2200,
            ),
        ),
        (
            Offer(
                offer_id="cards",
                group_id="march",
                actor_id="authority",
                made_on=dt.date(2021, 11, 23),
                deadline_on=dt.date(2021, 11, 26),
                document="card",
                transport=True,
                seats_per_day=430,
                brought_to_location_ids=("middle",),
            ),
        ),
        (
            Sighting(
                group_id="march",
                on_lo=dt.date(2021, 11, 18),
                on_hi=dt.date(2021, 11, 19),
                location_id="middle",
                people_lo=1500,
                people_hi=2500,
            ),
        ),
    )
