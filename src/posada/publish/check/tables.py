"""Tables of a publication against their description, and against the rule that no small number of people leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

FEWEST = 10
_THINGS = """
    bus buses coach coaches vehicle vehicles trip trips flight flights train trains desk desks
    office offices shelter shelters destination destinations state states country countries
    municipality municipalities caravan caravans condition conditions institution institutions
    meeting meetings port ports day days week weeks month months year years hour hours km kilometre
    kilometres mile miles mxn usd eur pesos dollars dólares autobús autobuses camión camiones
    vehículo vehículos viaje viajes vuelo vuelos tren trenes mesa mesas módulo módulos oficina
    oficinas albergue albergues destino destinos estado estados país países municipio municipios
    institución instituciones condición condiciones reunión reuniones caravana caravanas puerto
    puertos día días semana semanas mes meses año años hora horas kilómetro kilómetros milla millas
"""
COUNT_NO_PEOPLE = frozenset(_THINGS.split())
"""Written down a second time on purpose: a word too many in the gate shows up here."""

Rows = Mapping[str, Sequence[Mapping[str, str]]]
Found = Iterator[tuple[str, str]]


def small_numbers(tables: Rows) -> Found:
    """Cells that tell of one to nine people, or from which that follows within a row."""
    unit_of = {row["commitment_id"]: row["unit"] for row in tables.get("commitments", [])}
    for name, columns in _COUNTS.items():
        for number, row in enumerate(tables.get(name, []), start=2):
            unit = row.get("unit") or unit_of.get(row.get("commitment_id", ""), "")
            if unit.strip().casefold() in COUNT_NO_PEOPLE:
                continue
            for column in columns:
                value = _number(row.get(column, ""))
                if value is not None and 0 < value < FEWEST:
                    yield (
                        f"data/{name}.csv",
                        f"line {number}, {column}: tells of {value:g} {unit or 'people'}",
                    )
            if name == "verdicts":
                for least, most in (("kept_lo", "owed_lo"), ("kept_hi", "owed_hi"), ("kept_lo", "owed_hi")):
                    left = _difference(row.get(most, ""), row.get(least, ""))
                    if left is not None and 0 < left < FEWEST:
                        told = f"line {number}: {most} less {least} tells of {left:g} {unit}"
                        yield f"data/{name}.csv", told


_COUNTS = {
    "claims": ("amount_lo", "amount_hi"),
    "commitments": ("amount",),
    "deliveries": ("amount_lo", "amount_hi"),
    "coverage": ("missing_at_most",),
    "statistics": ("amount",),
    "verdicts": ("kept_lo", "kept_hi", "late_lo", "late_hi", "owed_lo", "owed_hi", "silent_lo", "silent_hi"),
}


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _difference(more: str, less: str) -> float | None:
    ends = _number(more), _number(less)
    return None if ends[0] is None or ends[1] is None else ends[0] - ends[1]


def broken_schemas(package: Mapping[str, Any], tables: Rows) -> Found:
    """Where tables are not as a data package describes them: columns, types, constraints, keys, references."""
    described = {it["name"]: it for it in package["resources"]}
    for name in sorted(described.keys() ^ tables.keys()):
        yield f"data/{name}.csv", "must be both described and there"
    for name, resource in described.items():
        if name in tables:
            yield from _of_table(name, resource["schema"], tables)


def _of_table(name: str, schema: Mapping[str, Any], tables: Rows) -> Found:
    where, rows = f"data/{name}.csv", tables[name]
    names = [field["name"] for field in schema["fields"]]
    missing = set(schema.get("missingValues", [""]))
    uneven = [number for number, row in enumerate(rows, start=2) if None in row or None in row.values()]
    if uneven:
        yield where, f"line {uneven[0]}: must have {len(names)} cells"
        return
    if rows and list(rows[0]) != names:
        yield where, f"has the columns {', '.join(rows[0])}"
        return
    for number, row in enumerate(rows, start=2):
        for field in schema["fields"]:
            fault = _of_cell(row[field["name"]], field, missing)
            if fault:
                yield where, f"line {number}, {field['name']}: {fault}"
    key = schema.get("primaryKey", [])
    keys = [tuple(row[name] for name in key) for row in rows]
    if key and len(set(keys)) < len(keys):
        yield where, f"repeats a key {' + '.join(key)}"
    for foreign in schema.get("foreignKeys", []):
        target = foreign["reference"]
        known = {row[target["fields"]] for row in tables.get(target["resource"], [])}
        for number, row in enumerate(rows, start=2):
            value = row[foreign["fields"]]
            if value not in missing and value not in known:
                yield where, f"line {number}, {foreign['fields']}: {value} is no row of {target['resource']}"


def _of_cell(cell: str, field: Mapping[str, Any], missing: set[str]) -> str:
    """What is wrong with a cell, by the description of its field; '' if nothing is."""
    limits = field.get("constraints", {})
    if cell in missing:
        return "must not be empty" if limits.get("required") else ""
    try:
        value = _TYPES[field["type"]](cell)
    except ValueError:
        return f"must be of type {field['type']}, got {cell}"
    if "enum" in limits and cell not in limits["enum"]:
        return f"must be one of {', '.join(limits['enum'])}, got {cell}"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return f"must match {limits['pattern']}, got {cell}"
    if "minimum" in limits and value < limits["minimum"]:
        return f"must be at least {limits['minimum']}, got {cell}"
    if "maximum" in limits and value > limits["maximum"]:
        return f"must be at most {limits['maximum']}, got {cell}"
    return ""


def _yes_no(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise ValueError(cell)
    return cell == "yes"


_TYPES: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": _yes_no,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}
