"""Commands of the movement room: simulate."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from posada.cli.group import FOLDER, cli, json_option, lang_option
from posada.cli.shown import as_json_text, language


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--flee", is_flag=True, help="FOLDER is a Flee or FabFlee folder of a conflict.")
@click.option(
    "--offer", help="The offer that is made: its id, or none (default: the only one of offers.csv)."
)
@click.option("--delivered", help="What comes of its promise: kept, late:DAYS or never (default: never).")
@click.option(
    "--engine",
    type=click.Choice(["population", "individual", "mean_field"]),
    help="With --flee: how people are moved (default: population).",
)
@click.option(
    "--compat", type=click.Choice(["flee"]), help="With --flee: do what Flee 3.1 makes of the files."
)
@click.option(
    "--fitted",
    type=FOLDER,
    help="With --flee: what 'posada calibrate --out' wrote; bands hold its posterior.",
)
@click.option(
    "--count-error",
    type=float,
    help="With --flee: by how much reports may be wrong, as a share (default: 0); bands hold it.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="With --flee: a dask cluster that runs the members (default: all cores of this machine).",
)
@click.option("--members", type=int, help="Runs of the ensemble (default: 200; with --flee: 20).")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answer.")
@click.option("--out", type=FOLDER, help="Where the answer goes (default: FOLDER/simulation).")
@lang_option
@json_option
def simulate(folder: Path, out: Path | None, lang: str | None, as_json: bool, **options: Any) -> None:
    """Say what people on the road may do: groups of the past and their offers, or a conflict (--flee).

    Writes CSV of everything shown, a page that plays by day, and a receipt. A model of counts, for history and
    what-if; it does not say where anybody is. Exit code 1 if a check finds a fault in the answer.
    """
    from posada.report.movement.asked import Asked

    run = _simulate_conflict if options["flee"] else _simulate_groups
    run(folder, Asked(**options), out or simulation_folder(folder), lang, as_json)


def _simulate_groups(folder: Path, asked: Any, out: Path, lang: str | None, as_json: bool) -> None:
    from posada.programme.writing import must_be_writable
    from posada.report.movement import caravan_receipt, write_caravans
    from posada.report.movement.asked import groups_to_follow
    from posada.report.progress import bar_on_stderr

    groups = groups_to_follow(folder, asked)
    lang = lang or language(groups.programme)
    must_be_writable(out)
    with bar_on_stderr(lang)("movement") as told:
        followed = groups.follow(told)
    receipt = caravan_receipt(groups.programme, followed, parameters_digest=groups.parameters_digest)
    write_caravans(groups.programme, followed, receipt, out, lang=lang)
    _show(followed.rows(), receipt, followed.summary(lang), followed.faults, out, as_json=as_json)


def _simulate_conflict(folder: Path, asked: Any, out: Path, lang: str | None, as_json: bool) -> None:
    from posada.programme.writing import must_be_writable
    from posada.report.movement import conflict_receipt, conflict_summary, write_conflict
    from posada.report.movement.asked import conflict_to_run
    from posada.report.progress import bar_on_stderr

    conflict = conflict_to_run(folder, asked)
    lang = lang or "en"
    must_be_writable(out)
    with bar_on_stderr(lang)("movement") as told:
        bands = conflict.run(told)
    receipt = conflict_receipt(bands, folder, fitted=conflict.fitted.digests)
    write_conflict(bands, receipt, out, lang=lang)
    _show(bands.rows(), receipt, conflict_summary(bands, lang), bands.faults, out, as_json=as_json)


def simulation_folder(folder: Path) -> Path:
    """Where the answer of a simulation lies: in the folder, or beside a workbook."""
    return folder.with_name(f"{folder.stem}-simulation") if folder.is_file() else folder / "simulation"


def _show(
    rows: Mapping[str, Sequence[Any]],
    receipt: Mapping[str, Any],
    summary: str,
    faults: Sequence[object],
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Show an answer in a few lines or as JSON, and leave with exit code 1 if a check found faults."""
    told = [str(fault) for fault in faults]
    if as_json:
        counts = {name: len(found) for name, found in rows.items()}
        click.echo(as_json_text({"folder": str(out), "rows": counts, "faults": told, "receipt": receipt}))
    else:
        click.echo("\n".join([summary, *told]))
        click.echo(f"{', '.join(f'{name}.csv' for name in rows)}, report.html, receipt.json: {out}")
    sys.exit(1 if told else 0)
