"""Small numbers of people that follow from two or more published cells, by sums and differences alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

Row = Mapping[str, str]
Rows = Mapping[str, Sequence[Row]]
Found = Iterator[tuple[str, str]]
Difference = tuple[str, str, str, float]
"""The file, what was taken from what, the unit, and what is left."""


def small_differences(tables: Rows, *, fewest: int, things: frozenset[str]) -> Found:
    """Where the published tables let a reader work out a number of people from one to `fewest` less one.

    `things` are the units that count no people. Only exact figures are used: the ends of a range are no counts.
    """
    for found in (_of_promises, _of_nested, _of_speakers, _of_places, _of_countries):
        for where, what, unit, number in found(tables):
            if unit.strip().casefold() not in things and 0 < number < fewest:
                yield where, f"{what} tells of {number:g} {unit or 'people'}"


def _of_promises(tables: Rows) -> Iterator[Difference]:
    """What was promised, called for, accepted or officially counted, less all that came, or came on one day."""
    counted = {
        (row["commitment_id"], row["row_id"])
        for row in tables.get("verdict_traces", ())
        if row["from_table"] == "deliveries" and not row["refused_for"]
    }
    for promise in tables.get("commitments", ()):
        name, unit = promise["commitment_id"], promise["unit"]
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in tables.get("deliveries", ()):
            if row["commitment_id"] == name and (name, row["delivery_id"]) in counted:
                rows[row["event"]].append(row)
        wholes = {event: _total(rows[event]) for event in ("triggered", "accepted") if rows[event]}
        wholes["the statistics"] = next(
            (_number(row["amount"]) for row in tables.get("statistics", ()) if row["commitment_id"] == name),
            None,
        )
        came = _total(rows["delivered"]) if rows["delivered"] else None
        recurs = promise["deadline"] == "recurring"
        if not recurs:
            wholes["the amount"] = _number(promise["amount"])
        for what, whole in wholes.items():
            if whole is not None and came is not None:
                yield "data/deliveries.csv", f"{name}: {what} less delivered", unit, whole - came
        if recurs and promise["days"] == "1" and (amount := _number(promise["amount"])) is not None:
            for row in rows["delivered"]:
                one = _exact(row)
                if one is not None and row["until_on"] in ("", row["from_on"]):
                    yield (
                        "data/deliveries.csv",
                        f"{name}: amount less {row['delivery_id']}",
                        unit,
                        amount - one,
                    )


def _of_nested(tables: Rows) -> Iterator[Difference]:
    """What was kept of a promise less what was kept of its part."""
    kept = {row["commitment_id"]: _exact(row, "kept") for row in tables.get("verdicts", ())}
    for row in tables.get("commitments", ()):
        whole, part = kept.get(row["nested_in_commitment_id"]), kept.get(row["commitment_id"])
        if whole is not None and part is not None:
            what = f"kept of {row['nested_in_commitment_id']} less kept of {row['commitment_id']}"
            yield "data/verdicts.csv", what, row["unit"], whole - part


def _of_speakers(tables: Rows) -> Iterator[Difference]:
    """One figure of a speaker less another about the same group."""
    said: dict[tuple[str, str, str], list[tuple[float, str]]] = defaultdict(list)
    for row in tables.get("claims", ()):
        figure = _exact(row)
        if figure:
            said[row["claimant_actor_id"], row["cohort_id"], row["unit"]].append((figure, row["claim_id"]))
    for (_, _, unit), figures in said.items():
        yield from _steps("data/claims.csv", unit, figures)


def _of_places(tables: Rows) -> Iterator[Difference]:
    """One figure of a series less another of the same place that begins on the same day."""
    series: dict[tuple[str, str, str, str], list[tuple[float, str]]] = defaultdict(list)
    for row in tables.get("statistics", ()):
        figure = _number(row["amount"])
        if figure is not None:
            key = row["series_id"], row["state"], row["from_on"], row["unit"]
            series[key].append((figure, f"{row['series_id']} {row['state']} until {row['until_on']}"))
    for (*_, unit), figures in series.items():
        yield from _steps("data/statistics.csv", unit, figures)


def _of_countries(tables: Rows) -> Iterator[Difference]:
    """The figure of a country less those of all its states that are told for the same days."""
    spans: dict[tuple[str, ...], dict[str, float | None]] = defaultdict(dict)
    for row in tables.get("statistics", ()):
        key = row["series_id"], row["from_on"], row["until_on"], row["as_of_on"], row["unit"]
        spans[key][row["state"]] = _number(row["amount"])
    for (series, first, *_, unit), of_place in spans.items():
        parts = [figure for state, figure in of_place.items() if state]
        whole = of_place.get("")
        if whole is not None and parts and None not in parts:
            rest = whole - sum(part for part in parts if part is not None)
            yield "data/statistics.csv", f"{series} from {first}: the country less its states", unit, rest


def _steps(where: str, unit: str, figures: Iterable[tuple[float, str]]) -> Iterator[Difference]:
    for (less, one), (more, other) in pairwise(sorted(figures)):
        yield where, f"{other} less {one}", unit, more - less


def _total(rows: Iterable[Row]) -> float | None:
    """The sum of exact amounts; None if one of them is not told, or a range."""
    amounts = [_exact(row) for row in rows]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def _exact(row: Row, name: str = "amount") -> float | None:
    low, high = _number(row[f"{name}_lo"]), _number(row[f"{name}_hi"])
    return low if low == high else None


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
