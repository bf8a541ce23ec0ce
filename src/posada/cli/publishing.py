"""The command that publishes a ledger: publish."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from posada.cli.group import FOLDER, cli, json_option, lang_option
from posada.cli.shown import as_json_text, language, read

DATE = click.DateTime(["%Y-%m-%d"])


@cli.command()
@click.argument("folder", type=FOLDER)
@click.argument("out", type=FOLDER)
@click.option("--as-of", type=DATE, help="Measure by this day (default: the last day of the programme).")
@click.option(
    "--known-as-of", type=DATE, help="Publish the ledger as it stood on this day (default: all of it)."
)
@click.option(
    "--policy",
    type=click.Choice(["registry", "press", "all"]),
    default="all",
    show_default=True,
    help="Whose word counts: registers, the press as well, or all that is told.",
)
@lang_option
@json_option
def publish(
    folder: Path,
    out: Path,
    as_of: dt.datetime | None,
    known_as_of: dt.datetime | None,
    policy: str,
    lang: str | None,
    as_json: bool,
) -> None:
    """Publish the ledger of promises as a static site in OUT, in Spanish and English.

    Only the ledger leaves the house, and no count of fewer than ten people. OUT lies outside of FOLDER and must
    not exist, be empty, or be an earlier publication. Exit code 1 if the check finds a fault: then nothing is
    published.
    """
    from posada.commitments.problem import GRADES_OF
    from posada.programme import PosadaError
    from posada.publish import publish as publish_ledger

    if out.resolve().is_relative_to(folder.resolve()):
        raise PosadaError(
            f"{out.name}: must not lie in the folder of the programme, whose other tables must not leave the house."
        )
    programme = read(folder)
    made = publish_ledger(
        programme,
        out,
        as_of=None if as_of is None else as_of.date(),
        known_as_of=None if known_as_of is None else known_as_of.date(),
        policy=next(known for known in GRADES_OF if known == policy),
    )
    if as_json:
        faults = [str(fault) for fault in made.faults]
        click.echo(as_json_text({"folder": str(out), "files": list(made.files), "faults": faults}))
    else:
        click.echo(made.summary(lang or language(programme)))
        for fault in made.faults:
            click.echo(str(fault), err=True)
        if not made.faults:
            click.echo(str(out / "index.html"))
    sys.exit(1 if made.faults else 0)
