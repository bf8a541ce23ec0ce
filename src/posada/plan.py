"""The main path: place, book, schedule, book, check, report; no other module knows the order of the rooms."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import posada
from posada import placement, regularisation, transport
from posada.placement.certificates import Verified, verify_certificate, write_certificate
from posada.placement.check import check as check_placement
from posada.programme import Fault, PosadaError, Programme, read_answers
from posada.programme.writing import write_file, write_tables
from posada.regularisation.check import check as check_regularisation
from posada.report import render_html
from posada.transport.check import check as check_transport

Progress = Callable[[str], AbstractContextManager[object]]
Answers = Mapping[str, tuple[Any, ...]]
ANSWERS = (
    "assignments",
    "waiting",
    "departures",
    "stops",
    "seats",
    "unscheduled",
    "appointments",
    "unbooked",
    "deadlines",
    "baselines",
    "loads",
    "bottlenecks",
)
"""The tables of a plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every answer of a plan as rows by table name, what the checks found, and the receipt."""

    programme: Programme
    answers: Answers
    faults: tuple[Fault, ...]
    receipt: Mapping[str, Any]
    placed: placement.Placement


def make_plan(programme: Programme, *, progress: Progress = nullcontext) -> Plan:
    """The plan of a programme: who goes where, on which bus, with which appointments, checked.

    `progress` is entered with the name of each room while it works. The same programme gives the same plan;
    only the seconds in the receipt differ.
    """
    seconds: dict[str, float] = {}

    @contextmanager
    def room(name: str) -> Iterator[object]:
        started = time.perf_counter()
        with progress(name) as tell:
            yield tell
        seconds[name] = round(seconds.get(name, 0.0) + time.perf_counter() - started, 3)

    with room("placement") as tell:
        placed = placement.place(programme, progress=_gap_told(tell))
        bottlenecks = placement.find_bottlenecks(programme, placed)
    with room("regularisation"):
        before = regularisation.book(programme, at="gathering", assignments=placed.assignments)
    with room("transport"):
        journeys = transport.schedule(programme, placed.assignments, before.appointments)
    with room("regularisation"):
        after = regularisation.book(
            programme,
            at="place",
            assignments=placed.assignments,
            seats=journeys.seats,
            stops=journeys.stops,
            appointments=before.appointments,
        )
    answers: dict[str, tuple[Any, ...]] = {
        "assignments": placed.assignments,
        "waiting": placed.waiting,
        "departures": journeys.departures,
        "stops": journeys.stops,
        "seats": journeys.seats,
        "unscheduled": journeys.unscheduled,
        "appointments": before.appointments + after.appointments,
        "unbooked": before.unbooked + after.unbooked,
        "deadlines": before.deadlines + after.deadlines,
        "baselines": placed.baselines,
        "loads": placed.loads,
        "bottlenecks": bottlenecks,
    }
    with room("checks"):
        faults = check_plan(programme, answers, objective=placed.objective, bound=placed.bound)
    receipt = {
        "posada": posada.__version__,
        "name": programme.settings.name,
        "seed": programme.settings.seed,
        "solvers": {"highs": placed.solver, "numpy": metadata.version("numpy")},
        "inputs": dict(sorted(programme.digests.items())),
        "placement": {
            "objective": placed.objective,
            "bound": placed.bound,
            "gap_share": placed.gap_share,
        },
        "transport": {"km": journeys.total_km, "lower_bound_km": journeys.lower_bound_km},
        "checks": {"faults": len(faults)},
        "seconds": seconds,
    }
    return Plan(programme, answers, faults, receipt, placed)


def _gap_told(tell: object) -> Callable[[float, float], None] | None:
    """What tells how far a plan is from its bound, if anybody listens."""
    if not callable(tell):
        return None
    return lambda value, bound: tell(f"{(bound - value) / max(1.0, abs(value)):.3%}")


def check_plan(
    programme: Programme, answers: Answers, *, objective: float | None = None, bound: float | None = None
) -> tuple[Fault, ...]:
    """What the checks of all rooms find wrong with the answers of a plan; nothing, if all is well."""
    return (
        *check_placement(
            programme,
            assignments=answers["assignments"],
            waiting=answers["waiting"],
            objective=objective,
            bound=bound,
        ),
        *check_transport(
            programme,
            assignments=answers["assignments"],
            appointments=answers["appointments"],
            departures=answers["departures"],
            stops=answers["stops"],
            seats=answers["seats"],
            unscheduled=answers["unscheduled"],
        ),
        *check_regularisation(
            programme,
            appointments=answers["appointments"],
            deadlines=answers["deadlines"],
            unbooked=answers["unbooked"],
            seats=answers["seats"],
            stops=answers["stops"],
        ),
    )


def write_plan(plan: Plan, folder: Path, *, lang: str) -> None:
    """Write a plan into a folder: its tables, manifests, calendar, certificate, report, and last of all its receipt."""
    write_tables(folder, plan.answers)
    transport.write_manifests(plan.programme, plan.answers, folder, lang=lang)
    write_certificate(plan.placed, folder)
    regularisation.write_calendar(plan.programme, plan.answers, folder / "appointments.ics", lang=lang)
    answers = {**plan.answers, "faults": plan.faults}
    write_file(folder / "report.html", render_html(plan.programme, answers, plan.receipt, lang=lang))
    write_file(folder / "receipt.json", json.dumps(plan.receipt, indent=2, ensure_ascii=False) + "\n")


def read_plan(folder: Path) -> dict[str, tuple[Any, ...]]:
    """The answers in a plan folder by table name, corrected by hand or not; a missing file is no rows."""
    return read_answers(folder, ANSWERS)


def read_receipt(folder: Path) -> dict[str, Any]:
    """The receipt of a plan folder, empty if there is none; raises PosadaError if it cannot be read."""
    path = folder / "receipt.json"
    if not path.exists():
        return {}
    try:
        receipt = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PosadaError("receipt.json: must be as 'posada plan' wrote it. Plan again.") from error
    if not isinstance(receipt, dict):
        raise PosadaError("receipt.json: must be as 'posada plan' wrote it. Plan again.")
    return receipt


def book_again(
    programme: Programme, folder: Path, *, at: Literal["gathering", "place"], lang: str
) -> tuple[dict[str, tuple[Any, ...]], str]:
    """The appointments, unbooked steps and deadlines of a plan with those `at` made anew, and a summary.

    Rows of the other kind of step stay as they are in the folder.
    """
    answers = read_plan(folder)
    done_at = {step.step_id: step.at for step in programme.steps}
    kept = {
        name: tuple(row for row in answers[name] if done_at.get(row.step_id) != at)
        for name in ("appointments", "unbooked", "deadlines")
    }
    booked = regularisation.book(
        programme,
        at=at,
        assignments=answers["assignments"],
        seats=answers["seats"],
        stops=answers["stops"],
        appointments=kept["appointments"],
    )
    rows = {name: kept[name] + of_room for name, of_room in booked.rows().items()}
    return rows, booked.summary(lang)


def explain_household(programme: Programme, folder: Path, household_id: str, *, lang: str) -> dict[str, str]:
    """Why a household goes where it goes, on which bus, and how its deadlines were counted, by room.

    It is the plan in the folder that is explained, corrected by hand or not.
    """
    if household_id not in {row.household_id for row in programme.households}:
        raise PosadaError("No household of households.csv has this code.")
    answers = read_plan(folder)
    return {
        room: explained(programme, answers, household_id, lang=lang)
        for room, explained in (
            ("placement", placement.explain_household),
            ("transport", transport.explain_household),
            ("regularisation", regularisation.explain_household),
        )
    }


def verify_plan(programme: Programme, folder: Path) -> Verified:
    """What verifying the certificate of the plan in a folder finds, its receipt held against it too."""
    stated = read_receipt(folder).get("placement", {}).get("bound")
    assignments = read_answers(folder, ("assignments",))["assignments"]
    return verify_certificate(programme, assignments, folder, stated=stated)


def report_again(programme: Programme, folder: Path, *, lang: str) -> str:
    """The report of the plan in a folder, in the language asked for."""
    answers = read_plan(folder)
    receipt = read_receipt(folder)
    with_faults = {**answers, "faults": check_plan(programme, answers)}
    return render_html(programme, with_faults, receipt, lang=lang)
