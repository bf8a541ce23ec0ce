"""The caravan of 18 November 2021 as groups on a road: what it was offered, and the group that formed after it.

The rows are those of `examples/caravans`, so that a caravan has one set of reports: here stands which of them are
of this programme, and under which code the ledger of promises has the same source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from posada.programme import read_programme

CARAVANS = Path(__file__).with_name("caravans")
GROUPS = ("nov-2021", "late-nov-2021")
NOT_ON_THE_WAY = ("ciudad-hidalgo", "tehuantepec", "matias-romero", "nuevo-ubero")
IN_THE_LEDGER = {
    "dw-2021-11-23": "S5",
    "elsol-2021-11-27": "S11",
    "marti-2021-11-24": "S9",
    "milenio-2021-11-24": "S19",
    "reuters-2021-11-26": "S2",
    "sputnik-2021-11-27": "S12",
    "televisa-2021-11-27": "S12",
}
"""Sources of `examples/caravans` that the ledger has under a code of its own."""

PARAMETERS = """\
# What walking, joining and leaving depend on, for `posada simulate`. The names are those of
# posada.movement.caravans.CaravanParameters; what is not named here keeps its default.
# Nothing here was made from what it is held against. These six are the mean of the twenty, of 300 tried, that fit all
# caravans of examples/caravans best but the two of this folder: python benchmarks/movement/caravans.py
reach_km = 31.8130
lift_chance = 0.1281
lift_chance_before = 0.8930
rest_rate = 0.1260
join_share = 0.1011
leave_share = 0.0532
# Days until word is out that a promise is not kept, as in January 2024: taken away on the 2nd, people said on the 3rd
# that they had been deceived (El Diario). How many of those who wait would walk at all is the default, from April 2019.
news_days = 1
"""


def tables() -> dict[str, Sequence[Any]]:
    """The rows of the five tables of movement, by table name."""
    rows = read_programme(CARAVANS)
    return {
        "locations": [row for row in rows.locations if row.location_id not in NOT_ON_THE_WAY],
        "routes": [
            _as_in_ledger(row)
            for row in rows.routes
            if not {row.from_location_id, row.to_location_id} & set(NOT_ON_THE_WAY)
        ],
        "groups": [_as_in_ledger(row) for row in rows.groups if row.group_id in GROUPS],
        "offers": [_as_in_ledger(row) for row in rows.offers if row.group_id in GROUPS],
        "sightings": [_as_in_ledger(row) for row in rows.sightings if row.group_id in GROUPS],
    }


def sources() -> list[Any]:
    """The rows of the sources that the ledger does not have."""
    named = {code for rows in tables().values() for row in rows for code in getattr(row, "source_id", ())}
    return [row for row in read_programme(CARAVANS).sources if row.source_id in named]


def _as_in_ledger(row: Any) -> Any:
    """The row, its sources by the codes of the ledger."""
    return replace(row, source_id=tuple(_each_once(IN_THE_LEDGER.get(code, code) for code in row.source_id)))


def _each_once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
