"""The tables that readers may take away: CSV files and their description, after the gate."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posada import __version__
from posada.programme.cells import text_of
from posada.programme.columns import TABLES, Column, Table
from posada.programme.writing import schema
from posada.publish.gate import Gate, Held
from posada.publish.masking import LEDGER
from posada.publish.record import Record

PUBLISHED = (*LEDGER, "verdicts", "verdict_traces")
"""Every table of a publication, in the order of the ledger and then of the answers."""

STAYS = {"claims": frozenset({"confirmed_by"}), "sources": frozenset({"file"})}
"""Columns that stay in the house: who confirmed a draft, and how a stored text is called there."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table as it is published: its columns, and each row as text cells by column."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def path(self) -> str:
        """Where the file lies, seen from the folder of the publication."""
        return f"data/{self.table.file}"

    def csv_text(self) -> str:
        """The file."""
        out = io.StringIO()
        names = [column.name for column in self.columns]
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([row[name] for name in names] for row in self.rows)
        return out.getvalue()

    def resource(self) -> dict[str, Any]:
        """The Frictionless description of the file, made from the one definition of its table.

        A cell that is not told, or told by nobody, counts as missing: a column with such cells is not required.
        """
        described = schema(self.table)
        told_names = {column.name for column in self.columns}
        fields = [field for field in described["fields"] if field["name"] in told_names]
        for field in fields:
            if any(row[field["name"]] in (Held.FEW, Held.WITHHELD, "") for row in self.rows):
                field.get("constraints", {}).pop("required", None)
        described["fields"] = fields
        keys = [key for key in described.get("foreignKeys", ()) if key["reference"]["resource"] in PUBLISHED]
        if "foreignKeys" in described:
            described["foreignKeys"] = keys
        described["missingValues"] = ["", *Held]
        return {
            "name": self.table.name,
            "path": self.table.file,
            "profile": "tabular-data-resource",
            "description": self.table.help,
            "encoding": "utf-8",
            "schema": described,
        }


def public_tables(record: Record) -> tuple[PublicTable, ...]:
    """Every table of a record as it may be published; references lead only to rows that are published too.

    >>> from posada.commitments.example import example
    >>> from posada.publish.record import record_of
    >>> tables = {it.table.name: it for it in public_tables(record_of(example()))}
    >>> tables["verdicts"].rows[0]["kept_lo"], tables["verdicts"].rows[1]["owed_lo"]
    ('11', '')
    """
    rows = record.rows()
    known = {
        f"{name}.{column.name}": {getattr(row, column.name) for row in rows[name]}
        for name in PUBLISHED
        for column in TABLES[name].columns
        if column.kind == "id"
    }
    return tuple(_public(TABLES[name], rows[name], record, known) for name in PUBLISHED)


def _public(table: Table, rows: Sequence[Any], record: Record, known: Mapping[str, set[Any]]) -> PublicTable:
    columns = tuple(
        column for column in table.columns if column.name not in STAYS.get(table.name, frozenset())
    )
    rules = {column.name: _rule(table, column) for column in columns}
    of_promise = {row.commitment_id: row for row in record.commitments}
    found = []
    for row in rows:
        cells = {}
        for column in columns:
            value = getattr(row, column.name)
            rule = rules[column.name]
            if rule is not None:
                value = rule(record.gate, of_promise, row, value)
            elif column.refers_to:
                value = _that_is_there(value, column, known)
            cells[column.name] = _text(value)
        found.append(cells)
    return PublicTable(table, columns, tuple(found))


def _that_is_there(value: Any, column: Column, known: Mapping[str, set[Any]]) -> Any:
    """A reference, or those of a list, that lead to a published row."""
    there = set().union(*(known.get(target, set()) for target in column.refers_to))
    if isinstance(value, tuple):
        return tuple(item for item in value if item in there)
    return value if value in there else None


def _text(value: Any) -> str:
    return value.value if isinstance(value, Held) else text_of(value)


Rule = Callable[[Gate, Mapping[str, Any], Any, Any], Any]


def _of_promise(gate: Gate, of: Mapping[str, Any], row: Any, value: Any) -> Any:
    return gate.count(value, of[row.commitment_id])


def _of_verdict(gate: Gate, of: Mapping[str, Any], row: Any, value: Any) -> Any:
    """A count of a verdict; where nobody said how many, the room counts to "at least one", which is no count."""
    commitment = of[row.commitment_id]
    return None if commitment.amount is None and row.owed_hi is None else gate.count(value, commitment)


def _said(gate: Gate, of: Mapping[str, Any], row: Any, value: Any) -> Any:
    """What a row of a trace says in words holds its number."""
    if row.from_table == "commitments":
        return Held.WITHHELD if isinstance(gate.promised(of[row.commitment_id]), Held) else value
    return Held.WITHHELD if row.commitment_id in gate.commitments else value


_GATED: Mapping[str, Mapping[str, Rule]] = {
    "claims": {
        name: lambda gate, of, row, value: gate.claimed(value, row) for name in ("amount_lo", "amount_hi")
    },
    "commitments": {"amount": lambda gate, of, row, value: gate.promised(row)},
    "deliveries": {
        name: lambda gate, of, row, value: gate.delivered(value, row) for name in ("amount_lo", "amount_hi")
    },
    "statistics": {"amount": lambda gate, of, row, value: gate.counted(row)},
    "verdict_traces": {"says": _said},
    "verdicts": {f"{count}_{end}": _of_verdict for count in ("kept", "late", "owed") for end in ("lo", "hi")},
}
"""How columns that tell numbers pass the gate. Other numbers are counts of the promise of their row."""

NUMBERS_THAT_COUNT_NOBODY = {
    "claims": frozenset({"from_byte", "until_byte"}),
    "commitments": frozenset({"target_share", "days"}),
    "verdicts": frozenset({"voices_for", "voices_against", "voices_silent"}),
    "verdict_traces": frozenset({"from_byte", "until_byte"}),
}
"""Columns of numbers that need no gate: places in a text, days, shares, voices."""


def _rule(table: Table, column: Column) -> Rule | None:
    """How a column passes the gate; None if it holds no number, or one that counts nobody."""
    rule = _GATED.get(table.name, {}).get(column.name)
    if rule is not None or column.kind not in ("integer", "number", "money"):
        return rule
    return None if column.name in NUMBERS_THAT_COUNT_NOBODY.get(table.name, ()) else _of_promise


def package_text(record: Record, tables: Sequence[PublicTable]) -> str:
    """`datapackage.json`: the Frictionless description of all files, and for which day and policy they hold."""
    measured = record.measured
    package = {
        "profile": "tabular-data-package",
        "name": "record",
        "title": record.programme.settings.name,
        "version": __version__,
        "as_of": text_of(measured.as_of),
        "known_as_of": text_of(measured.known_as_of) or None,
        "policy": measured.policy,
        "quotations_compared": record.programme.quotations_compared,
        "resources": [it.resource() for it in tables],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"
