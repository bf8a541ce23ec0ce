"""How well the caravans of the example folder are foretold when each is left out, beside trivial rules.

    python benchmarks/movement/caravans.py [TRIES] [SEED]

Then the most sizes that any one curve could have right, chosen with hindsight; January 2024, the group that formed
again after a broken promise, by parameters fitted without it and without the caravan it came from; and November 2021
by parameters fitted without it, under each fate of its offer.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from posada.movement.caravans import CaravanOutlook, CaravanParameters, simulate_caravans
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.foretell import days_seen
from posada.movement.caravans.parameters import FITTED
from posada.movement.caravans.validate import leave_one_out, middle_of
from posada.programme import read_programme

FOLDER = Path(__file__).parents[2] / "examples" / "caravans"


def main(tries: int, seed: int) -> None:
    rows = read_programme(FOLDER)
    roads = checked_roads(rows.locations, rows.routes, rows.groups, rows.offers, rows.sightings)
    begun = time.process_time()
    found = leave_one_out(roads, tries=tries, seed=seed)
    seconds = time.process_time() - begun
    print(f"{len(found.plausible_without)} caravans, {tries} tries, seed {seed}, {seconds:.1f} CPU-s")
    print(found.table())
    for legs, name in ((False, "from the start"), (True, "leg by leg")):
        right, of = most_by_one_curve(roads, leg_by_leg=legs)
        print(f"sizes that one curve of days, chosen with hindsight, has right {name}: at most {right}/{of}")
    print("fitted to all, for the defaults: " + _fitted(middle_of(found.plausible)))
    # How fast word spreads is known from the other of the two: 3 days in November 2021, 1 day in January 2024.
    again(roads, "dec-2023", "jan-2024", "cards-2024-01", found.plausible_without["dec-2023"], news_days=3)
    again(
        roads, "nov-2021", "late-nov-2021", "cards-2021-11", found.plausible_without["nov-2021"], news_days=1
    )


def most_by_one_curve(roads: Roads, *, leg_by_leg: bool) -> tuple[int, int]:
    """The most sizes that a curve can have right that is the same for all caravans.

    For each number of days since the last known size it is free to take the multiple of that size that suits most
    sightings: no forecaster who knows days and sizes only can do better.
    """
    bounds: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for group in roads.groups:
        size, since = (group.people_lo + group.people_hi) / 2, group.starts_on_lo
        for row in (row for rows in days_seen(roads, group) for row in rows):
            if row.people_lo is None or row.people_hi is None:
                continue
            bounds[(row.on_lo - since).days].append((row.people_lo / size, row.people_hi / size))
            if leg_by_leg:
                size, since = (row.people_lo + row.people_hi) / 2, row.on_lo
    right = sum(
        max(sum(low <= at <= high for low, high in rows) for at in (end for row in rows for end in row))
        for rows in bounds.values()
    )
    return right, sum(len(rows) for rows in bounds.values())


def again(
    roads: Roads,
    before: str,
    after: str,
    offer: str,
    plausible: Sequence[CaravanParameters],
    *,
    news_days: int,
) -> None:
    """Print whether a group forms again under each fate of an offer, beside what sources have of the one that did."""
    given = replace(middle_of(plausible), news_days=news_days)
    names = (before, after)
    seen = next(row for row in roads.sightings_of(after) if row.people_lo is not None)
    print(
        f"{after}, fitted without it and without {before}, word after {news_days} days (caravan of the other):"
    )
    print("  " + ", ".join(f"{name} {getattr(given, name):.4f}" for name in FITTED))
    print(
        f"  sources: {roads.name_of(seen.location_id)}, {_days(seen)}, {seen.people_lo} to {seen.people_hi} people"
    )
    for delivered in ("kept", "late:7", "late:30", "never"):
        outlook = simulate_caravans(
            roads.locations,
            roads.routes,
            [row for row in roads.groups if row.group_id in names],
            [row for row in roads.offers if row.group_id == before],
            [row for row in roads.sightings if row.group_id in names],
            offer=offer,
            delivered=delivered,
            members=1000,
            parameters=given,
        )
        day = outlook.day(f"{before}-again", seen.on_hi)
        print(
            f"  {delivered:8} forms again {outlook.formed_again_share:4.0%}, {outlook.formed_again_at or '-':9}"
            f" sets out {_on(outlook.formed_again_on)} with {_band(outlook.formed_again)},"
            f" on {seen.on_hi} it has {_band((day.people_lo, day.people_mid, day.people_hi))};"
            f" on the mean {_mean_of_both(outlook, seen.on_hi):.0f} with those of {before} who did not leave the road"
        )


def _mean_of_both(outlook: CaravanOutlook, on: dt.date) -> float:
    """The people of a caravan and of the group that formed after it, on one day, in the mean of the ensemble."""
    return sum(row.people for row in outlook.flows if row.on == on)


def _fitted(given: CaravanParameters) -> str:
    return ", ".join(f"{name} {getattr(given, name):.4f}" for name in FITTED)


def _days(row: object) -> str:
    first, last = row.on_lo, row.on_hi  # type: ignore[attr-defined]
    return str(first) if first == last else f"{first} to {last}"


def _on(day: dt.date | None) -> str:
    return "-" if day is None else str(day)


def _band(people: tuple[int | None, int | None, int | None] | None) -> str:
    if people is None or people[1] is None:
        return "nobody, or too few to tell"
    return f"{people[0] or 'few'} to {people[2]}, in the middle {people[1]}"


if __name__ == "__main__":
    tries, seed = (int(text) for text in (*sys.argv[1:3], *("300", "1")[len(sys.argv) - 1 :]))
    main(tries, seed)
