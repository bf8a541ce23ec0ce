"""Commands on the ledger of promises: measure, read."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posada.cli.group import FOLDER, Refused, cli, json_option, lang_option
from posada.cli.shown import as_json_text, language, read

if TYPE_CHECKING:
    from posada.commitments import Measured
    from posada.commitments.problem import Policy
    from posada.programme import Programme

_DAY = click.DateTime(["%Y-%m-%d"])


def terms_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say by when, on what was known, and on whose word promises are measured."""
    for option in (
        click.option(
            "--source", "sources", multiple=True, help="Hear this source only (may be given several times)."
        ),
        click.option(
            "--policy",
            type=click.Choice(["registry", "press", "all"]),
            default="all",
            show_default=True,
            help="Whose word counts: registers, the press as well, or all that is told.",
        ),
        click.option(
            "--known-as-of",
            type=_DAY,
            metavar="DATE",
            help="Use the ledger as it stood on this day (default: all that is on record).",
        ),
        click.option(
            "--as-of",
            type=_DAY,
            metavar="DATE",
            help="Measure by this day (default: the last day of the programme).",
        ),
    ):
        command = option(command)
    return command


@cli.command()
@click.argument("folder", type=FOLDER)
@terms_options
@click.option(
    "--out", type=FOLDER, help="Where verdicts, their traces and reconciliations go (default: nowhere)."
)
@lang_option
@json_option
def measure(
    folder: Path,
    as_of: dt.datetime | None,
    known_as_of: dt.datetime | None,
    policy: Policy,
    sources: tuple[str, ...],
    out: Path | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Say what became of each promise: was it made, where does it stand, was it kept, how well is that known.

    A verdict is printed alone only if it holds however the gaps of the record are filled. Exit code 1 if the
    check, which shares nothing with what made them, finds a fault in the verdicts.
    """
    from posada.commitments.check import check
    from posada.programme.writing import must_be_writable, write_tables

    programme = read(folder)
    if out is not None:
        must_be_writable(out)
    measured = measured_on(programme, as_of=as_of, known_as_of=known_as_of, policy=policy, sources=sources)
    faults = check(
        programme,
        measured.rows(),
        as_of=measured.as_of,
        known_as_of=measured.known_as_of,
        policy=policy,
        sources=sources or None,
    )
    if out is not None:
        write_tables(out, measured.rows())
    if as_json:
        click.echo(as_json_text({**measured.as_data(), "faults": [str(fault) for fault in faults]}))
    else:
        click.echo(measured.overview(lang or language(programme)))
        for fault in faults:
            click.echo(str(fault))
    sys.exit(1 if faults else 0)


def measured_on(
    programme: Programme,
    *,
    as_of: dt.datetime | None,
    known_as_of: dt.datetime | None,
    policy: Policy,
    sources: tuple[str, ...],
) -> Measured:
    """What became of the promises of a programme, on the terms of the command line."""
    from posada.commitments import measure as measure_promises
    from posada.commitments.door import refuse_unknown_sources

    refuse_unknown_sources(programme, sources)
    return measure_promises(
        programme,
        as_of=None if as_of is None else as_of.date(),
        known_as_of=None if known_as_of is None else known_as_of.date(),
        policy=policy,
        sources=sources or None,
    )


def promise_explained(programme: Programme, commitment_id: str, lang: str, **terms: Any) -> str:
    """What became of one commitment, in sentences; refused where it was not made or known by then."""
    measured = measured_on(programme, **terms)
    if commitment_id not in {found.commitment.commitment_id for found in measured.assessments}:
        raise Refused(f"{commitment_id}: was not made or not on record by then, in the sources heard.")
    return measured.explain(commitment_id, lang)


@cli.command(name="read")
@click.argument("text", type=FOLDER)
@click.option("--source", "source_id", required=True, help="The code of the source that the text is.")
@click.option("--out", type=FOLDER, help="The file that the drafts go to (default: they are shown).")
@click.option(
    "--lang",
    type=click.Choice(["es", "en"]),
    help="Language of the text (default: told from each paragraph).",
)
@json_option
def read_drafts(text: Path, source_id: str, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Read a TEXT file and draft who said, promised, denied or asked for what; '-' reads what is piped in.

    Drafts are for a person to read against the text. They make a CSV file that no verdict looks at: what is
    right in it, somebody writes into claims.csv under their own code.
    """
    from posada.commitments.drafts import read_text
    from posada.commitments.drafts.rows import rows_of
    from posada.programme.columns import TABLES
    from posada.programme.writing import csv_text, write_file

    is_piped = str(text) == "-"
    raw = sys.stdin.buffer.read() if is_piped else text.read_bytes()
    file = "" if is_piped else text.name
    rows = rows_of(read_text(raw, lang=lang, source_id=source_id, file=file))
    as_csv = csv_text(TABLES["drafts"], rows)
    if out is not None:
        write_file(out, as_csv)
    if as_json:
        from dataclasses import asdict

        click.echo(as_json_text({"drafts": [asdict(row) for row in rows]}))
    elif out is None:
        click.echo(as_csv, nl=False)
    else:
        click.echo(f"{len(rows):,} drafts to be read by a person: {out}")
