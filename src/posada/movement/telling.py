"""Counts of people as they may be told: never fewer than ten, and never so that a subtraction tells them.

Folders of conflicts hold true reports on refugees, so what is told of them keeps the rule of everything that is given
out. Errors, bands and totals are computed from the exact counts; only what leaves is looked at here.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

import numpy as np

from posada.movement.network import Flags, Floats
from posada.programme.disclosure import FEWEST_TOLD

HIDES_WELL = 2 * FEWEST_TOLD


def few(people: Floats) -> Flags:
    """Which counts are too small to be told; nobody at all is no small count.

    >>> few(np.array([0.0, 0.4, 7.0, 9.5, 12.0])).tolist()
    [False, False, True, False, False]
    """
    whole = np.rint(people)
    return np.asarray((whole > 0) & (whole < FEWEST_TOLD))


def untold(parts: Floats) -> Flags:
    """Which parts of a whole must not be told where the whole is: the few, and one other with them.

    The parts of one whole stand along the last axis.

    >>> untold(np.array([4405.0, 7.0, 60.0, 0.0])).tolist()
    [False, True, True, False]
    """
    hidden = few(parts)
    return np.asarray(hidden | (hidden.any(axis=-1, keepdims=True) & _companion(parts)))


def whole_is_untold(parts: Floats) -> Flags:
    """Whether the sum of parts must not be told: it is small, or no part is large enough to hide the few.

    >>> [bool(whole_is_untold(np.array(it))) for it in ([4405.0, 7.0], [9.0, 9.0], [3.0, 0.0], [0.0, 0.0])]
    [False, True, True, False]
    """
    alone = few(parts).any(axis=-1) & ~_hides(parts)
    return np.asarray(few(parts.sum(axis=-1)) | alone)


class Untold(NamedTuple):
    """What must not be told of a day: people by place, on the road, in all camps, and everybody who set out."""

    places: Flags
    on_the_road: Flags
    in_camps: Flags
    set_out: Flags


def untold_people(people: Floats, on_the_road: Floats, is_camp: Flags) -> Untold:
    """What must not be told of the people by place and on the road, where sums over camps and over all are told.

    Places stand along the last axis.

    >>> untold_people(np.array([300.0, 7.0, 4000.0]), np.array(0.0), np.array([False, True, True]))
    Untold(places=array([False,  True,  True]), on_the_road=array(False), in_camps=array(False), set_out=array(False))
    """
    camps = np.where(is_camp, people, 0.0)
    others = np.concatenate([np.where(is_camp, 0.0, people), np.asarray(on_the_road)[..., None]], axis=-1)
    no_camps, lonely = whole_is_untold(camps), few(others)
    beside = lonely.any(axis=-1) | no_camps
    hidden = lonely | (beside[..., None] & _companion(others))
    # Where nobody else could hide few in towns and on roads, a camp does, and so does the sum over camps.
    by_a_camp = lonely.any(axis=-1) & ~_hides(others) & _hides(camps)
    return Untold(
        places=untold(camps) | hidden[..., :-1] | (by_a_camp[..., None] & _companion(camps)),
        on_the_road=np.asarray(hidden[..., -1]),
        in_camps=np.asarray(no_camps | by_a_camp),
        set_out=np.asarray(few(people.sum(axis=-1) + on_the_road) | (beside & ~_hides(others) & ~by_a_camp)),
    )


def untold_reports(reported: Mapping[str, float], camps: Container[str]) -> frozenset[str]:
    """The places whose reports of one day must not be told, where sums over camps and over all are told.

    >>> sorted(untold_reports({"North": 7.0, "South": 60.0, "East": 900.0}, {"North", "South", "East"}))
    ['North', 'South']
    """
    names = list(reported)
    people = np.array([reported[name] for name in names])
    in_camps = np.where([name in camps for name in names], people, 0.0)
    hidden = untold(people) | untold(in_camps) if names else np.zeros(0, bool)
    return frozenset(name for name, is_hidden in zip(names, hidden.tolist(), strict=True) if is_hidden)


def _companion(parts: Floats) -> Flags:
    """The part that is withheld beside few: the smallest that hides them well, or else the largest that may be told.

    From `HIDES_WELL` on any small number fits between the whole and what is told of it.
    """
    whole = np.rint(parts)
    hiding = np.where(whole >= HIDES_WELL, whole, np.inf)
    largest = np.where(whole >= FEWEST_TOLD, whole, -np.inf)
    best = np.where(
        np.isfinite(hiding).any(axis=-1, keepdims=True),
        hiding == hiding.min(axis=-1, keepdims=True),
        (largest == largest.max(axis=-1, keepdims=True)) & np.isfinite(largest),
    )
    return np.asarray(best & (np.cumsum(best, axis=-1) == 1))


def _hides(parts: Floats) -> Flags:
    """Whether some part is large enough to hide any few beside it."""
    return np.asarray((np.rint(parts) >= HIDES_WELL).any(axis=-1))


def in_words(people: float, words: Mapping[str, str], *, is_untold: bool = False) -> str:
    """A count in words: as it is, as few, or as withheld where it is untold without being small.

    >>> words = {"few": "fewer than 10", "withheld": "withheld"}
    >>> in_words(1234.4, words), in_words(3.0, words), in_words(60.0, words, is_untold=True)
    ('1,234', 'fewer than 10', 'withheld')
    """
    if few(np.asarray(people)):
        return words["few"]
    return words["withheld"] if is_untold and round(people) > 0 else f"{people:,.0f}"
