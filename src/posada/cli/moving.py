"""Commands of the movement room: simulate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posada.cli.group import FOLDER, cli, json_option, lang_option
from posada.cli.shown import as_json_text, language

if TYPE_CHECKING:
    from posada.programme import Programme
    from posada.programme.mistakes import Mistake

MOST_MEMBERS = 10_000
CARAVAN_MEMBERS = 200
CONFLICT_MEMBERS = 20


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--flee", is_flag=True, help="FOLDER is a Flee or FabFlee folder of a conflict.")
@click.option(
    "--offer", help="The offer that is made: its id, or none (default: the only one of offers.csv)."
)
@click.option(
    "--delivered",
    help="What comes of its promise: kept, late:DAYS or never (default: never).",
)
@click.option(
    "--engine",
    type=click.Choice(["population", "individual", "mean_field"]),
    help="With --flee: how people are moved (default: population).",
)
@click.option(
    "--compat", type=click.Choice(["flee"]), help="With --flee: do what Flee 3.1 makes of the files."
)
@click.option(
    "--members",
    type=int,
    help=f"Runs of the ensemble (default: {CARAVAN_MEMBERS}; with --flee: {CONFLICT_MEMBERS}).",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answer.")
@click.option("--out", type=FOLDER, help="Where the answer goes (default: FOLDER/simulation).")
@lang_option
@json_option
def simulate(
    folder: Path,
    flee: bool,
    offer: str | None,
    delivered: str | None,
    engine: str | None,
    compat: str | None,
    members: int | None,
    seed: int,
    out: Path | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Say what people on the road may do: groups of the past and their offers, or a conflict (--flee).

    Writes CSV of everything shown, a page that plays by day, and a receipt. A model of counts, for history and
    what-if; it does not say where anybody is. Exit code 1 if a check finds a fault in the answer.
    """
    from posada.programme.writing import must_be_writable

    options = {"offer": offer, "delivered": delivered, "engine": engine, "compat": compat}
    wrong = list(_option_mistakes(flee=flee, members=members, seed=seed, **options))
    out = out or simulation_folder(folder)
    if flee:
        _simulate_conflict(folder, wrong, options, members, seed, out, lang or "en", as_json)
        return
    programme, given, digest = _read_caravans(folder, wrong, offer)
    from posada.movement.caravans.follow import follow_caravans, only_offer
    from posada.report.movement import caravan_receipt, write_caravans
    from posada.report.progress import bar_on_stderr

    lang = lang or language(programme)
    must_be_writable(out)
    with bar_on_stderr(lang)("movement") as told:
        followed = follow_caravans(
            programme,
            offer=only_offer(programme) if offer is None else None if offer == "none" else offer,
            delivered=delivered or "never",
            seed=seed,
            members=members or CARAVAN_MEMBERS,
            parameters=given,
            told=told,
        )
    receipt = caravan_receipt(programme, followed, parameters_digest=digest)
    write_caravans(programme, followed, receipt, out, lang=lang)
    _show(followed.rows(), receipt, followed.summary(lang), followed.faults, out, as_json=as_json)


def _simulate_conflict(
    folder: Path,
    wrong: list[Mistake],
    options: dict[str, str | None],
    members: int | None,
    seed: int,
    out: Path,
    lang: str,
    as_json: bool,
) -> None:
    from posada.movement import read_flee_folder
    from posada.programme.mistakes import InputError
    from posada.programme.writing import must_be_writable
    from posada.report.movement import conflict_bands, conflict_receipt, write_conflict
    from posada.report.progress import bar_on_stderr

    try:
        read = read_flee_folder(folder)
    except InputError as error:
        raise InputError([*wrong, *error.mistakes]) from error
    if wrong:
        raise InputError(wrong)
    must_be_writable(out)
    with bar_on_stderr(lang)("movement") as told:
        bands = conflict_bands(
            read,
            engine=options["engine"] or "population",
            compat=options["compat"] or "",
            members=members or CONFLICT_MEMBERS,
            seed=seed,
            told=told,
        )
    receipt = conflict_receipt(bands, folder)
    write_conflict(bands, receipt, out, lang=lang)
    summary = bands.mean.summary(lang)
    if bands.validation is not None:
        summary += f"\n\n{bands.validation.summary(lang)}"
    _show(bands.rows(), receipt, summary, bands.faults, out, as_json=as_json)


def simulation_folder(folder: Path) -> Path:
    """Where the answer of a simulation lies: in the folder, or beside a workbook."""
    return folder.with_name(f"{folder.stem}-simulation") if folder.is_file() else folder / "simulation"


def _option_mistakes(
    *, flee: bool, members: int | None, seed: int, **options: str | None
) -> Iterator[Mistake]:
    """What is wrong with the options by themselves."""
    from posada.movement.caravans.trust import outcome_of
    from posada.programme.mistakes import Mistake

    if members is not None and not 1 <= members <= MOST_MEMBERS:
        yield Mistake("--members", None, "", f"must be from 1 to {MOST_MEMBERS:,}, got {members}.")
    if seed < 0:
        yield Mistake("--seed", None, "", f"must be at least 0, got {seed}.")
    for name in ("offer", "delivered") if flee else ("engine", "compat"):
        if options[name] is not None:
            with_flee = "must not stand with --flee" if flee else "must stand with --flee"
            yield Mistake(f"--{name}", None, "", f"{with_flee}, got {options[name]!r}.")
    if options["delivered"] is not None and not flee:
        try:
            outcome_of(options["delivered"])
        except ValueError as error:
            yield Mistake("--delivered", None, "", str(error).removeprefix("delivered "))


def _read_caravans(folder: Path, wrong: list[Mistake], offer: str | None) -> tuple[Programme, Any, str]:
    """The programme and the parameters of its model; every mistake in files and options together."""
    from posada.movement.caravans.parameters_file import read_parameters
    from posada.programme import read_programme
    from posada.programme.mistakes import InputError, Mistake, did_you_mean

    if (folder / "input_csv").is_dir() and not (folder / "programme.toml").exists():
        text = "must be a programme, got a Flee folder: simulate it with --flee."
        raise InputError([*wrong, Mistake(folder.name, None, "", text)])
    programme, given, digest = None, None, ""
    try:
        programme = read_programme(folder)
    except InputError as error:
        wrong = [*wrong, *error.mistakes]
    try:
        given, digest = read_parameters(folder)
    except InputError as error:
        wrong = [*wrong, *error.mistakes]
    if programme is not None and not programme.groups:
        wrong.append(Mistake("groups.csv", None, "", "must hold at least one group that walks, got none."))
    if programme is not None and offer not in (None, "none"):
        known = [row.offer_id for row in programme.offers]
        if offer not in known:
            text = (
                f"must be none or an offer_id of offers.csv, got {offer!r}.{did_you_mean(offer or '', known)}"
            )
            wrong.append(Mistake("--offer", None, "", text))
    if wrong or programme is None:
        raise InputError(wrong)
    return programme, given, digest


def _show(
    rows: dict[str, Any], receipt: dict[str, Any], summary: str, faults: Any, out: Path, *, as_json: bool
) -> None:
    """Show an answer in a few lines or as JSON, and leave with exit code 1 if a check found faults."""
    told = [str(fault) for fault in faults]
    if as_json:
        counts = {name: len(found) for name, found in rows.items()}
        click.echo(as_json_text({"folder": str(out), "rows": counts, "faults": told, "receipt": receipt}))
    else:
        click.echo("\n".join([summary, *told]))
        click.echo(f"{', '.join(f'{name}.csv' for name in rows)}, report.html, receipt.json: {out}")
    sys.exit(1 if told else 0)
