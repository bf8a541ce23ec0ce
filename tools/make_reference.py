"""Write the pages of docs/reference that are made from the code; with --check, say which have drifted."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.cli import cli
from posada.programme.describe import as_markdown, settings_as_markdown, tables_of

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made from the code by tools/make_reference.py; changes here are lost. -->\n\n"


def pages() -> dict[str, str]:
    """The text of every page that is made from the code, by file name."""
    return {
        "tables.md": _page(
            "Tables you fill in",
            "One CSV file (or sheet) per table in the folder of a programme. A file or column that is missing"
            " takes its default; an empty cell is unknown, never zero.",
            map(as_markdown, tables_of("input")),
        ),
        "law.md": _page(
            "Law as dated data",
            "These rows come with Posada. A file of the same name in the folder adds rows, and replaces those"
            " with the same key.",
            map(as_markdown, tables_of("law")),
        ),
        "answers.md": _page(
            "Tables Posada answers with",
            "Written to `FOLDER/plan` or to `--out`. They are tables like the inputs: they can be corrected"
            " by hand and read again by the next room.",
            map(as_markdown, tables_of("answer")),
        ),
        "settings.md": _page(
            "Settings",
            "The file `programme.toml`, or the sheet `programme` of a workbook with the columns `setting` and"
            " `value`.",
            [settings_as_markdown()],
        ),
        "commands.md": _page("Commands", "Every command answers `--help`.", _commands()),
    }


def _page(title: str, lead: str, parts: object) -> str:
    return f"# {title}\n\n{MADE}{lead}\n\n" + "\n".join(map(str, parts))  # type: ignore[call-overload]


def _commands() -> list[str]:
    """The help of each command, as the command line prints it."""
    found = []
    for name, command in cli.commands.items():
        context = command.make_context(
            f"posada {name}", [], resilient_parsing=True, max_content_width=88, terminal_width=88
        )
        found.append(f"## `posada {name}`\n\n```text\n{command.get_help(context)}\n```\n")
    return found


def main() -> int:
    """Write the pages, or with --check return 1 if one of them differs from what would be written."""
    drifted = []
    for name, text in pages().items():
        path = REFERENCE / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        drifted.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    verb = "differs" if "--check" in sys.argv else "written"
    for name in drifted:
        print(f"{name}: {verb}")
    return 1 if drifted and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
