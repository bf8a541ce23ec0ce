"""Manifests as a workbook: departures on one sheet, households with filters on the other."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from posada.programme import Programme
from posada.transport.manifests import Manifest
from posada.transport.words import words_of

_DEPARTURE_HEADS = ("departure", "bus", "drivers", "from", "departs", "last_arrival", "households", "people")
_HOUSEHOLD_HEADS = (
    "departure",
    "stop",
    "place",
    "arrives",
    "household",
    "people",
    "wheelchair",
    "boarded",
    "received",
)


def xlsx_of(programme: Programme, manifests: Sequence[Manifest], *, lang: str) -> bytes:
    """The bytes of a workbook with all manifests; the same manifests give the same bytes.

    Codes and names are written as text, so that none is taken for a formula.
    """
    words = words_of(lang)
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    # The time of making would change the bytes of every run.
    workbook.set_properties(
        {
            "title": words["manifest"],
            "comments": words["confidential"],
            "created": dt.datetime.combine(programme.settings.starts_on, dt.time()),
        }
    )
    bold = workbook.add_format({"bold": True})
    departures = [
        (
            manifest.departure,
            manifest.bus,
            manifest.drivers,
            manifest.origin,
            manifest.departs,
            manifest.stops[-1].arrives if manifest.stops else "",
            len(manifest.rows),
            manifest.people,
        )
        for manifest in manifests
    ]
    households = []
    for manifest in manifests:
        arrives = {stop.stop: stop.arrives for stop in manifest.stops}
        for row in manifest.rows:
            wheelchair = words["yes" if row.needs_wheelchair_place else "no"]
            households.append(
                (
                    manifest.departure,
                    row.stop,
                    row.place,
                    arrives.get(row.stop, ""),
                    row.household,
                    row.people,
                    wheelchair,
                    "",
                    "",
                )
            )
    for sheet_name, heads, rows in (
        ("sheet_departures", _DEPARTURE_HEADS, departures),
        ("sheet_people", _HOUSEHOLD_HEADS, households),
    ):
        sheet = workbook.add_worksheet(words[sheet_name])
        sheet.set_landscape()
        sheet.set_header(f"&C{words['confidential']}")
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(1, 0)
        _write(sheet, heads, rows, words, bold)
    workbook.close()
    return out.getvalue()


def _write(
    sheet: Any, heads: Sequence[str], rows: Sequence[tuple[str | int, ...]], words: dict[str, str], bold: Any
) -> None:
    """Write heads and rows, with a filter and columns as wide as what is in them."""
    for column, head in enumerate(heads):
        sheet.write_string(0, column, words[f"head_{head}"], bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            else:
                sheet.write_string(line, column, value)
    for column, head in enumerate(heads):
        widths = [len(words[f"head_{head}"]) + 3, *(len(str(row[column])) for row in rows)]
        sheet.set_column(column, column, min(40, max(widths)) + 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
