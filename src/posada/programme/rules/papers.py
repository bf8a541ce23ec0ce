"""Rules that steps, offices and calendars must keep with one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from posada.programme.frames import BAD, Frames
from posada.programme.mistakes import Mistake, did_you_mean
from posada.programme.settings import Settings
from posada.programme.tables.people import NEEDS


def offices_nowhere(frames: Frames) -> Iterator[Mistake]:
    """Offices that stand at neither or both of a gathering and a place, or where their step is never done."""
    offices, steps = frames["offices"], frames["steps"]
    done_at: dict[Any, set[Any]] = {}
    for step_id, at in zip(steps.values["step_id"], steps.values["at"], strict=True):
        done_at.setdefault(step_id, set()).add(at)
    columns = ("gathering_id", "place_id", "step_id")
    for row, (gathering_id, place_id, step_id) in enumerate(
        zip(*(offices.values[name] for name in columns), strict=True)
    ):
        if BAD in (gathering_id, place_id, step_id):
            continue
        if (gathering_id is None) == (place_id is None):
            yield offices.mistake(row, "gathering_id", "must be filled, or place_id must be: one of the two.")
            continue
        where = "gathering" if place_id is None else "place"
        known = done_at.get(step_id, {where, BAD})
        if where not in known and BAD not in known:
            yield offices.mistake(row, "step_id", f"must be a step that steps.csv says is done at a {where}.")


def steps_out_of_order(frames: Frames) -> Iterator[Mistake]:
    """Steps that follow or start from a step of another pathway, or follow themselves in a circle."""
    steps = frames["steps"]
    columns = ("pathway_id", "step_id", "follows_step_id", "from_event")
    rows = list(zip(*(steps.values[name] for name in columns), strict=True))
    of_pathway: dict[Any, set[Any]] = {}
    follows: dict[tuple[Any, Any], set[Any]] = {}
    for pathway_id, step_id, follows_id, _ in rows:
        of_pathway.setdefault(pathway_id, set()).add(step_id)
        follows.setdefault((pathway_id, step_id), set()).add(follows_id)
    events = ("registered", "entered", "arrived")
    for row, (pathway_id, step_id, follows_id, event) in enumerate(rows):
        if BAD in (pathway_id, step_id, follows_id, event):
            continue
        own = of_pathway[pathway_id] - {BAD}
        if follows_id is not None and follows_id not in own:
            hint = did_you_mean(follows_id, own)
            yield steps.mistake(row, "follows_step_id", f"must be a step of the same pathway.{hint}")
        elif _in_a_circle(pathway_id, step_id, follows):
            yield steps.mistake(row, "follows_step_id", "must not lead back to this step in a circle.")
        if event is not None and event not in events and event not in own:
            yield steps.mistake(
                row,
                "from_event",
                f"must be registered, entered, arrived or a step of the same pathway, got {event!r}."
                f"{did_you_mean(event, [*events, *own])}",
            )


def _in_a_circle(pathway_id: Any, step_id: Any, follows: Mapping[tuple[Any, Any], set[Any]]) -> bool:
    reached: set[Any] = set()
    ahead = [step_id]
    while ahead:
        for earlier in follows.get((pathway_id, ahead.pop()), ()):
            if earlier == step_id:
                return True
            if earlier is not None and earlier not in reached:
                reached.add(earlier)
                ahead.append(earlier)
    return False


def clocks_without_law(frames: Frames) -> Iterator[Mistake]:
    """Deadlines without a source, or in working days of nobody's calendar."""
    steps = frames["steps"]
    columns = ("due_days", "source", "day_kind", "calendar_id")
    for row, (due, source, kind, calendar_id) in enumerate(
        zip(*(steps.values[name] for name in columns), strict=True)
    ):
        if due is None or BAD in (due, source, kind, calendar_id):
            continue
        if not source:
            yield steps.mistake(row, "source", "must say which law gives due_days.")
        if kind == "working" and calendar_id is None:
            yield steps.mistake(row, "calendar_id", "must name the calendar whose working days are counted.")


def clocks_that_never_start(frames: Frames) -> Iterator[Mistake]:
    """Deadlines that count from an appointment which no step gives."""
    steps = frames["steps"]
    columns = ("pathway_id", "step_id", "minutes_per_person", "due_days", "from_event")
    rows = list(zip(*(steps.values[name] for name in columns), strict=True))
    at_a_desk = {(pathway_id, step_id) for pathway_id, step_id, minutes, _, _ in rows if minutes is not None}
    known = {(pathway_id, step_id) for pathway_id, step_id, *_ in rows}
    for row, (pathway_id, step_id, minutes, due, event) in enumerate(rows):
        if due is None or BAD in (pathway_id, step_id, minutes, due, event):
            continue
        start = (pathway_id, event or step_id)
        if start in known and start not in at_a_desk:
            yield steps.mistake(
                row,
                "from_event",
                "must be registered, entered, arrived or a step that has minutes_per_person.",
            )


def steps_in_force_twice(frames: Frames) -> Iterator[Mistake]:
    """Rows of one step whose days of validity overlap."""
    steps = frames["steps"]
    columns = ("pathway_id", "step_id", "valid_from", "valid_to")
    earlier: dict[tuple[Any, Any], list[tuple[Any, Any, int]]] = {}
    for row, (pathway_id, step_id, first, last) in enumerate(
        zip(*(steps.values[name] for name in columns), strict=True)
    ):
        if BAD in (pathway_id, step_id, first, last):
            continue
        for other_first, other_last, line in earlier.setdefault((pathway_id, step_id), []):
            if (first is None or other_last is None or first <= other_last) and (
                other_first is None or last is None or other_first <= last
            ):
                yield steps.mistake(
                    row, "valid_from", f"must begin after line {line} of the same step has ended."
                )
        earlier[pathway_id, step_id].append((first, last, steps.lines[row]))


def endless_closures_with_an_end(frames: Frames) -> Iterator[Mistake]:
    """Closures that are open-ended and have a last day."""
    closures = frames["closures"]
    pairs = zip(closures.values["open_ended"], closures.values["until_on"], strict=True)
    for row, (open_ended, until_on) in enumerate(pairs):
        if open_ended is True and until_on is not None and until_on is not BAD:
            yield closures.mistake(row, "until_on", "must be empty where open_ended is yes.")


def order_of_service_nobody_knows(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Terms of the order of service that are neither a need, a claim, vulnerable nor registered_on."""
    claims = frames["households"].table.column("asylum_claim").one_of
    known = (*NEEDS, *(f"asylum:{claim}" for claim in claims), "vulnerable", "registered_on")
    for term in settings.regularisation.order_of_service:
        if term not in known:
            yield Mistake(
                "programme.toml",
                None,
                "regularisation.order_of_service",
                f"must hold need codes, asylum:<claim>, vulnerable or registered_on, got {term!r}."
                f"{did_you_mean(term, known)}",
            )
