"""Our engines beside Flee 3.1 from PyPI, on the same folders in the same run: the same counts, and how much sooner.

    python -m venv PEER && PEER/bin/pip install flee==3.1
    python benchmarks/movement/against_flee.py DATA PEER/bin/python [--seeds 16] [--hasten 10] [CONFLICT ...]

DATA holds Flee folders and a simsetting.yml. Flee is BSD-3-Clause; it is run as a program and is no dependency.
Printed for each conflict: the spread of the z-scores of the means by place and day (1 where only chance differs), the
share of Kolmogorov-Smirnov tests below 0.05 (5 % where only chance differs), and agent-steps per CPU second.
"""

import argparse
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from scipy.stats import ks_2samp

from posada.movement.flee_folder import read_flee_folder
from posada.movement.individual import run_individual
from posada.movement.transition import transition_of

HERE = Path(__file__).parent
EVERY_DAYS = 20


def flee_settings(data: Path, hasten: int) -> str:
    """The settings of the folders without those that Flee 3.1 passes over, so that both sides obey the same."""
    kept = [
        line for line in (data / "simsetting.yml").read_text().splitlines() if "capacity_scaling" not in line
    ]
    return "\n".join(f"  hasten: {hasten}" if "hasten" in line else line for line in kept) + "\n"


def run_flee(python: str, folder: Path, settings: Path, seed: int, out: Path) -> dict[str, np.ndarray]:
    subprocess.run(
        [python, str(HERE / "flee_run.py"), str(folder), str(settings), str(seed), str(out)], check=True
    )
    with np.load(out) as answer:
        return dict(answer)


def run_all_seeds(given: argparse.Namespace, folder: Path, settings: Path) -> list[dict[str, np.ndarray]]:
    def one(seed: int) -> dict[str, np.ndarray]:
        return run_flee(given.python, folder, settings, seed, settings.with_name(f"{seed}.npz"))

    with ThreadPoolExecutor(given.jobs) as pool:
        return list(pool.map(one, range(given.seeds)))


def compared(ours: np.ndarray, theirs: np.ndarray) -> tuple[float, float, float]:
    """The standard deviation of the z-scores, the share of KS p-values below 0.05, the difference of means."""
    days = np.arange(EVERY_DAYS, ours.shape[1], EVERY_DAYS)
    z, low, tests = [], 0, 0
    for day in days:
        for place in range(ours.shape[2]):
            one, two = ours[:, day, place], theirs[:, day, place]
            error = np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))
            if error == 0.0:
                continue
            z.append((one.mean() - two.mean()) / error)
            low += ks_2samp(one, two).pvalue < 0.05
            tests += 1
    means = np.abs(ours.mean(axis=0) - theirs.mean(axis=0)).sum() / theirs.mean(axis=0).sum()
    return float(np.std(z)), low / max(tests, 1), float(means)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("python")
    parser.add_argument("conflicts", nargs="*", default=["mali2012", "burundi2015", "ssudan2013"])
    parser.add_argument("--seeds", type=int, default=16)
    parser.add_argument("--hasten", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    print(f"seeds {given.seeds}, hasten {given.hasten}")
    print("conflict          z sd  KS<.05  L1 of means   Flee steps/s    ours steps/s    ratio")
    for name in given.conflicts:
        with tempfile.TemporaryDirectory() as scratch:
            settings = Path(scratch) / "simsetting.yml"
            settings.write_text(flee_settings(given.data, given.hasten))
            folder = read_flee_folder(given.data / name, settings)
            theirs = run_all_seeds(given, given.data / name, settings)
        transition = transition_of(folder, "flee")
        run_individual(transition, seed=0)  # numba compiles, where it is installed
        ours, seconds = [], []
        for seed in range(given.seeds):
            began = time.process_time()
            ours.append(run_individual(transition, seed=seed))
            seconds.append(time.process_time() - began)
        steps = np.mean([run.counts.sum() + run.on_the_road.sum() for run in ours]) / np.median(seconds)
        flee = np.median([(it["counts"].sum() + it["roads"].sum()) / it["seconds"] for it in theirs])
        spread, low, means = compared(
            np.array([run.counts for run in ours]), np.array([it["counts"] for it in theirs])
        )
        print(
            f"{name:16s}{spread:6.2f}{low:8.3f}{means:13.4f}{flee:15,.0f}{steps:16,.0f}{steps / flee:9.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
