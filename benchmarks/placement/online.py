"""How near to hindsight the rules for arriving families come: `python benchmarks/placement/online.py`.

2,000 families, 10 places, 6 resources, 52 batches of equal size; last year's 2,000 families are the history. In
four scenarios this year differs from it in something that the rules do not know. "Jobs" is the stricter
measure: what is lost against hindsight as a share of the expected jobs alone, without the points that everybody
brings who is placed at all. Then the shape of a small agency: 400 cases, 20 places, a third of the pairs barred.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from generate import Programme, agency, generate

from posada.placement.arriving.replay import Families, Replay, replay

Units = NDArray[np.int64]

FAMILIES, PLACES, BATCHES = 2_000, 10, 52
LANGUAGE = 4
QUEUE_BATCHES = 8


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happens this year: who comes, in which order, and what was seen last year."""

    programme: Programme
    this_year: Units
    last_year: Units
    capacity: Units

    @property
    def arrives(self) -> Units:
        """Batches of equal size."""
        return np.arange(len(self.this_year)) * BATCHES // len(self.this_year)

    @property
    def history(self) -> Families:
        """Last year's families."""
        rows, of = self.last_year, self.programme
        return Families.plain(of.score[rows], of.need[rows], allowed=of.allowed[rows])

    def replay(self, **options: Any) -> Replay:
        """The year under a rule."""
        rows, of = self.this_year, self.programme
        return replay(
            of.score[rows],
            of.need[rows],
            self.capacity,
            self.arrives,
            allowed=of.allowed[rows],
            people=of.need[rows, 0],
            **{"history": self.history, "baselines": (), **options},
        )

    def share_of_jobs(self, year: Replay) -> float:
        """One less what is lost against the bound of hindsight, as a share of the jobs in that bound at least."""
        rows, of = self.this_year, self.programme
        placed = year.place >= 0
        jobs = float(of.expected[rows][placed, year.place[placed]].sum())
        lost = year.bound - year.chosen.score
        return 1.0 - lost / (jobs + lost)


def two_years(kind: str, seed: int) -> Scenario:
    """A scenario: `steady`, `late`, `last` (after all others), `more`, `fewer`, `early`.

    It says how those who need an interpreter depart from last year; all other arrivals are independent.
    """
    made = generate(2 * FAMILIES, PLACES, seed=seed, minimums=False)
    random = np.random.default_rng([seed, 1])
    speaks = made.need[:, LANGUAGE] > 0
    order = random.permutation(2 * FAMILIES)
    this_year, last_year = order[:FAMILIES], order[FAMILIES:]
    if kind == "more":
        last_year = last_year[~(speaks[last_year] & (random.random(FAMILIES) < 0.5))]
    when = random.random(FAMILIES)
    if kind == "fewer":
        stays_away = speaks[this_year] & (random.random(FAMILIES) < 0.7)
        this_year, when = this_year[~stays_away], when[~stays_away]
    when += {"late": 0.5, "last": 1.0, "more": 0.5, "early": -0.5}.get(kind, 0.0) * speaks[this_year]
    return Scenario(made, this_year[np.argsort(when, kind="stable")], last_year, made.capacity // 2)


def small_agency(seed: int) -> Scenario:
    """400 cases after 400 of last year; capacities are 110 % of what an allocation by share would use."""
    made = agency(800, 20, 3, seed=seed)
    random = np.random.default_rng([seed, 2])
    order = random.permutation(800)
    share = random.dirichlet(np.full(20, 2.0))
    used = np.zeros((20, 3))
    for case in order[:400].tolist():
        chance = share * made.allowed[case]
        used[random.choice(20, p=chance / chance.sum())] += made.need[case]
    return Scenario(made, order[:400], order[400:], np.ceil(1.1 * used).astype(np.int64))


def known_weeks_ahead(scenario: Scenario) -> Units:
    """Registered eight batches before they are ready."""
    return np.maximum(scenario.arrives - QUEUE_BATCHES, 0)


def known_totals(scenario: Scenario) -> dict[str, Any]:
    """How many will need an interpreter, and how many not."""
    speaks = (scenario.programme.need[:, LANGUAGE] > 0).astype(np.int64)
    names, counts = np.unique(speaks[scenario.this_year], return_counts=True)
    past = scenario.last_year
    of = scenario.programme
    history = Families.plain(of.score[past], of.need[past], allowed=of.allowed[past], group=speaks[past])
    totals = dict(zip(names.tolist(), counts.tolist(), strict=True))
    return {"group": speaks[scenario.this_year], "totals": totals, "history": history}


def measure(
    name: str, make: Callable[[int], Scenario], options: Callable[[Scenario], dict[str, Any]], seeds: int
) -> None:
    """A line of the table: medians over seeds, and the worst seed."""
    shares, jobs, means, worsts = [], [], [], []
    for seed in range(seeds):
        scenario = make(seed)
        year = scenario.replay(seed=seed, **options(scenario))
        shares.append(year.share_of_hindsight)
        jobs.append(scenario.share_of_jobs(year))
        means.append(1e3 * year.chosen.mean_seconds)
        worsts.append(1e3 * float(np.quantile(year.chosen.seconds, 0.95)))
    print(
        f"| {name} | {100 * np.median(shares):.2f} % | {100 * min(shares):.2f} % | {100 * np.median(jobs):.2f} % |"
        f" {np.median(means):.0f} ms | {np.median(worsts):.0f} ms |",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--seeds", type=int, default=5)
    asks.add_argument("--only", default="", help="lines whose name has this in it")
    given = asks.parse_args()

    def line(name: str, make: Callable[[int], Scenario], **options: Any) -> None:
        if given.only in name:
            known = options.pop("known", lambda scenario: {})
            measure(name, make, lambda scenario: {**options, **known(scenario)}, given.seeds)

    print("| | share of hindsight | worst seed | jobs | mean a batch | 95 % of batches within |")
    print("|---|---|---|---|---|---|")
    for kind in ("steady", "late", "last", "more", "fewer", "early"):
        line(f"{kind}, greedy", lambda seed, kind=kind: two_years(kind, seed), rule="greedy")
        line(f"{kind}, potentials", lambda seed, kind=kind: two_years(kind, seed))
    for kind in ("steady", "late"):
        line(
            f"{kind}, minimum discord", lambda seed, kind=kind: two_years(kind, seed), rule="minimum_discord"
        )
    for kind in ("late", "more"):
        make = lambda seed, kind=kind: two_years(kind, seed)  # noqa: E731
        line(f"{kind}, queue of 8 weeks", make, known=lambda one: {"known_from": known_weeks_ahead(one)})
        line(f"{kind}, totals by language known", make, known=known_totals)
        line(
            f"{kind}, all registered before",
            make,
            known=lambda one: {"known_from": np.zeros(len(one.this_year), dtype=np.int64)},
        )
    for rule in ("greedy", "minimum_discord", "potentials"):
        line(f"agency, {rule}", small_agency, rule=rule)


if __name__ == "__main__":
    main()
