"""Commands of one room each: place, learn, book, schedule."""

from __future__ import annotations

from pathlib import Path

import click

from posada.cli.group import FOLDER, cli, json_option, lang_option, out_option
from posada.cli.shown import language, plan_folder, read, show_room


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

    programme = read(folder)
    rows, summary = book_again(
        programme,
        plan_folder(folder),
        at="place" if at == "place" else "gathering",
        lang=lang or language(programme),
    )
    show_room(rows, summary, out or plan_folder(folder), as_json=as_json)


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

    programme = read(folder)
    lang = lang or language(programme)
    answers = read_plan(plan_folder(folder))
    journeys = transport.schedule(programme, answers["assignments"], answers["appointments"])
    out = out or plan_folder(folder)
    transport.write_manifests(programme, journeys.rows(), out, lang=lang)
    show_room(journeys.rows(), journeys.summary(lang), out, as_json=as_json)
