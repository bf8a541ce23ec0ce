"""Commands on a whole plan: plan, explain, report, verify."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posada.cli.group import FOLDER, Refused, cli, json_option, lang_option, out_option
from posada.cli.promises import promise_explained, terms_options
from posada.cli.shown import as_json_text, language, plan_folder, read, show_plan

if TYPE_CHECKING:
    from posada.commitments.problem import Policy


@cli.command()
@click.argument("folder", type=FOLDER)
@out_option
@lang_option
@json_option
def plan(folder: Path, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Plan a whole programme: who goes where, on which bus, with which appointments.

    Writes the answers as CSV files, manifests, a calendar, a report and a receipt. Exit code 1 if a check
    finds a fault in the plan.
    """
    from posada.plan import make_plan, write_plan
    from posada.programme.writing import must_be_writable
    from posada.report.progress import on_stderr

    programme = read(folder)
    lang = lang or language(programme)
    out = out or plan_folder(folder)
    must_be_writable(out)
    made = make_plan(programme, progress=on_stderr(lang))
    write_plan(made, out, lang=lang)
    show_plan(made, out, lang=lang, as_json=as_json)
    sys.exit(1 if made.faults else 0)


@cli.command()
@click.argument("folder", type=FOLDER)
@click.argument("code")
@terms_options
@lang_option
@json_option
def explain(
    folder: Path,
    code: str,
    as_of: dt.datetime | None,
    known_as_of: dt.datetime | None,
    policy: Policy,
    sources: tuple[str, ...],
    lang: str | None,
    as_json: bool,
) -> None:
    """Explain step by step what CODE stands for: a household, or a promise of the ledger.

    For a household of the plan in FOLDER/plan: its place, bus, appointments and deadlines. For a commitment: was
    it made, was it kept, and on which rows and words that rests; the options say by when and on whose word.
    """
    programme = read(folder)
    lang = lang or language(programme)
    told: dict[str, str] = {}
    if code in {row.commitment_id for row in programme.commitments}:
        told["commitments"] = promise_explained(
            programme, code, lang, as_of=as_of, known_as_of=known_as_of, policy=policy, sources=sources
        )
    if code in {row.household_id for row in programme.households} or not (told or programme.commitments):
        from posada.plan import explain_household

        told |= explain_household(programme, plan_folder(folder), code, lang=lang)
    if not told:
        raise Refused("No household of households.csv and no commitment of commitments.csv has this code.")
    click.echo(as_json_text(told) if as_json else "\n\n".join(told.values()))


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--out", type=FOLDER, help="Where the report goes (default: FOLDER/plan/report.html).")
@lang_option
@json_option
def report(folder: Path, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Write the report of the plan in FOLDER/plan again, in the language asked for."""
    from posada.plan import report_again
    from posada.programme.writing import write_file

    programme = read(folder)
    path = out or plan_folder(folder) / "report.html"
    write_file(path, report_again(programme, plan_folder(folder), lang=lang or language(programme)))
    click.echo(as_json_text({"report": str(path)}) if as_json else str(path))


@cli.command()
@click.argument("folder", type=FOLDER)
@lang_option
@json_option
def verify(folder: Path, lang: str | None, as_json: bool) -> None:
    """Verify the certificate of the plan in FOLDER/plan, without any solver.

    Value, feasibility and bound are counted again from the tables and the prices of the plan, in whole numbers.
    Exit code 1 if the tables, the assignments and the certificate do not belong together.
    """
    from posada.plan import verify_plan

    programme = read(folder)
    verified = verify_plan(programme, plan_folder(folder))
    if as_json:
        faults = [str(fault) for fault in verified.faults]
        click.echo(as_json_text({"faults": faults, "certificate": dict(verified.head)}))
    else:
        click.echo(verified.summary(lang or language(programme)))
    sys.exit(1 if verified.faults else 0)
