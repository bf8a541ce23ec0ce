"""What an ensemble costs: CPU seconds of 1,000 runs of Mali 2012 with everybody, settings and counts uncertain.

python benchmarks/movement/ensemble.py DATA [--members 1000] [--conflict mali2012] [--count-error 0.1]
"""

import argparse
import time
from pathlib import Path

from posada.movement.ensemble import ensemble
from posada.movement.flee_folder import read_flee_folder
from posada.movement.spreads import Between

VARIED = {
    "max_move_speed": Between(150.0, 300.0),
    "softening": Between(5.0, 20.0),
    "default_movechance": Between(0.2, 0.8),
    "camp_weight": Between(1.0, 4.0),
    "conflict_weight": Between(0.1, 0.6),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--conflict", default="mali2012")
    parser.add_argument("--count-error", type=float, default=0.1)
    given = parser.parse_args()
    folder = read_flee_folder(given.data / given.conflict, given.data / "simsetting.yml")
    ensemble(folder, members=1)  # numba compiles, where it is installed
    began = time.process_time()
    found = ensemble(
        folder, members=given.members, varied=VARIED, count_error=given.count_error, seed=1,
        quantiles=(0.05, 0.25, 0.5, 0.75, 0.95),
    )  # fmt: skip
    runs = time.process_time()
    found.rows()
    print(
        f"{found.members} runs: {runs - began:.1f} CPU s; bands of all days: {time.process_time() - runs:.1f}"
    )
    print(found.summary())


if __name__ == "__main__":
    main()
