"""Counts an answer again from its rows and the files: nobody appears or is lost, nobody is where no road leads.

It shares no code with the engines, so that a mistake in one does not hide in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from posada.movement.rows import FleeFolder

_ROUNDING = 1e-3
"""People that sums of expected counts may differ by."""


def check(
    folder: FleeFolder, rows: Iterable[tuple[object, str, str, float, float | None]],
    on_the_road: Sequence[float], set_out: Sequence[float],
) -> list[str]:  # fmt: skip
    """What is wrong with an answer, in sentences; nothing if it holds.

    >>> from posada.movement.example import example
    >>> from posada.movement.simulate import simulate
    >>> flows = simulate(example(), seed=4)
    >>> check(flows.folder, flows.rows(), flows.on_the_road, flows.set_out)
    []
    """
    inside: dict[object, float] = defaultdict(float)
    somebody: set[str] = set()
    told: list[str] = []
    for on, place, _, people, _ in rows:
        inside[on] += people
        if people > _ROUNDING:
            somebody.add(place)
        if people < 0:
            told.append(f"{place} on {on}: must be at least 0, got {people:g}.")
    if len(inside) != folder.days:
        return [*told, f"must have {folder.days} days, got {len(inside)}."]
    before = 0.0
    for (on, people), roads, total in zip(inside.items(), on_the_road, set_out, strict=True):
        if abs(people + roads - total) > _ROUNDING + 1e-9 * total:
            told.append(
                f"{on}: must have {total:,.3f} people in places and on roads, got {people + roads:,.3f}."
            )
        if roads < 0:
            told.append(f"the roads on {on}: must be at least 0, got {roads:g}.")
        if total < before - _ROUNDING:
            told.append(f"{on}: must have at least {before:,.0f} people who set out, got {total:,.0f}.")
        before = total
    lost = somebody - _reachable(folder)
    return told + [
        f"{name}: must be empty, as no road leads here from where people set out." for name in sorted(lost)
    ]


def _reachable(folder: FleeFolder) -> set[str]:
    """Every place that a road leads to from a conflict or from a camp, closed or not."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for route in folder.routes:
        neighbours[route.start].add(route.end)
        neighbours[route.end].add(route.start)
    struck = {name for name, values in (folder.intensities or {}).items() if any(values)}
    open_ends = [p.name for p in folder.locations if p.kind == "conflict" or p.is_camp or p.name in struck]
    found = set(open_ends)
    while open_ends:
        for name in neighbours[open_ends.pop()] - found:
            found.add(name)
            open_ends.append(name)
    return found
