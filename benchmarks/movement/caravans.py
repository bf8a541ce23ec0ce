"""How well the caravans of the example folder are foretold when each is left out, beside trivial rules.

    python benchmarks/movement/caravans.py [TRIES] [SEED]

Then January 2024: the group that formed again after a broken promise, by parameters fitted without it and without the
caravan it came from.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from dataclasses import replace
from pathlib import Path

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.door import checked_roads
from posada.movement.caravans.parameters import FITTED
from posada.movement.caravans.validate import leave_one_out
from posada.programme import read_programme

FOLDER = Path(__file__).parents[2] / "examples" / "caravans"
AGAIN_ON = dt.date(2024, 1, 8)


def main(tries: int, seed: int) -> None:
    rows = read_programme(FOLDER)
    tables = (rows.locations, rows.routes, rows.groups, rows.offers, rows.sightings)
    roads = checked_roads(*tables)
    begun = time.process_time()
    found = leave_one_out(roads, tries=tries, seed=seed)
    print(
        f"{len(found.fitted_without)} caravans, {tries} tries, seed {seed}, {time.process_time() - begun:.1f} CPU-s"
    )
    print(found.table())
    alone = found.fitted_without["nov-2021"]
    print("fitted without November 2021, as in examples/mapastepec-2021/caravans.toml:")
    print("  " + ", ".join(f"{name} {getattr(alone, name):.4f}" for name in FITTED))
    given = found.fitted_without["dec-2023"]
    print("fitted without December 2023 and January 2024:")
    print("  " + ", ".join(f"{name} {getattr(given, name):.2f}" for name in FITTED))
    pair = tuple(row for row in roads.groups if row.group_id in ("dec-2023", "jan-2024"))
    few = replace(roads, groups=pair)
    for delivered in ("kept", "late:7", "late:30", "never"):
        outlook = simulate_caravans(
            few.locations,
            few.routes,
            few.groups,
            [row for row in few.offers if row.group_id == "dec-2023"],
            [row for row in few.sightings if row.group_id in ("dec-2023", "jan-2024")],
            offer="cards-2024-01",
            delivered=delivered,
            members=1000,
            parameters=given,
        )
        day = outlook.day("dec-2023-again", AGAIN_ON)
        print(
            f"  {delivered:8} forms again {outlook.formed_again_share:4.0%}, {outlook.formed_again_at or '-':8}"
            f" {outlook.formed_again_on}, people on {AGAIN_ON}: {day.people_lo} to {day.people_hi},"
            f" middle {day.people_mid} (reported 2000 to 3000 at Arriaga)"
        )


if __name__ == "__main__":
    tries, seed = (int(text) for text in (*sys.argv[1:3], *("300", "1")[len(sys.argv) - 1 :]))
    main(tries, seed)
