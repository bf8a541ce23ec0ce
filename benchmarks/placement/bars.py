"""What the placement engine reaches, beside what was asked of it and beside solvers that take the whole model.

    python benchmarks/placement/bars.py [--only NAME ...] [--peer-seconds 60] [--no-peers]

Every instance is invented by `generate.py`. A gap is the distance between plan and proven bound as a share of
the expected outcome, the expected jobs of the plan, which is about four times stricter than as a share of
the objective. Seconds are of the wall; those of the processor stand beside them, because a busy machine stretches
only the former. Memory is the peak of the whole process, the generator's arrays among it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from generate import SHORTFALL_PRICE, Programme, agency, generate

from posada.placement.optimiser.bound import bound
from posada.placement.optimiser.certificate import certify
from posada.placement.optimiser.highs import maximise, relax
from posada.placement.optimiser.instance import Instance
from posada.placement.optimiser.multipliers import whole
from posada.placement.optimiser.optimise import CLOSE, optimise
from posada.placement.optimiser.part import program
from posada.placement.optimiser.prices import find_prices, spread
from posada.placement.optimiser.regret import regrets
from posada.placement.optimiser.relaxation import tighten
from posada.placement.optimiser.replan import frontier, moved, what_if
from posada.placement.verify import verify_arrays


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, ours, the bar, the peer's, and peer over ours."""

    what: str
    ours: str
    bar: str
    met: bool
    peer: str = ""
    ratio: str = ""


Measure = Callable[[float], Iterator[Row]]


def instance_of(programme: Programme) -> Instance:
    """The instance of an invented programme."""
    price = np.where(programme.minimum > 0, SHORTFALL_PRICE, 0)
    return Instance.plain(
        programme.score,
        programme.need,
        programme.capacity,
        allowed=programme.allowed,
        minimum=programme.minimum,
        shortfall_price=price,
    )


class Clock:
    """Seconds of the wall and of the processor since it was made."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    @property
    def wall(self) -> float:
        return time.perf_counter() - self._wall

    @property
    def processor(self) -> float:
        return time.process_time() - self._processor

    def __str__(self) -> str:
        return f"{self.wall:.2f} s (processor {self.processor:.2f})"


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def expected_by_prices(programme: Programme) -> float:
    """About what a good plan yields in expected jobs, to turn a gap asked of it into one of the objective."""
    rows = np.linspace(0, len(programme.score) - 1, min(len(programme.score), 5_000)).astype(int)
    best = programme.expected[rows].max(axis=1).astype(float).mean()
    total = programme.score[rows].max(axis=1).astype(float).mean()
    return 0.85 * best / total


def plan_rows(programme: Programme, stops: list[tuple[float, float]]) -> Iterator[Row]:
    """How long the plan takes to reach each gap; `stops` are pairs of gap and seconds asked."""
    instance = instance_of(programme)
    clock = Clock()
    reached: dict[float, str] = {}
    seconds: dict[float, float] = {}
    outcome = expected_by_prices(programme) * float(programme.score.max(axis=1).sum(dtype=np.float64))

    def note(worth: int, limit: int) -> None:
        for gap, _ in stops:
            if gap not in reached and limit - worth <= gap * outcome:
                reached[gap], seconds[gap] = str(clock), clock.wall

    longest = max(wall for _, wall in stops)
    plan = optimise(
        instance,
        gap=0.98 * min(gap for gap, _ in stops) * expected_by_prices(programme),
        seconds=3 * longest,
        work=100_000,
        progress=note,
    )
    last = (plan.bound - plan.worth) / programme.outcome(plan.place)
    for gap, wall in stops:
        ours = reached.get(gap, f"not in {clock}; {last:.1e}")
        yield Row(f"plan within {gap:g}", ours, f"{wall:g} s", seconds.get(gap, np.inf) <= wall)
    clock = Clock()
    found = verify_arrays(instance, certify(plan))
    yield Row("verify", f"{clock}{'' if not found else ' REFUSED'}", "1 s", clock.wall <= 1 and not found)


def bound_row(programme: Programme, wall: float, *, against_lp: bool) -> Iterator[Row]:
    """The proven bound of prices alone: how long it takes and how far from the linear program's optimum it is."""
    instance = instance_of(programme)
    clock = Clock()
    at = find_prices(instance)
    limit = bound(instance, whole(instance, at))
    took, seconds = str(clock), clock.wall
    if not against_lp:
        yield Row("bound", took, f"{wall:g} s", seconds <= wall)
        return
    exact = tighten(instance, at, within=CLOSE * spread(instance)).bound
    outcome = expected_by_prices(programme) * float(programme.score.max(axis=1).sum(dtype=np.float64))
    far = (limit - exact) / outcome
    yield Row("bound", f"{took}, {far:.1e} from LP", f"{wall:g} s, 1e-5", seconds <= wall and far <= 1e-5)


def huge(peer_seconds: float) -> Iterator[Row]:
    programme = generate(1_000_000, 32)
    yield from bound_row(programme, 10, against_lp=False)
    yield Row("memory after bound", f"{megabytes():.0f} MB", "1000 MB", megabytes() <= 1000)
    yield from plan_rows(programme, [(1e-4, 120)])
    yield Row("memory", f"{megabytes():.0f} MB", "1000 MB", megabytes() <= 1000)


def large(peer_seconds: float) -> Iterator[Row]:
    programme = generate(100_000, 32)
    yield from bound_row(programme, 1, against_lp=True)
    yield from plan_rows(programme, [(1e-4, 10), (1e-5, 60)])
    yield Row("memory", f"{megabytes():.0f} MB", "400 MB", megabytes() <= 400)
    yield from linear_peers(programme, peer_seconds)


def middle(peer_seconds: float) -> Iterator[Row]:
    programme = generate(10_000, 30)
    yield from bound_row(programme, 1, against_lp=True)
    yield from plan_rows(programme, [(1e-4, 3), (2e-5, 60)])
    yield from linear_peers(programme, peer_seconds)
    yield from whole_peer(programme, peer_seconds)


def changes(peer_seconds: float) -> Iterator[Row]:
    programme = generate(10_000, 30)
    instance = instance_of(programme)
    plan = optimise(instance, gap=1e-4 * expected_by_prices(programme))
    outcome = programme.outcome(plan.place)
    capacity = instance.capacity.copy()
    largest = int(capacity[:, 0].argmax())
    capacity[largest] = capacity[largest] * 4 // 5
    changed = replace(instance, capacity=capacity)
    times = []
    for _ in range(5):
        clock = Clock()
        what_if(changed, plan.multipliers)
        times.append((clock.wall, str(clock)))
    yield Row("what-if bound", sorted(times)[2][1], "0.1 s", sorted(times)[2][0] <= 0.1)
    times = []
    for _ in range(5):
        clock = Clock()
        regrets(instance, plan.multipliers)
        times.append((clock.wall, f"{1000 * clock.wall:.1f} ms (processor {1000 * clock.processor:.1f})"))
    yield Row("override prices of all pairs", sorted(times)[2][1], "5 ms", sorted(times)[2][0] <= 0.005)
    best = optimise(changed, gap=1e-4 * expected_by_prices(programme), prices=plan.multipliers)
    yield Row("moved by a plan made afresh", f"{moved(plan.place, best.place) / 100:.1f} %", "", met=True)
    clock = Clock()
    costs = [200, 1_000, 5_000, 20_000, 60_000]
    close = 1e-4 * expected_by_prices(programme)
    points = frontier(changed, plan.place, costs, prices=plan.multipliers, gap=close, seconds=9)
    took, seconds = str(clock), clock.wall
    told = "; ".join(
        f"{100 * point.moved / instance.families:.1f} % at {(point.bound - point.worth) / outcome:.1e}"
        for point in points
    )
    yield Row("frontier of five points", f"{took}: {told}", "10 s", seconds <= 10)
    good = any(
        point.moved <= 0.05 * instance.families and point.bound - point.worth <= 2e-4 * outcome
        for point in points
    )
    yield Row("at most 5 % moved at 1e-4 loss", "see the frontier (loss and gap together)", "yes", good)


def wide(peer_seconds: float) -> Iterator[Row]:
    yield from plan_rows(generate(10_000, 300), [(1e-3, 120)])


def proven(peer_seconds: float) -> Iterator[Row]:
    programme = generate(1_000, 10)
    clock = Clock()
    plan = optimise(instance_of(programme), gap=1e-6)
    done = plan.bound - plan.worth <= 1e-6 * plan.worth
    yield Row("proven optimal (1e-6)", f"{clock}{'' if done else ' NOT'}", "10 s", clock.wall <= 10 and done)
    yield from whole_peer(programme, peer_seconds, ours=clock.processor)


def agencies(peer_seconds: float) -> Iterator[Row]:
    for families, places, resources, seed in (
        (300, 20, 1, 0),
        (400, 20, 3, 3),
        (500, 21, 1, 1),
        (500, 21, 3, 1),
    ):
        programme = agency(families, places, resources, seed=seed)
        clock = Clock()
        plan = optimise(instance_of(programme), gap=0)
        took, seconds, processor = str(clock), clock.wall, clock.processor
        done = plan.bound == plan.worth
        what = f"{families} × {places} × {resources} proven optimal"
        row = Row(what, took + ("" if done else " NOT"), "1 s", seconds <= 1 and done)
        peer = next(whole_peer(programme, peer_seconds, ours=processor))
        yield replace(row, peer=peer.peer, ratio=peer.ratio)


def whole_peer(programme: Programme, seconds: float, *, ours: float | None = None) -> Iterator[Row]:
    """HiGHS on the whole model in whole numbers."""
    if seconds <= 0:
        yield Row("HiGHS, whole model", "", "", met=True)
        return
    instance = instance_of(programme)
    family, place = np.nonzero(instance.allowed)
    clock = Clock()
    part = program(instance, np.full(instance.families, -1), family, place)
    found = maximise(part, nodes=10**9, seconds=seconds)
    value = -np.inf if found.values is None else float(part.cost @ found.values)
    gap = 0.0 if found.values is None else (found.bound - value) / max(1.0, abs(value))
    said = f"HiGHS {clock}, " + ("no plan" if found.values is None else f"gap {gap:.1e} of objective")
    yield Row("HiGHS, whole model", "", "", True, said, f"{clock.processor / ours:.1f}" if ours else "")


def linear_peers(programme: Programme, seconds: float) -> Iterator[Row]:
    """The linear relaxation by solvers that take it whole: a bound and no plan."""
    if seconds <= 0:
        return
    instance = instance_of(programme)
    family, place = np.nonzero(instance.allowed)
    part = program(instance, np.full(instance.families, -1), family, place)
    clock = Clock()
    relaxed = relax(part, seconds=seconds)
    said = "no optimum" if relaxed is None else f"optimum {relaxed.worth + part.constant:.0f}"
    yield Row("bound by HiGHS simplex", "", "", True, f"{clock}, {said}")
    try:
        from ortools.linear_solver import pywraplp  # noqa: F401
        from ortools.pdlp import solve_log_pb2, solvers_pb2  # noqa: F401
        from ortools.pdlp.python import pdlp
    except ImportError:
        yield Row("bound by OR-Tools PDLP", "", "", True, "not installed")
        return
    yield Row("bound by OR-Tools PDLP", "", "", True, pdlp_says(pdlp, solvers_pb2, part, seconds))


def pdlp_says(pdlp: object, messages: object, part: object, seconds: float) -> str:
    """How long OR-Tools PDLP takes to a relative tolerance of 1e-4, and the value it ends with."""
    import scipy.sparse

    columns, rows = len(part.cost), len(part.row_upper)
    made = pdlp.QuadraticProgram()
    made.resize_and_initialize(columns, rows)
    made.objective_vector = -part.cost
    made.variable_lower_bounds, made.variable_upper_bounds = part.lower, part.upper
    made.constraint_lower_bounds, made.constraint_upper_bounds = part.row_lower, part.row_upper
    made.constraint_matrix = scipy.sparse.csc_matrix(
        (part.entry_value, (part.entry_row, part.entry_column)), shape=(rows, columns)
    )
    asked = messages.PrimalDualHybridGradientParams()
    asked.termination_criteria.simple_optimality_criteria.eps_optimal_relative = 1e-4
    asked.termination_criteria.simple_optimality_criteria.eps_optimal_absolute = 1e-4
    asked.termination_criteria.time_sec_limit = seconds
    clock = Clock()
    answer = pdlp.primal_dual_hybrid_gradient(made, asked)
    value = float(part.cost @ answer.primal_solution) + part.constant
    return f"{clock}, {value:.0f}"


MEASURES: dict[str, tuple[str, Measure]] = {
    "agencies": ("small agencies, a third of the pairs barred", agencies),
    "proven": ("1,000 × 10 × 6", proven),
    "middle": ("10,000 × 30 × 6", middle),
    "changes": ("10,000 × 30 × 6, a fifth less at the largest place", changes),
    "large": ("100,000 × 32 × 6", large),
    "huge": ("1,000,000 × 32 × 6", huge),
    "wide": ("10,000 × 300 × 6", wide),
}


def run(name: str, peer_seconds: float) -> None:
    """Print the rows of one measure as they come."""
    title, measure = MEASURES[name]
    print(f"\n{title} (load {os.getloadavg()[0]:.1f})", flush=True)
    for row in measure(peer_seconds):
        mark = "" if not row.bar else "met" if row.met else "MISSED"
        cells = (row.what, row.ours, row.bar, mark, row.peer, row.ratio)
        print("  " + " | ".join(cell for cell in cells if cell), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--peer-seconds", type=float, default=60.0)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    for name in options.only:
        # Each in a process of its own, so that its memory and its threads are its own.
        child = multiprocessing.get_context("spawn").Process(
            target=run, args=(name, 0.0 if options.no_peers else options.peer_seconds)
        )
        child.start()
        child.join()


if __name__ == "__main__":
    main()
