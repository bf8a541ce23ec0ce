"""Arrays from outside checked and made whole numbers: all mistakes together, each said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import Flags, Floor, Instance, Scores, Units

Points = NDArray[np.float64]

DIGITS = 7
"""Scores that are not whole numbers keep about so many digits."""
LARGEST_AMOUNT = 1 << 40
LARGEST_SCORE = 1 << 30


class ProblemError(ValueError):
    """Arrays that cannot be planned with: the message names every mistake on a line of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem in whole numbers, `unit` of them to a point; a plan to start from; what rounding may change."""

    instance: Instance
    unit: float
    rounding: float
    start: Units | None


class _Reader:
    """Reads arrays and notes what is wrong with them."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def wrong(self, name: str, must: str, got: object) -> None:
        self.mistakes.append(f"{name}: must be {must}, got {got}.")

    def numbers(self, name: str, given: Any, dimensions: tuple[int, ...]) -> NDArray[Any] | None:
        """The array, if it has numbers only and as many dimensions as expected."""
        try:
            array = np.asarray(given)
        except ValueError:
            self.wrong(name, "an array with rows of equal length", "rows of different length")
            return None
        if array.dtype.kind not in "biuf":
            self.wrong(name, "an array of numbers", f"values of type {array.dtype}")
            return None
        if array.ndim not in dimensions:
            words = " or ".join(str(many) for many in dimensions)
            self.wrong(name, f"an array of {words} dimensions", array.ndim)
            return None
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            self.wrong(name, "finite", "values that are not")
            return None
        return array

    def amounts(
        self,
        name: str,
        given: Any,
        dimensions: tuple[int, ...],
        *,
        least: int = 0,
        most: int = LARGEST_AMOUNT,
    ) -> Units | None:
        """The array in whole numbers, if it has nothing else and none outside the limits."""
        array = self.numbers(name, given, dimensions)
        if array is None:
            return None
        if array.dtype.kind == "f" and (array != np.rint(array)).any():
            first = array[array != np.rint(array)].flat[0]
            self.wrong(name, "whole numbers", f"{first:g}")
            return None
        if array.size and array.min() < least:
            self.wrong(name, f"at least {least}", f"{array.min():g}")
            return None
        if array.size and array.max() > most:
            self.wrong(name, f"at most {most}", f"{array.max():g}")
            return None
        return array.astype(np.int64)

    def shaped(self, name: str, array: NDArray[Any] | None, shape: tuple[int, ...], words: str) -> bool:
        """Whether the array is there and has the shape."""
        if array is None:
            return False
        if array.shape != shape:
            self.wrong(name, f"{words} = {_times(shape)}", _times(array.shape))
            return False
        return True


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(str(side) for side in shape) if shape else "a single number"


def read(
    *,
    score: Any,
    need: Any,
    capacity: Any,
    allowed: Any,
    minimum: Any,
    shortfall_price: Any,
    floors: Sequence[Sequence[Any]] | None,
    pins: Any,
    apart: Any,
    keep: Any,
    move_cost: float,
    require_all: bool,
    limits: Mapping[str, float | None],
) -> Asked:
    """The problem in whole numbers, or a `ProblemError` with all mistakes."""
    reader = _Reader()
    scores = reader.numbers("score", score, (2,))
    needs = reader.amounts("need", need, (2, 3))
    room = reader.amounts("capacity", capacity, (2,))
    if scores is None or needs is None or room is None:
        _check_limits(reader, limits)
        raise ProblemError("\n".join(reader.mistakes))
    families, places = scores.shape
    resources = room.shape[1]
    reader.shaped("capacity", room, (places, resources), "places × resources")
    full = (families, resources) if needs.ndim == 2 else (families, places, resources)
    words = "families × resources" if needs.ndim == 2 else "families × places × resources"
    reader.shaped("need", needs, full, words)
    goes = _allowed(reader, allowed, scores.shape)
    least, price = _minimums(reader, minimum, shortfall_price, (places, resources))
    pinned = _places(reader, "pins", pins, families, places)
    kept = _places(reader, "keep", keep, families, places)
    foes = _apart(reader, apart, families)
    groups = _groups(reader, floors, families)
    _check_limits(reader, limits)
    if not np.isfinite(move_cost) or move_cost < 0:
        reader.wrong("move_cost", "at least 0", move_cost)
    if scores.size and np.abs(scores).max() > LARGEST_SCORE:
        reader.wrong("score", f"from -{LARGEST_SCORE} to {LARGEST_SCORE}", f"{np.abs(scores).max():g}")
    if not reader.mistakes:
        _check_pins(reader, pinned, goes, needs, room)
    if reader.mistakes:
        raise ProblemError("\n".join(reader.mistakes))
    whole = scores.dtype.kind in "biu" and float(move_cost).is_integer()
    unit = 1.0 if whole and _whole_prices(price) else _unit(scores, move_cost)
    value: Scores = np.rint(scores * unit).astype(np.int64) if unit != 1.0 else _compact(scores)
    must = np.full(families, bool(require_all)) | (pinned >= 0)
    stay = np.flatnonzero(pinned >= 0)
    goes[stay] = False
    goes[stay, pinned[stay]] = True
    points = value
    stays = np.flatnonzero(kept >= 0)
    if len(stays) and move_cost:
        value = value.astype(np.int64)
        value[stays, kept[stays]] += round(move_cost * unit)
    instance = Instance.plain(
        value,
        needs,
        room,
        allowed=goes,
        minimum=least,
        shortfall_price=np.rint(price * unit).astype(np.int64),
        floors=tuple(
            Floor(
                np.flatnonzero(group),
                points[group].astype(np.int64),
                round(reach * unit),
                round(cost),
            )
            for group, reach, cost in groups
        ),
        apart=foes,
        must=must,
    )
    start = np.where(pinned >= 0, pinned, kept) if len(stays) or len(stay) else None
    if start is not None:
        goes_there = goes[np.arange(families), start]
        start = np.where((start >= 0) & goes_there, start, -1)
    return Asked(instance, unit, 0.0 if unit == 1.0 else 0.5 * families / unit, start)


def _whole_prices(price: Points) -> bool:
    return bool((price == np.rint(price)).all())


def _unit(scores: NDArray[Any], move_cost: float) -> float:
    """The power of ten that makes the largest score a whole number of about seven digits."""
    largest = max(float(np.abs(scores).max(initial=0)), float(move_cost), 1e-12)
    return float(10.0 ** (DIGITS - 1 - np.floor(np.log10(largest))))


def _compact(scores: NDArray[Any]) -> Scores:
    """Whole scores as they are, in four bytes each where they came so."""
    return scores if scores.dtype in (np.int32, np.int64) else scores.astype(np.int64)


def _allowed(reader: _Reader, given: Any, shape: tuple[int, ...]) -> Flags:
    if given is None:
        return np.ones(shape, dtype=bool)
    flags = reader.amounts("allowed", given, (2,), most=1)
    if not reader.shaped("allowed", flags, shape, "families × places") or flags is None:
        return np.ones(shape, dtype=bool)
    return flags.astype(bool)


def _minimums(reader: _Reader, minimum: Any, price: Any, shape: tuple[int, ...]) -> tuple[Units, Points]:
    least, cost = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    if minimum is None:
        if price is not None:
            reader.wrong("minimum", "given where there is a shortfall_price", "none")
        return least, cost
    if price is None:
        reader.wrong("shortfall_price", "given where there is a minimum", "none")
    else:
        asked = reader.numbers("shortfall_price", price, (0, 2))
        if asked is not None and asked.ndim == 0:
            asked = np.full(shape, asked)
        if reader.shaped("shortfall_price", asked, shape, "places × resources") and asked is not None:
            if asked.size and asked.min() < 0:
                reader.wrong("shortfall_price", "at least 0", f"{asked.min():g}")
            cost = asked.astype(float)
    amounts = reader.amounts("minimum", minimum, (2,))
    if reader.shaped("minimum", amounts, shape, "places × resources") and amounts is not None:
        least = amounts
    return least, np.where(least > 0, cost, 0.0)


def _places(reader: _Reader, name: str, given: Any, families: int, places: int) -> Units:
    nowhere = np.full(families, -1, dtype=np.int64)
    if given is None:
        return nowhere
    chosen = reader.amounts(name, given, (1,), least=-1, most=places - 1)
    if not reader.shaped(name, chosen, (families,), "one place for each family") or chosen is None:
        return nowhere
    return chosen


def _apart(reader: _Reader, given: Any, families: int) -> Units:
    none = np.zeros((0, 2), dtype=np.int64)
    if given is None or not np.size(given):
        return none
    pairs = reader.amounts("apart", given, (2,), most=families - 1)
    if (
        not reader.shaped("apart", pairs, (len(pairs) if pairs is not None else 0, 2), "pairs × 2")
        or pairs is None
    ):
        return none
    if (pairs[:, 0] == pairs[:, 1]).any():
        reader.wrong("apart", "pairs of two families", "one family twice")
        return none
    return np.unique(np.sort(pairs, axis=1), axis=0)


def _groups(
    reader: _Reader, floors: Sequence[Sequence[Any]] | None, families: int
) -> list[tuple[Flags, float, float]]:
    groups = []
    for number, floor in enumerate(floors or ()):
        name = f"floors[{number}]"
        if len(floor) != 3:
            reader.wrong(name, "a group, the score to reach and a price", f"{len(floor)} values")
            continue
        members = reader.amounts(f"{name}, group", floor[0], (1,), most=1)
        good = reader.shaped(f"{name}, group", members, (families,), "true or false for each family")
        reach = reader.numbers(f"{name}, score to reach", floor[1], (0,))
        price = reader.amounts(f"{name}, price", floor[2], (0,))
        if good and members is not None and reach is not None and price is not None:
            groups.append((members.astype(bool), float(reach), float(price)))
    return groups


def _check_limits(reader: _Reader, limits: Mapping[str, float | None]) -> None:
    gap, seconds, work = limits["gap"], limits["seconds"], limits["work"]
    if gap is None or not 0 <= gap <= 1:
        reader.wrong("gap", "from 0 to 1", gap)
    if seconds is not None and not seconds > 0:
        reader.wrong("seconds", "above 0", seconds)
    if work is None or work < 0:
        reader.wrong("work", "at least 0", work)


def _check_pins(reader: _Reader, pinned: Units, goes: Flags, needs: Units, room: Units) -> None:
    """Pinned families may go to their place, and all of them fit there together."""
    at = np.flatnonzero(pinned >= 0)
    for family in at[~goes[at, pinned[at]]].tolist():
        reader.wrong("pins", "allowed places", f"place {pinned[family]} for family {family}")
    used = np.zeros_like(room)
    np.add.at(used, pinned[at], needs[at] if needs.ndim == 2 else needs[at, pinned[at]])
    for place, resource in np.argwhere(used > room).tolist():
        asked = f"{used[place, resource]} of {room[place, resource]} at place {place}, resource {resource}"
        reader.wrong("pins", "within the capacities", asked)
