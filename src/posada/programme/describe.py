"""Describing tables: the same definitions as text for the terminal and as Markdown for the reference."""

from __future__ import annotations

from collections.abc import Iterable

from posada.programme.cells import text_of
from posada.programme.columns import TABLES, Column, Table, columns_of
from posada.programme.programme import Programme
from posada.programme.reading import INPUT_TABLES
from posada.programme.settings import SECTIONS


def tables_of(role: str) -> list[Table]:
    """The tables of a role (input, law, answer), inputs in the order in which people fill them in."""
    return [table for table in {**INPUT_TABLES, **TABLES}.values() if table.role == role]


def as_text(table: Table) -> str:
    """A table in a few lines for the terminal; a star marks the columns that must be there."""
    width = max(len(column.name) for column in table.columns) + 1
    lines = [f"{table.file}: {table.help}"]
    for column in table.columns:
        star = "*" if column.required else " "
        lines.append(f"  {star}{column.name:<{width}} {_meaning(column)}")
    return "\n".join(lines)


NEEDED_TO_PLACE = ("places", "resources", "capacities", "gatherings", "households", "persons")


def still_blank(programme: Programme) -> list[str]:
    """The files without rows in which somebody must write before anybody can be placed.

    >>> from posada.programme import Programme
    >>> from posada.programme.reading_settings import settings_from
    >>> given = {"name": "Demo", "country": "MEX", "starts_on": "2021-11-24", "ends_on": "2021-12-31"}
    >>> still_blank(Programme(settings=settings_from(given, [])))[:2]
    ['places.csv', 'resources.csv']
    """
    return [INPUT_TABLES[name].file for name in NEEDED_TO_PLACE if not getattr(programme, name)]


def as_markdown(table: Table) -> str:
    """A table as a section of the reference page."""
    key = f" One row per {' + '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    lines = [
        f"## `{table.file}`",
        "",
        f"{table.help}{key}",
        "",
        "| column | holds | what it is | default |",
        "|---|---|---|---|",
        *(_markdown_row(column) for column in table.columns),
    ]
    return "\n".join(lines) + "\n"


def settings_as_markdown() -> str:
    """The settings of `programme.toml`, section by section."""
    parts = []
    for section, settings_type in SECTIONS.items():
        title = f"## `[{section}]`" if section else "## Of the whole programme"
        lines = [title, "", (settings_type.__doc__ or "").strip(), ""]
        lines += ["| setting | holds | what it is | default |", "|---|---|---|---|"]
        lines += [_markdown_row(column) for column in columns_of(settings_type)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _meaning(column: Column) -> str:
    default = f" [{text_of(column.default)}]" if _has_default(column) else ""
    return f"{_what_it_is(column)}: {_holds(column)}{default}"


def _what_it_is(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.help}{unit}{'; may be translated' if column.own_words else ''}"


def _markdown_row(column: Column) -> str:
    default = (
        "**required**"
        if column.required
        else f"`{text_of(column.default)}`"
        if _has_default(column)
        else "empty"
    )
    cells = (f"`{column.name}`", _holds(column), _what_it_is(column), default)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"


def _has_default(column: Column) -> bool:
    return not column.required and column.default not in (None, "", ())


def _holds(column: Column) -> str:
    bounds = []
    if column.at_least is not None:
        bounds.append(f"at least {column.at_least:g}")
    if column.at_most is not None:
        bounds.append(f"at most {column.at_most:g}")
    refers = " or ".join(column.refers_to)
    parts: Iterable[str] = (column.expected, *bounds, f"in {refers}" if refers else "")
    return ", ".join(part for part in parts if part)
