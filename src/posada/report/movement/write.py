"""What `posada simulate` leaves in a folder: its tables, the page, and last of all the receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import posada
from posada.movement.caravans.follow import Followed
from posada.movement.caravans.parameters_file import FILE as PARAMETERS_FILE
from posada.movement.flee_folder import INPUT, SETTINGS, SOURCES
from posada.programme import Programme
from posada.programme.writing import write_file, write_tables
from posada.report.movement.caravans import render_caravans
from posada.report.movement.conflict import render_conflict
from posada.report.movement.conflict_bands import ConflictBands


def caravan_receipt(
    programme: Programme, followed: Followed, *, parameters_digest: str = ""
) -> dict[str, Any]:
    """How an answer on caravans was made: version, options, seed, parameters, inputs; the same for the same input."""
    outlook = followed.outlook
    inputs = dict(programme.digests)
    if parameters_digest:
        inputs[PARAMETERS_FILE] = parameters_digest
    given = followed.parameters
    return {
        "posada": posada.__version__,
        "name": programme.settings.name,
        "answer": "caravans",
        "offer_id": outlook.offer_id,
        "delivered": outlook.delivered if outlook.offer_id else None,
        "seed": outlook.seed,
        "members": outlook.members,
        "parameters": {name: getattr(given, name) for name in given.__slots__},
        "inputs": dict(sorted(inputs.items())),
        "checks": {"faults": len(followed.faults)},
    }


def write_caravans(
    programme: Programme, followed: Followed, receipt: Mapping[str, Any], folder: Path, *, lang: str
) -> None:
    """Write an answer on caravans into a folder."""
    _write(
        folder,
        followed.rows(),
        render_caravans(programme, followed, receipt, lang=lang),
        receipt,
    )


def conflict_receipt(
    bands: ConflictBands, folder: Path, *, fitted: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """How an answer on a conflict was made: version, options, seed, inputs; the same for the same input.

    `fitted` are the SHA-256 of files of fitted settings, by name.
    """
    return {
        "posada": posada.__version__,
        "name": bands.folder.name,
        "answer": "conflict",
        "engine": bands.engine,
        "compat": bands.compat,
        "seed": bands.seed,
        "members": bands.members,
        "draws": bands.draws,
        "count_error": bands.count_error,
        "inputs": {**_digests(folder), **fitted},
        "checks": {"faults": len(bands.faults)},
    }


def _digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file that a Flee folder is read from, by its path from the folder."""
    settings = (Path(SETTINGS), Path(INPUT, SETTINGS), Path("..", SETTINGS))
    found = next((name for name in settings if (folder.resolve() / name).is_file()), None)
    tables = [path.relative_to(folder) for part in (INPUT, SOURCES) for path in (folder / part).glob("*.csv")]
    return {
        name.as_posix(): hashlib.sha256((folder.resolve() / name).read_bytes()).hexdigest()
        for name in sorted([*tables, *([found] if found else [])])
    }


def write_conflict(bands: ConflictBands, receipt: Mapping[str, Any], folder: Path, *, lang: str) -> None:
    """Write an answer on a conflict into a folder."""
    _write(folder, bands.rows(), render_conflict(bands, receipt, lang=lang), receipt)


def _write(folder: Path, rows: Mapping[str, Sequence[Any]], page: str, receipt: Mapping[str, Any]) -> None:
    write_tables(folder, rows)
    write_file(folder / "report.html", page)
    write_file(folder / "receipt.json", json.dumps(receipt, indent=2, ensure_ascii=False) + "\n")
