"""What movement answers: groups by day, arrivals, who came and went, what an offer changes, places by day.

Everything is a count of a model, never of a person. A count of fewer than ten people is written as an empty cell,
and so is the band of a group of fewer than twenty.
"""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table

PEOPLE = "people"


@table("group_days", key=("group_id", "on"), role="answer")
class GroupDay:
    """One group on one day: bands of its people and its way, and what sources have of that day.

    A band runs from the 10 % to the 90 % quantile of the ensemble; `mid` is the median.
    """

    group_id: str = column("the group; one that formed again ends in -again")
    on: dt.date = column("the day")
    people_lo: int | None = column("people, low end of the band", unit=PEOPLE, at_least=0, default=None)
    people_mid: int | None = column("people, median", unit=PEOPLE, at_least=0, default=None)
    people_hi: int | None = column("people, high end of the band", unit=PEOPLE, at_least=0, default=None)
    km_lo: float = column("way made, low end of the band", unit="km", at_least=0)
    km_mid: float = column("way made, median", unit="km", at_least=0)
    km_hi: float = column("way made, high end of the band", unit="km", at_least=0)
    seen_lo: int | None = column("people that sources have, at the least", unit=PEOPLE, default=None)
    seen_hi: int | None = column("people that sources have, at the most", unit=PEOPLE, default=None)


@table("arrivals", key=("group_id", "location_id"), role="answer")
class Arrival:
    """When a group comes to a town: the band of days, and the days that sources have."""

    group_id: str = column("the group; one that formed again ends in -again")
    location_id: str = column("the town")
    on_lo: dt.date | None = column("day by which 10 % of the ensemble has come (empty: never)", default=None)
    on_mid: dt.date | None = column("day by which half of the ensemble has come (empty: never)", default=None)
    on_hi: dt.date | None = column("day by which 90 % of the ensemble has come (empty: never)", default=None)
    arrives_share: float = column("share of the ensemble that comes at all", at_least=0, at_most=1)
    seen_lo: dt.date | None = column("day that sources have, at the earliest", default=None)
    seen_hi: dt.date | None = column("day that sources have, at the latest", default=None)


@table("group_flows", key=("group_id", "on"), role="answer")
class GroupFlow:
    """People who came into a group or left it in one day, as the mean over the ensemble."""

    group_id: str = column("the group; one that formed again ends in -again")
    on: dt.date = column("the day")
    set_out: float | None = column("people who set out with it", unit=PEOPLE, default=None)
    joined: float | None = column("people who joined on the way", unit=PEOPLE, default=None)
    left: float | None = column("people who left it", unit=PEOPLE, default=None)
    boarded: float | None = column("people who boarded a bus of the offer", unit=PEOPLE, default=None)
    returned: float | None = column(
        "people who came back after a promise not kept", unit=PEOPLE, default=None
    )
    merged: float | None = column(
        "people who came with another group (less than 0: went)", unit=PEOPLE, default=None
    )
    people: float | None = column("people at the end of the day", unit=PEOPLE, default=None)


@table("what_ifs", key=("offer_id", "delivered"), role="answer")
class WhatIf:
    """What becomes of an offer if it is made and kept, late, never kept, or not made at all."""

    offer_id: str | None = column("the offer (empty: none is made)", default=None)
    delivered: str | None = column(
        "what comes of its promise: kept, late:DAYS or never (empty: no offer)", default=None
    )
    accepted_share: float | None = column(
        "share of the ensemble in which the assembly accepts", at_least=0, default=None
    )
    boarded_lo: int | None = column(
        "people taken away, low end of the band", unit=PEOPLE, at_least=0, default=None
    )
    boarded_mid: int | None = column("people taken away, median", unit=PEOPLE, at_least=0, default=None)
    boarded_hi: int | None = column(
        "people taken away, high end of the band", unit=PEOPLE, at_least=0, default=None
    )
    again_share: float = column("share of the ensemble in which a group forms again", at_least=0, at_most=1)
    again_on: dt.date | None = column(
        "day it sets out, median (empty: in less than half it does)", default=None
    )
    again_lo: int | None = column(
        "people who set out again, low end of the band", unit=PEOPLE, at_least=0, default=None
    )
    again_mid: int | None = column("people who set out again, median", unit=PEOPLE, at_least=0, default=None)
    again_hi: int | None = column(
        "people who set out again, high end of the band", unit=PEOPLE, at_least=0, default=None
    )
    seen_on: dt.date | None = column("last day on which sources have such a group set out", default=None)
    on_that_day_lo: int | None = column("people gathered by that day, low end", unit=PEOPLE, default=None)
    on_that_day_mid: int | None = column("people gathered by that day, median", unit=PEOPLE, default=None)
    on_that_day_hi: int | None = column("people gathered by that day, high end", unit=PEOPLE, default=None)
    seen_lo: int | None = column("people that sources have, at the least", unit=PEOPLE, default=None)
    seen_hi: int | None = column("people that sources have, at the most", unit=PEOPLE, default=None)


@table("place_days", key=("place", "on"), role="answer")
class PlaceDay:
    """People in a place of a conflict on one day: the band of the ensemble, and what was reported."""

    place: str = column("name of the place in locations.csv of the Flee folder")
    on: dt.date = column("the day")
    kind: str = column("what it is", one_of=("camp", "idpcamp", "conflict", "forward", "marker", "town"))
    people_lo: int | None = column("people, low end of the band", unit=PEOPLE, at_least=0, default=None)
    people_mid: int | None = column("people, median", unit=PEOPLE, at_least=0, default=None)
    people_hi: int | None = column("people, high end of the band", unit=PEOPLE, at_least=0, default=None)
    reported: int | None = column(
        "people reported on that day (empty: no report, or too few to be told)", unit=PEOPLE, default=None
    )
    is_report: bool = column("whether there is a report of that day", default=False)


@table("trivial_rules", key=("rule", "what"), role="answer")
class TrivialRule:
    """How near the model comes to what was reported, beside rules that need no model and Flee where known."""

    rule: str = column("the model, the rule, or Flee itself as measured and as published")
    what: str = column(
        "what is measured: arrivals within a day and sizes inside the bounds (more is better), or the mean"
        " difference of the people in camps, as shares of all or as counts (less is better)",
        one_of=("arrivals", "sizes", "share_difference", "count_difference"),
    )
    value: float | None = column("the share or the mean difference", default=None)
    right: int | None = column("how many are right (empty: not counted so)", default=None)
    of: int | None = column("of how many", default=None)
