"""What commands read and show alike: the programme, where answers lie, rows and summaries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from posada.plan import Plan
    from posada.programme import Programme


def read(folder: Path) -> Programme:
    """The programme in a folder or workbook."""
    from posada.programme import read_programme

    return read_programme(folder)


def plan_folder(folder: Path) -> Path:
    """Where the answers of a programme lie: in its folder, or beside its workbook."""
    return folder.with_name(f"{folder.stem}-plan") if folder.is_file() else folder / "plan"


def language(programme: Programme) -> str:
    """The language of the answer: the first of the programme that Posada speaks."""
    spoken = {"spa": "es", "eng": "en"}
    return next((spoken[code] for code in programme.settings.languages if code in spoken), "en")


def show_plan(made: Plan, out: Path, *, lang: str, as_json: bool) -> None:
    """Show a plan in a few lines, or as JSON."""
    if as_json:
        counts = {name: len(rows) for name, rows in made.answers.items()}
        faults = [str(fault) for fault in made.faults]
        click.echo(
            as_json_text({"folder": str(out), "rows": counts, "faults": faults, "receipt": made.receipt})
        )
        return
    from posada.report.terminal import print_summary

    answers = {**made.answers, "faults": made.faults}
    print_summary(made.programme, answers, made.receipt, lang=lang, folder=out)


def show_room(rows: dict[str, Any], summary: str, out: Path | None, *, as_json: bool) -> None:
    """Write the tables of a room, if they have a place to go, and show what it says."""
    from posada.programme.writing import write_tables

    if out is not None:
        write_tables(out, rows)
    if as_json:
        click.echo(
            as_json_text(
                {"folder": str(out or ""), "rows": {name: len(found) for name, found in rows.items()}}
            )
        )
    else:
        click.echo(summary)
        if out is not None:
            click.echo(f"{', '.join(f'{name}.csv' for name in rows)}: {out}")


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json_text(value: object) -> str:
    """A value as JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
