"""The command line: one short function per command, no logic, heavy imports inside the command."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posada import __version__

if TYPE_CHECKING:
    from posada.plan import Plan
    from posada.programme import Mistake, Programme

FOLDER = click.Path(path_type=Path, readable=False)  # reading says more about what is in the way


HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
MOST_LINES = 200
STOPPED_BY_HAND = 130
STOPPED_BY_PIPE = 141
"""Exit codes of a command that a person or a closed pipe stopped, as shells count them: 128 + the signal."""


class Refused(click.ClickException):
    """Something that Posada will not or cannot do with what it was given; the exit code is 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Show the message on stderr, with nothing shouted before it."""
        click.echo(self.format_message(), err=True)


class Unusable(Refused):
    """An input that cannot be used: every mistake is shown."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(map(str, mistakes)))

    def show(self, file: Any = None) -> None:
        """Show all mistakes on stderr, each kind once."""
        from posada.programme.mistakes import told

        lines = told(self.mistakes)
        for line in lines[:MOST_LINES]:
            click.echo(line, err=True)
        left = len(lines) - MOST_LINES
        more = f" ({left:,} more: see them with 'posada check --json')" if left > 0 else ""
        click.echo(f"{_count(len(self.mistakes), 'mistake')} to mend, then call again.{more}", err=True)


class Command(click.Command):
    """A command whose help can be asked for as that of the group can."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"context_settings": HELP, **settings})


class Commands(click.Group):
    """The group of commands; it turns errors into messages and exit codes, and stops quietly when stopped."""

    command_class = Command

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that `args` ask for, and leave with its exit code."""
        run = super().main
        if not standalone_mode:
            return run(args, prog_name, complete_var, standalone_mode=False, **extra)
        as_json = "--json" in (sys.argv[1:] if args is None else args)
        try:
            code = run(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.ClickException as error:
            code = _show(error, as_json=as_json)
        except click.Abort:
            code = STOPPED_BY_HAND
        except (BrokenPipeError, _PipeClosed):
            # What is left in the buffer goes nowhere, or Python would complain of it at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = STOPPED_BY_PIPE
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        from posada.programme.mistakes import InputError, PosadaError

        try:
            return super().invoke(ctx)
        except InputError as error:
            raise Unusable(error.mistakes) from error
        except PosadaError as error:
            raise Refused(str(error)) from error
        except BrokenPipeError as error:
            raise _PipeClosed from error
        except OSError as error:
            name = Path(str(error.filename)).name if error.filename else "a file"
            raise Refused(f"{name}: {error.strerror or error}.") from error


class _PipeClosed(Exception):
    """Whoever read the output has read enough."""


def _show(error: click.ClickException, *, as_json: bool) -> int:
    """Show an error, on stdout where JSON was asked for; its exit code."""
    if as_json:
        mistakes = getattr(error, "mistakes", None)
        plain = [mistake.as_dict() for mistake in mistakes] if mistakes else [_without_place(error)]
        click.echo(_json({"mistakes": plain}))
    else:
        error.show()
    return error.exit_code


def _without_place(error: click.ClickException) -> dict[str, object]:
    return {"file": "", "line": None, "column": "", "text": error.format_message()}


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--json``, the same on every command."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")(command)


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--lang``, the same on every command that writes for people."""
    return click.option(
        "--lang",
        type=click.Choice(["es", "en"]),
        help="Language of the answer (default: the first of the programme's languages that is one of these).",
    )(command)


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--out``, the same on every command that writes tables."""
    return click.option("--out", type=FOLDER, help="Where the answers go (default: FOLDER/plan).")(command)


@click.group(cls=Commands, context_settings=HELP)
@click.version_option(__version__, prog_name="posada")
def cli() -> None:
    """Turn a promise to people on the road into a plan that can be carried out and checked.

    FOLDER is a programme: programme.toml and one CSV file per table, or an .xlsx workbook.
    """


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

    programme = _read(folder)
    lang = lang or _language(programme)
    out = out or _plan_folder(folder)
    must_be_writable(out)
    made = make_plan(programme, progress=on_stderr(lang))
    write_plan(made, out, lang=lang)
    _show_plan(made, out, lang=lang, as_json=as_json)
    sys.exit(1 if made.faults else 0)


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--plan", "with_plan", is_flag=True, help="Check the answers in FOLDER/plan as well.")
@json_option
def check(folder: Path, with_plan: bool, as_json: bool) -> None:
    """Check a programme: every cell, every reference, every rule between rows.

    With --plan, the answers are checked too, by code that shares nothing with what made them.
    """
    from posada.programme.describe import still_blank

    programme = _read(folder)
    blank = still_blank(programme)
    faults: tuple[Any, ...] = ()
    if with_plan:
        from posada.plan import check_plan, read_plan

        faults = check_plan(programme, read_plan(_plan_folder(folder)))
    counts = {name: len(getattr(programme, name)) for name in ("households", "persons", "places")}
    if as_json:
        told = [str(fault) for fault in faults]
        click.echo(_json({"mistakes": [], "faults": told, "blank": blank, **counts}))
    else:
        for fault in faults:
            click.echo(str(fault))
        held = ", ".join(_count(number, name[:-1]) for name, number in counts.items())
        verdict = f"{_count(len(faults), 'fault')} found" if faults else "nothing wrong"
        click.echo(f"{programme.settings.name}: {held}; {verdict}.")
        if blank:
            click.echo(f"Before anybody can be placed, these need rows: {', '.join(blank)}.")
    sys.exit(1 if faults else 0)


@cli.command()
@click.argument("folder", type=FOLDER)
@json_option
def new(folder: Path, as_json: bool) -> None:
    """Make a folder with blank tables to fill in, each with a line of help."""
    from posada.programme.writing import write_templates

    files = [path.name for path in write_templates(folder)]
    if as_json:
        click.echo(_json({"folder": str(folder), "files": files}))
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
        click.echo(_json(datapackage("posada", chosen)))
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

    files = export_programme(_read(folder), out, hxl=hxl)
    click.echo(_json({"files": files}) if as_json else f"{_count(len(files), 'file')} in {out}.")


@cli.command()
@click.argument("folder", type=FOLDER)
@out_option
@lang_option
@json_option
def place(folder: Path, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Say who goes where: writes assignments, waiting, loads, bottlenecks and baselines."""
    from posada import placement

    programme = _read(folder)
    placed = placement.place(programme)
    rows = {**placed.rows(), "bottlenecks": placement.find_bottlenecks(programme, placed)}
    _show_room(
        rows, placed.summary(lang or _language(programme)), out or _plan_folder(folder), as_json=as_json
    )


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--at", type=click.Choice(["gathering", "place"]), default="gathering", show_default=True)
@out_option
@lang_option
@json_option
def book(folder: Path, at: str, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Say which step at which office by when: adds the appointments at the gathering or at the place.

    Reads seats, stops and earlier appointments from FOLDER/plan.
    """
    from posada.plan import book_again

    programme = _read(folder)
    rows, summary = book_again(
        programme,
        _plan_folder(folder),
        at="place" if at == "place" else "gathering",
        lang=lang or _language(programme),
    )
    _show_room(rows, summary, out or _plan_folder(folder), as_json=as_json)


@cli.command()
@click.argument("folder", type=FOLDER)
@out_option
@lang_option
@json_option
def schedule(folder: Path, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Say which bus, when: writes departures, stops, seats and manifests.

    Reads assignments and appointments from FOLDER/plan, as they are there: corrected by hand or not.
    """
    from posada import transport
    from posada.plan import read_plan

    programme = _read(folder)
    lang = lang or _language(programme)
    answers = read_plan(_plan_folder(folder))
    journeys = transport.schedule(programme, answers["assignments"], answers["appointments"])
    out = out or _plan_folder(folder)
    transport.write_manifests(programme, journeys.rows(), out, lang=lang)
    _show_room(journeys.rows(), journeys.summary(lang), out, as_json=as_json)


@cli.command()
@click.argument("folder", type=FOLDER)
@click.argument("household_id")
@lang_option
@json_option
def explain(folder: Path, household_id: str, lang: str | None, as_json: bool) -> None:
    """Explain one household's place, bus, appointments and deadlines, step by step."""
    from posada.plan import explain_household

    programme = _read(folder)
    told = explain_household(programme, _plan_folder(folder), household_id, lang=lang or _language(programme))
    click.echo(_json(told) if as_json else "\n\n".join(told.values()))


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--out", type=FOLDER, help="Where the report goes (default: FOLDER/plan/report.html).")
@lang_option
@json_option
def report(folder: Path, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Write the report of the plan in FOLDER/plan again, in the language asked for."""
    from posada.plan import report_again
    from posada.programme.writing import write_file

    programme = _read(folder)
    path = out or _plan_folder(folder) / "report.html"
    write_file(path, report_again(programme, _plan_folder(folder), lang=lang or _language(programme)))
    click.echo(_json({"report": str(path)}) if as_json else str(path))


def main() -> None:
    """Run the command line."""
    cli(prog_name="posada")


def _read(folder: Path) -> Programme:
    from posada.programme import read_programme

    return read_programme(folder)


def _plan_folder(folder: Path) -> Path:
    """Where the answers of a programme lie: in its folder, or beside its workbook."""
    return folder.with_name(f"{folder.stem}-plan") if folder.is_file() else folder / "plan"


def _language(programme: Programme) -> str:
    spoken = {"spa": "es", "eng": "en"}
    return next((spoken[code] for code in programme.settings.languages if code in spoken), "en")


def _show_plan(made: Plan, out: Path, *, lang: str, as_json: bool) -> None:
    if as_json:
        counts = {name: len(rows) for name, rows in made.answers.items()}
        faults = [str(fault) for fault in made.faults]
        click.echo(_json({"folder": str(out), "rows": counts, "faults": faults, "receipt": made.receipt}))
        return
    from posada.report.terminal import print_summary

    answers = {**made.answers, "faults": made.faults}
    print_summary(made.programme, answers, made.receipt, lang=lang, folder=out)


def _show_room(rows: dict[str, Any], summary: str, out: Path, *, as_json: bool) -> None:
    from posada.programme.writing import write_tables

    write_tables(out, rows)
    if as_json:
        click.echo(_json({"folder": str(out), "rows": {name: len(found) for name, found in rows.items()}}))
    else:
        click.echo(summary)
        click.echo(f"{', '.join(f'{name}.csv' for name in rows)}: {out}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


if __name__ == "__main__":
    main()
