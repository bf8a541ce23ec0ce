"""Reports on movement: one HTML page that plays offline, with the CSV of everything it shows and a receipt.

It stands in the report room, not in that of movement: a room never imports the report.

>>> from posada.movement.example import example
>>> bands = conflict_bands(example(), members=2)
>>> "people set out" in render_conflict(bands, {}, lang="en")
True
"""

from posada.report.movement.caravans import render_caravans
from posada.report.movement.conflict import render_conflict
from posada.report.movement.conflict_bands import conflict_bands
from posada.report.movement.conflict_terminal import conflict_summary
from posada.report.movement.write import caravan_receipt, conflict_receipt, write_caravans, write_conflict

__all__ = [
    "caravan_receipt",
    "conflict_bands",
    "conflict_receipt",
    "conflict_summary",
    "render_caravans",
    "render_conflict",
    "write_caravans",
    "write_conflict",
]
