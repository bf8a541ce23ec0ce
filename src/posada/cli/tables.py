"""Commands on the tables of a programme: check, new, tables, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from posada.cli.group import FOLDER, Refused, cli, json_option
from posada.cli.shown import as_json_text, counted, plan_folder, read


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--plan", "with_plan", is_flag=True, help="Check the answers in FOLDER/plan as well.")
@click.option("--flee", is_flag=True, help="FOLDER is a Flee folder: list what Flee would ignore or misread.")
@json_option
def check(folder: Path, with_plan: bool, flee: bool, as_json: bool) -> None:
    """Check a programme: every cell, every reference, every rule between rows.

    With --plan, the answers are checked too, by code that shares nothing with what made them. With --flee, a
    Flee or FabFlee folder is checked instead; exit code 1 if there is a finding.
    """
    from posada.programme.describe import still_blank

    if flee:
        _check_flee(folder, with_plan=with_plan, as_json=as_json)
    programme = read(folder)
    blank = still_blank(programme)
    faults: tuple[Any, ...] = ()
    if with_plan:
        from posada.plan import check_plan, read_plan

        faults = check_plan(programme, read_plan(plan_folder(folder)))
    counts = {name: len(getattr(programme, name)) for name in ("households", "persons", "places")}
    if as_json:
        told = [str(fault) for fault in faults]
        click.echo(as_json_text({"mistakes": [], "faults": told, "blank": blank, **counts}))
    else:
        for fault in faults:
            click.echo(str(fault))
        held = ", ".join(counted(number, name[:-1]) for name, number in counts.items())
        verdict = f"{counted(len(faults), 'fault')} found" if faults else "nothing wrong"
        click.echo(f"{programme.settings.name}: {held}; {verdict}.")
        if blank:
            click.echo(f"Before anybody can be placed, these need rows: {', '.join(blank)}.")
    sys.exit(1 if faults else 0)


def _check_flee(folder: Path, *, with_plan: bool, as_json: bool) -> None:
    """Show what Flee would ignore or misread in a folder, each with file and line, and leave."""
    from posada.movement import read_and_lint

    if with_plan:
        raise Refused("--plan: must not stand with --flee.")
    read, findings = read_and_lint(folder)
    if as_json:
        plain = [finding.as_dict() for finding in findings]
        click.echo(as_json_text({"mistakes": [], "findings": plain, "days": read.days}))
    else:
        for finding in findings:
            click.echo(str(finding))
        held = f"{counted(len(read.locations), 'place')}, {counted(len(read.routes), 'road')}"
        verdict = counted(len(findings), "finding") if findings else "nothing that Flee would misread"
        click.echo(f"{read.name}: {held}, {counted(read.days, 'day')}; {verdict}.")
    sys.exit(1 if findings else 0)


@cli.command()
@click.argument("folder", type=FOLDER)
@json_option
def new(folder: Path, as_json: bool) -> None:
    """Make a folder with blank tables to fill in, each with a line of help."""
    from posada.programme.writing import write_templates

    files = [path.name for path in write_templates(folder)]
    if as_json:
        click.echo(as_json_text({"folder": str(folder), "files": files}))
    else:
        click.echo(
            f"{len(files)} files to fill in lie in {folder}. Begin with programme.toml, then places.csv."
        )
        click.echo(
            "Lines that begin with '?' are help and may stay. 'posada check' says what is still missing."
        )


@cli.command()
@click.argument("name", required=False)
@click.option("--answers", is_flag=True, help="The tables that Posada writes, not those it reads.")
@json_option
def tables(name: str | None, answers: bool, as_json: bool) -> None:
    """Describe the tables of a programme, or the one called NAME; a star marks required columns."""
    from posada.programme.columns import TABLES
    from posada.programme.describe import as_text, tables_of
    from posada.programme.mistakes import did_you_mean
    from posada.programme.writing import datapackage

    if name is not None:
        wanted = name.removesuffix(".csv")
        if wanted not in TABLES:
            raise Refused(f"{name}: no such table.{did_you_mean(wanted, TABLES)}")
        chosen = [TABLES[wanted]]
    else:
        chosen = tables_of("answer") if answers else [*tables_of("input"), *tables_of("law")]
    if as_json:
        click.echo(as_json_text(datapackage("posada", chosen)))
    else:
        click.echo("\n\n".join(map(as_text, chosen)))


@cli.command()
@click.argument("folder", type=FOLDER)
@click.argument("out", type=FOLDER)
@click.option("--hxl", is_flag=True, help="Add the row of HXL tags under each header.")
@json_option
def export(folder: Path, out: Path, hxl: bool, as_json: bool) -> None:
    """Write a checked programme to OUT as a data package: CSV files and datapackage.json."""
    from posada.programme.export import export_programme

    files = export_programme(read(folder), out, hxl=hxl)
    click.echo(as_json_text({"files": files}) if as_json else f"{counted(len(files), 'file')} in {out}.")
