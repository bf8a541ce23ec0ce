"""Whether evaluations of plans tell the truth, in made-up worlds where it is known, and how long learning takes.

    python benchmarks/placement/learning.py [WORLDS] [PASTS]

First, direct, weighted and doubly robust estimates of a plan's gain, with models that see what matters and models that
do not: mean error, and how often the 95 % interval holds the truth. Then the whole of `learn` on made-up pasts: how
often its interval holds the true gain of its own plan, and how often it praises a plan where there is nothing to
gain. Last, time as a ratio to one fit of scikit-learn's boosted trees on the same rows.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from posada.placement.__main__ import tiny_programme
from posada.placement.learning import learn
from posada.placement.learning.evaluate import Evaluation, evaluate_plan
from posada.placement.learning.example import TRADES, made_up_past, truth
from posada.placement.learning.extra import one_thread
from posada.placement.learning.features import NEUTRAL
from posada.placement.learning.fit import fitted, hold_contest
from posada.placement.learning.history import History, history_of
from posada.placement.learning.learn import Tried, judge, plan_for_later
from posada.placement.learning.models import FREE, Linear, OutcomeModel, PlaceRate, Trees
from posada.placement.learning.propensity import ChanceModel, Chances, Nuisances, Shares, cross_fitted
from posada.placement.learning.trial_world import PLACES, World, made_up_world

HOUSEHOLDS = 600
PLACE_IDS = ("leon", "puebla", "gdl")
SIZES = (1_000, 10_000, 40_000)
ROUNDS = 3


def said_of(
    world: World, make_outcome: Callable[[], OutcomeModel], make_chance: Callable[[], ChanceModel], seed: int
) -> Nuisances:
    return cross_fitted(
        world.x,
        world.place,
        world.outcome,
        np.arange(len(world.outcome)),
        make_outcome=make_outcome,
        make_chance=make_chance,
        places=PLACES,
        seed=seed,
    )


def estimates(worlds: int, *, hidden: float) -> None:
    """Print the errors of the three estimates and the coverage of the interval, for four kinds of judges."""
    found: dict[tuple[str, str], list[tuple[Evaluation, float, float]]] = {}
    for seed in range(worlds):
        world = made_up_world(HOUSEHOLDS, seed=seed, hidden=hidden)
        value = float((world.plan * world.expected).sum(axis=1).mean())
        seeing = said_of(world, lambda: Linear("yes/no", PLACES, crossed=FREE), lambda: Chances(PLACES), seed)
        blind = said_of(world, lambda: PlaceRate(PLACES), lambda: Shares(PLACES), seed)
        for outcomes, of_outcome in (("seen", seeing), ("blind", blind)):
            for chances, of_chance in (("seen", seeing), ("blind", blind)):
                result = evaluate_plan(
                    world.outcome, world.place, world.plan, of_outcome.expected, of_chance.chance
                )
                found.setdefault((outcomes, chances), []).append((result, value, world.true_gain))
    print(f"{worlds} worlds of {HOUSEHOLDS} households, weight of what is not recorded {hidden}")
    print("outcomes  chances  error: direct  weighted  doubly robust  (standard error)  interval holds")
    for (outcomes, chances), results in found.items():
        direct = statistics.mean(row.direct - value for row, value, _ in results)
        weighted = statistics.mean(row.weighted - value for row, value, _ in results)
        both = [row.plan - value for row, value, _ in results]
        held = statistics.mean(row.gain_low <= gain <= row.gain_high for row, _, gain in results)
        error = statistics.stdev(both) / len(both) ** 0.5
        print(
            f"{outcomes:8}  {chances:7}  {direct:+13.4f}  {weighted:+8.4f}  {statistics.mean(both):+13.4f}"
            f"  {error:16.4f}  {held:13.1%}"
        )


def true_gain(history: History, tried: Tried, effect: float) -> float:
    """What the plan of the later households truly brings more than the past way of deciding."""
    rows = [history.rows[at] for at in tried.later.tolist()]
    order = [PLACE_IDS.index(place_id) for place_id in history.place_ids]
    facts = [
        (
            truth(TRADES.index(row.occupations[0]), row.people or 0, row.languages == ("hat",), 3, effect)[
                order
            ],
            chances_of(row.people or 0, row.languages == ("hat",))[order],
        )
        for row in rows
    ]
    return float(
        np.mean([(plan - chance) @ good for plan, (good, chance) in zip(tried.plan, facts, strict=True)])
    )


def chances_of(people: int, creole: bool) -> np.ndarray:
    """The chance of each place in the made-up past."""
    odds = np.array([2.0 if people >= 4 else 1.0, 1.0, 2.0 if creole else 1.0])
    return odds / odds.sum()


def whole_path(pasts: int, *, effect: float, households: int) -> None:
    """Print how often the interval that `learn` gives holds the true gain of its plan, and how often it is above 0."""
    judged, held, praised, gains = 0, 0, 0, []
    for seed in range(pasts):
        past = made_up_past(households=households, seed=seed, effect=effect, place_ids=PLACE_IDS)
        history = history_of(past, NEUTRAL)
        with one_thread():
            contest = hold_contest(history, seed=0)
            tried = plan_for_later(history, contest, seed=0) if contest.beats_rates else None
        if tried is None:
            continue
        found, _ = judge(history, tried, groups=())
        gain = true_gain(history, tried, effect)
        judged += 1
        gains.append(gain)
        held += found.gain_low <= gain <= found.gain_high
        praised += found.gain_low > 0
    mean = statistics.mean(gains) if gains else 0.0
    print(
        f"effect {effect}, {households} households: {pasts} pasts, {judged} with a plan, true gain {mean:+.3f} on"
        f" average; interval holds it in {held} of {judged}, lies above 0 in {praised} of {pasts}"
    )


def times() -> None:
    """Print the median time of `learn` and its ratio to one fit of boosted trees on the same rows."""
    programme = tiny_programme()
    for households in SIZES:
        place_ids = tuple(f"p{number}" for number in range(10))
        past = made_up_past(households=households, seed=1, place_ids=place_ids)
        history = history_of(past, NEUTRAL)
        rounds = ROUNDS if households < SIZES[-1] else 1
        whole = [seconds(partial(learn, programme, past)) for _ in range(rounds)]
        with one_thread():
            peer = [seconds(partial(fitted, partial(Trees, "yes/no", 0), history)) for _ in range(rounds)]
        ours, theirs = statistics.median(whole), statistics.median(peer)
        print(
            f"{households:7,} past households, 10 places: {ours:6.1f} s, {ours / theirs:5.1f} fits of boosted trees"
        )


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    pasts = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with one_thread():
        estimates(worlds, hidden=0.0)
        estimates(max(1, worlds // 5), hidden=1.5)
    whole_path(pasts, effect=1.5, households=1000)
    whole_path(pasts, effect=0.0, households=1000)
    times()


if __name__ == "__main__":
    main()
