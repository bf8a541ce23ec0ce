"""What a worksheet's XML tells that its values do not: formulas without a saved result, and merged cells."""

from __future__ import annotations

import re

_FORMULA = re.compile(
    rb'<c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_MERGED = re.compile(rb'<mergeCell\s[^>]*?\bref="([A-Z]+[0-9]+:[A-Z]+([0-9]+))"')


def formulas_without_result(xml: bytes) -> list[str]:
    """The cells of a worksheet that hold a formula and not what it comes to, as libraries write them.

    >>> formulas_without_result(b'<c r="A1"><f>4+4</f><v></v></c><c r="A2"><f>4+4</f><v>8</v></c>')
    ['A1']
    """
    return [match[1].decode() for match in _FORMULA.finditer(xml)] if b"<f" in xml else []


def merged_cells(xml: bytes, *, below: int) -> list[str]:
    """The ranges of merged cells that reach below a line; all but one cell of each is empty.

    >>> merged_cells(b'<mergeCell ref="A1:F1"/><mergeCell ref="B2:B5"/>', below=1)
    ['B2:B5']
    """
    return [match[1].decode() for match in _MERGED.finditer(xml) if int(match[2]) > below]
