"""Commands of the placement room: place and its what-ifs, learn."""

from __future__ import annotations

from pathlib import Path

import click

from posada.cli.group import FOLDER, cli, json_option, lang_option, out_option
from posada.cli.shown import as_json_text, language, plan_folder, read, show_room


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--keep", type=FOLDER, help="Published assignments.csv: who stays there earns the cost of a move."
)
@click.option(
    "--what-if", "what_if", type=FOLDER, help="A capacities.csv to try; FOLDER/plan stays as it is."
)
@click.option(
    "--replay", is_flag=True, help="Place week by week as people get ready, and compare with hindsight."
)
@click.option(
    "--preferences", is_flag=True, help="Then let households trade places where nobody is worse off."
)
@out_option
@lang_option
@json_option
def place(
    folder: Path,
    keep: Path | None,
    what_if: Path | None,
    replay: bool,
    preferences: bool,
    out: Path | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Say who goes where: writes assignments, waiting, loads, bottlenecks, baselines and a certificate.

    With --what-if, the plan in FOLDER/plan (or that of --keep) is held against other capacities: the new bound
    at once, then the plan that moves few, and what fewer moves would cost. It is written to --out only.
    """
    from posada.placement import alone
    from posada.programme.writing import must_be_writable
    from posada.report.progress import on_stderr

    programme = read(folder)
    lang = lang or language(programme)
    progress = on_stderr(lang)
    if replay:
        told = alone.replay_placement(programme, progress=progress)
        click.echo(as_json_text({"rows": told.rows()}) if as_json else told.summary(lang))
        return
    if what_if is not None:
        published = keep or plan_folder(folder) / "assignments.csv"
        changed = alone.place_again(
            programme,
            published,
            what_if,
            tell_bound=lambda bound: click.echo(f"bound: {bound:,.1f}", err=True),
            progress=progress,
        )
        show_room(changed.rows(), changed.summary(lang), out, as_json=as_json)
        return
    out = out or plan_folder(folder)
    must_be_writable(out)
    placed = alone.place_alone(programme, keep=keep, preferences=preferences, progress=progress)
    placed.write_certificate(out)
    show_room(placed.rows, placed.summary(lang), out, as_json=as_json)


@cli.command()
@click.argument("folder", type=FOLDER)
@click.argument("outcomes", type=FOLDER)
@click.option("--out", type=FOLDER, help="Where scores.csv goes (default: FOLDER).")
@lang_option
@json_option
def learn(folder: Path, outcomes: Path, out: Path | None, lang: str | None, as_json: bool) -> None:
    """Learn scores from past OUTCOMES (a CSV file): writes scores.csv, and says what they are worth.

    Nationality and sex are looked at only if [learning] in programme.toml says so and why. Needs the extra
    posada[learn].
    """
    from posada.placement.alone import learn_scores

    programme = read(folder)
    learned = learn_scores(programme, outcomes)
    show_room(learned.rows(), learned.summary(lang or language(programme)), out or folder, as_json=as_json)
