"""A plan in a few lines, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from posada.programme import Programme
from posada.report.figures import Answers, headline, waiting_groups
from posada.report.formats import listed, number, percent, short_day
from posada.report.words import texts_of

FAULTS_SHOWN = 20


def print_summary(
    programme: Programme, answers: Answers, receipt: Mapping[str, Any], *, lang: str, folder: Path
) -> None:
    """Print what was decided: who is placed, who waits and why, buses, papers, proof, and where it is written."""
    from rich.console import Console
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for name, value in summary_lines(programme, answers, receipt, lang=lang):
        grid.add_row(name, value)
    console = Console(highlight=False, soft_wrap=True)
    console.print(grid)
    for fault in answers.get("faults", ())[:FAULTS_SHOWN]:
        console.print(f"  {fault}", markup=False)
    console.print(texts_of(lang)["terminal_written"].format(folder=folder), markup=False)


def summary_lines(
    programme: Programme, answers: Answers, receipt: Mapping[str, Any], *, lang: str
) -> list[tuple[str, str]]:
    """The summary as pairs of a name and its figures; reasons that few share are not counted out."""
    texts = texts_of(lang)
    head = headline(programme, answers)
    lines = [
        (
            texts["terminal_placed"],
            texts["terminal_of"].format(placed=number(head.placed), people=number(head.people)),
        )
    ]
    if head.waiting:
        lines.append((texts["terminal_waiting"], _waiting(programme, answers, lang)))
    if head.first and head.last:
        buses = texts["terminal_buses_value"].format(
            departures=number(head.departures),
            first=short_day(head.first, lang),
            last=short_day(head.last, lang),
            km=number(head.km),
        )
        lines.append((texts["terminal_buses"], buses))
    left = sum(row.people for row in answers.get("unscheduled", ()))
    if left:
        lines.append((texts["terminal_no_seat"], texts["terminal_people"].format(people=number(left))))
    if head.appointments or head.unbooked:
        told = texts["terminal_appointments_value"].format(
            booked=number(head.appointments), unbooked=number(head.unbooked)
        )
        lines.append((texts["terminal_appointments"], told))
    deadlines = answers.get("deadlines", ())
    if deadlines:
        counted = sum(row.due_on is not None for row in deadlines)
        told = texts["terminal_deadlines_value"].format(
            counted=number(counted), uncounted=number(len(deadlines) - counted)
        )
        lines.append((texts["terminal_deadlines"], told))
    placed = receipt.get("placement", {})
    if placed:
        told = texts["terminal_score_value"].format(
            objective=number(placed["objective"]),
            bound=number(placed["bound"]),
            gap=percent(placed["gap_share"], digits=3),
        )
        lines.append((texts["terminal_score"], told))
    others = [row for row in answers.get("baselines", ()) if row.rule != "posada"]
    if others:
        told = ", ".join(
            f"{texts.get(f'rule_{row.rule}', row.rule)} {percent(row.share_of_best, digits=1)}"
            for row in others
        )
        lines.append((texts["terminal_baselines"], told))
    faults = sum(count for _, count in head.faults)
    verdict = texts["terminal_faults"].format(count=number(faults)) if faults else texts["tile_checks_value"]
    lines.append(
        (texts["terminal_checks"], f"{verdict}, {texts['tile_checks_more']}" if not faults else verdict)
    )
    return lines


def _waiting(programme: Programme, answers: Answers, lang: str) -> str:
    """How many people wait for each reason."""
    texts = texts_of(lang)
    told = []
    for group in waiting_groups(programme, answers.get("waiting", ())):
        reasons = listed((texts[f"reason_{reason}"].lower() for reason in group.reasons), lang)
        if group.people is None:
            few = texts["few"] if group.is_joined else texts["few_one"]
            told.append(f"{reasons} ({few})")
        else:
            told.append(f"{number(group.people)} {reasons}")
    return "; ".join(told)
