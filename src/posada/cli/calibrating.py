"""Commands of the movement room: calibrate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from posada.cli.group import FOLDER, cli, json_option, lang_option
from posada.cli.shown import as_json_text


@cli.command()
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@click.option("--leave-one-out", is_flag=True, help="Judge each conflict by settings fitted to the others.")
@click.option("--leak-free", is_flag=True, help="Fit and judge without the capacities of camps.")
@click.option("--points", type=click.IntRange(10), help="Points of the prior to try (default: 500).")
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same answer.")
@click.option("--out", type=FOLDER, help="Where posterior, settings and validation go (default: nowhere).")
@lang_option
@json_option
def calibrate(
    folders: tuple[Path, ...],
    leave_one_out: bool,
    leak_free: bool,
    points: int | None,
    seed: int,
    out: Path | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Fit settings of movement to Flee FOLDERS: a posterior, and its error beside answers that need no model.

    With --out, writes posterior.csv, validation.csv, validation.json, forecasts.csv, and simsetting.yml for
    'posada simulate --flee'.
    """
    from posada.movement.calibration import Effort
    from posada.movement.calibration import calibrate as fit
    from posada.movement.flee_folder import read_flee_folders
    from posada.programme.writing import must_be_writable, write_file, write_tables
    from posada.report.progress import on_stderr

    if out is not None:
        must_be_writable(out)
    read = read_flee_folders(folders)
    effort = Effort() if points is None else Effort(prior_points=points)
    with on_stderr(lang or "en")("movement") as tell:
        fitted = fit(
            read, leave_one_out=leave_one_out, leak_free=leak_free, effort=effort, seed=seed, progress=tell
        )
    if out is not None:
        write_tables(out, fitted.rows())
        write_file(out / "simsetting.yml", fitted.settings_text())
        write_file(out / "validation.json", as_json_text(fitted.as_dict()) + "\n")
    faults = fitted.faults()
    click.echo(
        as_json_text({**fitted.as_dict(), "faults": faults})
        if as_json
        else "\n".join([fitted.summary(lang or "en"), *faults])
    )
    if faults:
        sys.exit(1)
