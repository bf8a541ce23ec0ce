"""How near settings come to conflicts that they were not fitted to, beside trivial answers and Flee, and forecasts.

    python benchmarks/movement/calibration.py DATA [--leak-free | --with-capacities] [--points 500] [CONFLICT ...]

DATA holds Flee folders and a simsetting.yml. Each conflict is left out in turn; errors are the measure of Flee,
rescaled, over all days. Figures of Flee itself are those of `posada.movement.peers`, which says where each
is from. A seed moves the ratios by several hundredths: try more than one. With the extra `fast` one mode takes a few
minutes of one processor; without it, much longer.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from posada.movement.calibration import Calibration, Effort, calibrate
from posada.movement.flee_folder import read_flee_folder
from posada.movement.peers import MEASURED, MEASURED_LEAK_FREE

CONFLICTS = ("burundi2015", "car2013", "mali2012", "nigeria2016", "ssudan2013", "syria2013")
SECONDS_BETWEEN_NEWS = 30.0


class News:
    """Tells from time to time how many points were tried."""

    def __init__(self) -> None:
        self.points, self.began = 0, time.perf_counter()
        self.told = self.began

    def __call__(self, _: str) -> None:
        self.points += 1
        if time.perf_counter() - self.told > SECONDS_BETWEEN_NEWS:
            self.told = time.perf_counter()
            print(f"... {self.points} points, {self.told - self.began:.0f} s", flush=True)


def bars(fitted: Calibration) -> list[tuple[str, float, float]]:
    """What was asked: the name, the ratio reached, the ratio asked for."""
    flee = MEASURED_LEAK_FREE if fitted.leak_free else MEASURED
    known = [error for error in fitted.errors if error.name in flee]
    of_flee = float(np.mean([flee[error.name].value for error in known])) if known else float("nan")
    ours = fitted.mean("posterior")
    if fitted.leak_free:
        return [
            ("equal shares", ours / fitted.mean("equal"), 0.70),
            ("Flee's settings", ours / of_flee, 0.80),
        ]
    return [
        ("capacity shares", ours / fitted.mean("capacity"), 0.85),
        ("Flee's settings", ours / of_flee, 0.70),
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("conflicts", nargs="*", default=CONFLICTS)
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--leak-free", action="store_true")
    modes.add_argument("--with-capacities", action="store_true")
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    folders = [read_flee_folder(given.data / name) for name in given.conflicts]
    for leak_free in (True, False):
        if (given.with_capacities and leak_free) or (given.leak_free and not leak_free):
            continue
        began, news = time.process_time(), News()
        fitted = calibrate(
            folders, leave_one_out=True, leak_free=leak_free, effort=Effort(prior_points=given.points),
            seed=given.seed, progress=news,
        )  # fmt: skip
        print(fitted.summary())
        for name, reached, asked in bars(fitted):
            print(
                f"of {name}: {reached:.3f}, asked at most {asked:.2f}: {'met' if reached <= asked else 'MISSED'}"
            )
        print(f"{news.points} points, {time.process_time() - began:.0f} CPU-s\n", flush=True)


if __name__ == "__main__":
    main()
