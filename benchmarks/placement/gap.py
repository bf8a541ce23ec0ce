"""Generalised assignment on public instances: our plan and bound, beside HiGHS alone with the same seconds.

    python benchmarks/placement/gap.py [FOLDER] [--seconds 60] [--only c05100 d20100] [--without-highs] [--max]

Each instance is a text file: places, families, the costs, the needs (both place by place), the capacities.
`bounds.txt` beside them holds a line per instance and sense: name_Min, proven bound, best known value.
With --max, what the files call costs is gained and not paid.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from posada.placement.optimiser.knapsack_prices import Knapsacks
from posada.placement.optimiser.knapsack_rest import search_pairs
from posada.placement.optimiser.knapsacks import assign

PLAN_BAR, BOUND_BAR = 0.1, 0.03  # per cent of the best known value
DATA = Path(__file__).parents[3] / "shared" / "data" / "gap"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", nargs="+", default=())
    parser.add_argument("--without-highs", action="store_true")
    parser.add_argument("--max", action="store_true")
    options = parser.parse_args()

    known = read_known(options.folder / "bounds.txt", "_Max" if options.max else "_Min")
    print(
        f"{'instance':10} {'best known':>10} {'HiGHS':>8} {'ours':>8} {'gap %':>7}"
        f" {'bound':>8} {'off %':>7} {'s':>5}  how, and what misses its bar"
    )
    missed = count = 0
    for path in sorted(options.folder.glob("*.txt")):
        if path.stem == "bounds" or (options.only and path.stem not in options.only):
            continue
        count += 1
        missed += show(path, known.get(path.stem), options)
    print(
        f"{count - missed} of {count} within {PLAN_BAR} % (plan) and {BOUND_BAR} % (bound), one core,"
        f" {options.seconds:g} s each."
    )


def show(path: Path, known: tuple[int, int] | None, options: argparse.Namespace) -> bool:
    """Print one row; whether it misses a bar."""
    cost, need, capacity = read_instance(path)
    sign = -1 if options.max else 1
    alone = "-"
    if not options.without_highs:
        task = Knapsacks(sign * cost, need, capacity, need <= capacity[:, None])
        place, _ = search_pairs(task, task.usable, nodes=2**31 - 1, seconds=options.seconds)
        alone = "none" if place is None else str(int(cost[place, np.arange(cost.shape[1])].sum()))
    start = time.perf_counter()
    answer = assign(sign * cost, need, capacity, seconds=options.seconds)
    seconds = time.perf_counter() - start
    ours = None if answer.cost is None else sign * answer.cost
    bound = sign * answer.bound
    best = known[0 if options.max else 1] if known else ours
    if ours is None or best is None:
        print(
            f"{path.stem:10} {best!s:>10} {alone:>8} {'none':>8} {'':7} {bound:8} {'':7} {seconds:5.1f}  MISS plan"
        )
        return True
    gap = 100 * sign * (ours - best) / best
    off = 100 * sign * (best - bound) / best
    misses = [word for word, misses in (("plan", gap > PLAN_BAR), ("bound", off > BOUND_BAR)) if misses]
    print(
        f"{path.stem:10} {best:10} {alone:>8} {ours:8} {gap:7.3f} {bound:8} {off:7.3f} {seconds:5.1f}"
        f"  {answer.note}{'; MISS ' + ' and '.join(misses) if misses else ''}",
        flush=True,
    )
    return bool(misses)


def read_instance(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Costs and needs (places × families) and capacities."""
    numbers = np.array(path.read_text().split(), dtype=np.int64)
    places, families = int(numbers[0]), int(numbers[1])
    cost, need = numbers[2 : 2 + 2 * places * families].reshape(2, places, families)
    return cost, need, numbers[2 + 2 * places * families :]


def read_known(path: Path, sense: str) -> dict[str, tuple[int, int]]:
    """The bound and the best value, or the value and the bound, of each instance in this sense; lower first."""
    if not path.exists():
        return {}
    rows = [line.split() for line in path.read_text().splitlines()]
    return {
        name.removesuffix(sense): (int(low), int(high)) for name, low, high in rows if name.endswith(sense)
    }


if __name__ == "__main__":
    main()
