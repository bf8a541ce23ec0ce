"""How far the engines of counts are from the engine of persons: the share of people who are elsewhere on average.

    python benchmarks/movement/counts_beside_persons.py DATA [--seeds 8]

DATA holds Flee folders and a simsetting.yml. "chance" is the same measure between two halves of the runs of persons.
With capacities, people decide in another order where camps fill; without, only chance and rounding are left.
"""

import argparse
import dataclasses
from pathlib import Path

import numpy as np

from posada.movement.flee_folder import read_flee_folder
from posada.movement.individual import run_individual
from posada.movement.mean_field import run_mean_field
from posada.movement.population import run_population
from posada.movement.transition import transition_of
from posada.movement.validation import without_capacities

HASTEN = {"mali2012": 10, "burundi2015": 20, "ssudan2013": 40}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=int, default=8)
    given = parser.parse_args()
    print(f"{'':14s}{'capacities':>12s}{'mode':>8s}{'chance':>9s}{'populations':>13s}{'mean field':>12s}")
    for name, hasten in HASTEN.items():
        folder = read_flee_folder(given.data / name, given.data / "simsetting.yml")
        folder = dataclasses.replace(folder, settings=dataclasses.replace(folder.settings, hasten=hasten))
        for word, land in (("yes", folder), ("no", without_capacities(folder))):
            for compat in ("", "flee"):
                transition = transition_of(land, compat)
                one, two = (
                    np.mean(
                        [
                            run_individual(transition, seed=seed).counts
                            for seed in range(at, at + given.seeds)
                        ],
                        axis=0,
                    )
                    for at in (0, 100)
                )
                counts = np.mean(
                    [run_population(transition, seed=seed).counts for seed in range(given.seeds)], axis=0
                )
                expected = run_mean_field(transition).counts
                away = [
                    np.abs(a - b).sum() / one.sum()
                    for a, b in ((one, two), (one, counts), ((one + two) / 2, expected))
                ]
                print(
                    f"{name:14s}{word:>12s}{compat or 'native':>8s}{away[0]:9.4f}{away[1]:13.4f}{away[2]:12.4f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
