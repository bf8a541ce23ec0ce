"""A year of arrivals played again: each batch is decided for good before the next one is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from posada.placement.arriving.arrivals import arrivals_of, last_year_of
from posada.placement.arriving.futures import Families, Outlook, numbered_alike
from posada.placement.arriving.replayed import Replay, Run
from posada.placement.arriving.rules import RULES
from posada.placement.arriving.year import Year, hindsight, run
from posada.placement.optimiser.door import Asked, ProblemError, read
from posada.placement.optimiser.instance import Units
from posada.programme import Programme

__all__ = ["Families", "Replay", "Run", "replay", "replay_programme"]


def replay(
    score: ArrayLike,
    need: ArrayLike,
    capacity: ArrayLike,
    arrives: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    apart: ArrayLike | None = None,
    people: ArrayLike | None = None,
    history: Families | None = None,
    known_from: ArrayLike | None = None,
    group: ArrayLike | None = None,
    total: int | None = None,
    totals: Mapping[int, int] | None = None,
    batches: int | None = None,
    rule: str = "potentials",
    baselines: Sequence[str] = RULES,
    samples: int = 5,
    balance: float = 0.0,
    seed: int = 0,
) -> Replay:
    """The share of hindsight that a rule reaches when families arrive in batches and the future is unknown.

    A batch is decided for good, whole families only, within what is left of the capacities of the year. What
    is not known when a batch is decided is not used.

    Parameters
    ----------
    score, need, capacity, allowed, apart:
        as in `posada.placement.optimiser.solve.solve`; the need of a family is the same at every place.
    arrives:
        the number of the batch in which each family is decided, from 0.
    people:
        how many people each family has, to be counted; 1 if it is missing.
    history:
        the families of another year: what futures are drawn from, with the families known so far.
    known_from:
        the batch from which each family is known; nobody is known before their batch if it is missing.
    group:
        a whole number for each family: of each group the number still to come is reckoned apart. Without it
        families that need the same resources are a group. A history must have the same kind of group.
    total, totals:
        how many families arrive in the year, all in all or by group, where that is known.
    batches:
        how many batches the year has; up to the last arrival if it is missing.
    rule, baselines:
        the rule that decides, and those to compare it with: `potentials` (score less what the needs are worth
        to sampled futures), `minimum_discord` (the place that most sampled futures agree on), `greedy` (the
        best for the batch alone).
    samples:
        how many futures are sampled for a batch, at most.
    balance:
        points that each unit of the first resource costs for each batch of time that its place is behind with
        those it received; 0 leaves places to receive as it comes.

    Raises
    ------
    ProblemError
        if the arrays cannot be used; all mistakes are named together.

    Examples
    --------
    One bed at each place. The first family gains little at the place where the second gains much.

    >>> last_year = Families.plain([[5, 4], [9, 0]], need=[[1], [1]])
    >>> year = replay(
    ...     [[5, 4], [9, 0]], need=[[1], [1]], capacity=[[1], [1]], arrives=[0, 1], history=last_year
    ... )
    >>> year.place.tolist(), year.shares["potentials"], round(year.shares["greedy"], 3)
    ([1, 0], 1.0, 0.385)
    """
    asked = _read("", score, need, capacity, allowed, apart)
    past = (
        None if history is None else _read("history.", history.score, history.need, capacity, history.allowed)
    )
    count = asked.instance.families
    wrong = [
        *_wrong_numbers("arrives", arrives, count),
        *_wrong_numbers("known_from", known_from, count),
        *_wrong_numbers("people", people, count),
        *_wrong_numbers("group", group, count),
        *_wrong_options(rule, baselines, samples, balance, total, totals, group),
    ]
    if wrong:
        raise ProblemError("\n".join(wrong))
    families = Families.plain(asked.instance.value, need, allowed=asked.instance.allowed, group=group)
    last_year = families.of(np.zeros(0, dtype=np.int64))
    if past is not None and history is not None:
        value = np.rint(past.instance.value * (asked.unit / past.unit)).astype(np.int64)
        last_year = replace(history, score=value, need=np.asarray(history.need, dtype=np.int64))
    families, last_year, names = numbered_alike(families, last_year)
    when = np.asarray(arrives, dtype=np.int64)
    known = when if known_from is None else np.minimum(np.asarray(known_from, dtype=np.int64), when)
    year = Year(
        families=families,
        capacity=asked.instance.capacity,
        apart=asked.instance.apart,
        arrives=when,
        known_from=known,
        batches=max(int(when.max(initial=-1)) + 1, batches or 0),
        outlook=Outlook(last_year, len(names), total, _by_group(totals, names)),
        samples=samples,
        balance=balance * asked.unit,
        seed=seed,
    )
    heads = np.ones(count, dtype=np.int64) if people is None else np.asarray(people, dtype=np.int64)
    bound, exact = hindsight(asked.instance)
    best = bound if exact is None else exact
    rules = (rule, *(other for other in RULES if other != rule and other in baselines))
    return Replay(
        runs=tuple(run(year, name, heads, best, asked.unit) for name in rules),
        bound=bound / asked.unit,
        exact=None if exact is None else exact / asked.unit,
        batches=year.batches,
        people=int(heads.sum()),
    )


def replay_programme(
    programme: Programme,
    *,
    rule: str = "potentials",
    baselines: Sequence[str] = RULES,
    history: Programme | None = None,
    every_days: int = 7,
    samples: int = 5,
    balance: float = 0.0,
    seed: int | None = None,
) -> Replay:
    """The share of hindsight that a rule reaches if the households of a programme are placed as they get ready.

    A batch is everybody who gets ready in the same `every_days` days, counted from the first day of the
    programme (`ready_on`, but not before `registered_on`; at once if neither is known). From `registered_on` a
    household is known. Households that must stay together are one, ready with the last of them; whoever the
    program may not place is left out.

    Scores, needs and admissible places are those of `place`. Capacities are totals of the year here: of a
    capacity that changes over time the tightest total counts, which is on the safe side where households stay
    for some days only. Resources that may be overrun, minimums, floors and ties that only prefer are left out.

    Parameters
    ----------
    history:
        the programme of another year with the same places, to draw futures from.
    every_days:
        how many days make a batch.
    seed:
        the seed of sampled futures; that of the programme if it is missing.

    Examples
    --------
    >>> from posada.placement.__main__ import tiny_programme
    >>> year = replay_programme(tiny_programme())
    >>> year.people, year.chosen.people_placed, year.share_of_hindsight
    (6, 5, 1.0)
    """
    if every_days < 1:
        raise ValueError(f"every_days: must be at least 1, got {every_days}.")
    found = arrivals_of(programme, every_days=every_days)
    return replay(
        found.families.score,
        found.families.need,
        found.capacity,
        found.arrives,
        allowed=found.families.allowed,
        apart=found.apart,
        people=found.people,
        history=None if history is None else last_year_of(history, programme),
        known_from=found.known_from,
        batches=found.batches,
        rule=rule,
        baselines=baselines,
        samples=samples,
        balance=balance,
        seed=programme.settings.seed if seed is None else seed,
    )


def _read(
    where: str,
    score: ArrayLike,
    need: ArrayLike,
    capacity: ArrayLike,
    allowed: ArrayLike | None,
    apart: ArrayLike | None = None,
) -> Asked:
    """The arrays in whole numbers; `where` stands before the names in messages."""
    try:
        asked = read(
            score=score,
            need=need,
            capacity=capacity,
            allowed=allowed,
            minimum=None,
            shortfall_price=None,
            floors=None,
            pins=None,
            apart=apart,
            keep=None,
            move_cost=0,
            require_all=False,
            limits={"gap": 0, "seconds": None, "work": 0, "seed": 0},
        )
    except ProblemError as error:
        raise ProblemError("\n".join(where + line for line in str(error).splitlines())) from None
    if np.ndim(need) != 2:
        raise ProblemError(f"{where}need: must be an array of 2 dimensions, got {np.ndim(need)}.")
    return asked


def _wrong_numbers(name: str, given: ArrayLike | None, count: int) -> list[str]:
    """What is wrong with an array that has a whole number, at least 0, for each family."""
    if given is None:
        return []
    array = np.asarray(given)
    if array.shape != (count,):
        return [f"{name}: must be one number for each of {count} families, got shape {array.shape}."]
    if count and array.dtype.kind not in "iu":
        return [f"{name}: must be whole numbers, got values of type {array.dtype}."]
    return [f"{name}: must be at least 0, got {array.min()}."] if count and array.min() < 0 else []


def _wrong_options(
    rule: str,
    baselines: Sequence[str],
    samples: int,
    balance: float,
    total: int | None,
    totals: Mapping[int, int] | None,
    group: ArrayLike | None,
) -> list[str]:
    """What is wrong with the options."""
    rules = ", ".join(RULES)
    wrong = [f"rule: must be one of {rules}, got {rule!r}."] if rule not in RULES else []
    wrong += [f"baselines: must be among {rules}, got {name!r}." for name in baselines if name not in RULES]
    if samples < 1:
        wrong.append(f"samples: must be at least 1, got {samples}.")
    if not (balance >= 0 and np.isfinite(balance)):
        wrong.append(f"balance: must be at least 0, got {balance:g}.")
    if total is not None and total < 0:
        wrong.append(f"total: must be at least 0, got {total}.")
    if totals is not None and group is None:
        wrong.append("totals: must come with group, got no group.")
    return wrong


def _by_group(totals: Mapping[int, int] | None, names: Units) -> Units | None:
    """The known totals in the order of the groups; a group that they do not name has nobody."""
    if totals is None:
        return None
    return np.array([totals.get(int(name), 0) for name in names.tolist()], dtype=np.int64)
