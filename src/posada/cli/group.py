"""The group of commands: what a refusal looks like, how a command stops, the options that all share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posada import __version__
from posada.cli.shown import as_json_text, counted

if TYPE_CHECKING:
    from posada.programme import Mistake

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
        click.echo(f"{counted(len(self.mistakes), 'mistake')} to mend, then call again.{more}", err=True)


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
        click.echo(as_json_text({"mistakes": plain}))
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
