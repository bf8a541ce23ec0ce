"""What the engines cost beside Flee 3.1 from PyPI, on the same folders in the same run; CPU seconds, medians.

    python -m venv PEER && PEER/bin/pip install flee==3.1
    python benchmarks/movement/engines.py DATA PEER/bin/python [--runs 5] [--hasten 10] [CONFLICT ...]

DATA holds Flee folders and a simsetting.yml. Flee runs one in `--hasten` people of the first conflict on all its days,
as its agent-steps a second do not depend on how many people there are, but do on the days: late ones have more people
in camps, who cost it little. Our engines run everybody on the same days.
"""

import argparse
import dataclasses
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from against_flee import flee_settings, run_flee

from posada.movement.flee_folder import read_flee_folder
from posada.movement.individual import run_individual
from posada.movement.mean_field import run_mean_field
from posada.movement.population import run_population
from posada.movement.rows import FleeFolder
from posada.movement.transition import Transition, transition_of

CONFLICTS = ["mali2012", "burundi2015", "car2013", "nigeria2016", "ssudan2013", "syria2013"]


def median_seconds(run: Callable[[], object], runs: int) -> float:
    run()  # numba compiles, where it is installed
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        run()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)


def times_as_many(folder: FleeFolder, ratio: float) -> FleeFolder:
    counted = tuple(
        dataclasses.replace(
            one,
            reports=tuple(
                tuple(dataclasses.replace(report, people=report.people * ratio) for report in reports)
                for reports in one.reports
            ),
        )
        for one in folder.counted
    )
    places = tuple(
        dataclasses.replace(place, capacity=int(place.capacity * ratio)) for place in folder.locations
    )
    return dataclasses.replace(folder, counted=counted, locations=places)


def steps_of(transition: Transition) -> float:
    return float(run_mean_field(transition).set_out.sum())


def flee_steps_a_second(given: argparse.Namespace) -> float:
    rates = []
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "simsetting.yml"
        settings.write_text(flee_settings(given.data, given.hasten))
        for seed in range(3):
            out = settings.with_name(f"{seed}.npz")
            answer = run_flee(given.python, given.data / given.conflicts[0], settings, seed, out)
            rates.append((answer["counts"].sum() + answer["roads"].sum()) / answer["seconds"])
    return statistics.median(rates)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("python")
    parser.add_argument("conflicts", nargs="*", default=CONFLICTS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--hasten", type=int, default=10)
    given = parser.parse_args()
    first = read_flee_folder(given.data / given.conflicts[0], given.data / "simsetting.yml")
    flee = flee_steps_a_second(given)
    print(f"Flee 3.1, {first.name}: {flee:,.0f} agent-steps a CPU second")

    transition = transition_of(first)
    steps = steps_of(transition)
    many = transition_of(times_as_many(first, 1e7 / run_mean_field(transition).set_out[-1]))
    print(f"{'':44s}{'CPU s':>8s}{'steps/s':>18s}{'ratio':>12s}")
    rows: list[tuple[str, float, Callable[[], object]]] = [
        ("persons, numba", steps, lambda: run_individual(transition, seed=1)),
        ("populations, NumPy alone", steps, lambda: run_population(transition, seed=1, compiled=False)),
        ("populations, numba", steps, lambda: run_population(transition, seed=1)),
        (
            "populations, 10 million people, NumPy alone",
            steps_of(many),
            lambda: run_population(many, seed=1, compiled=False),
        ),
        ("populations, 10 million people, numba", steps_of(many), lambda: run_population(many, seed=1)),
    ]
    for name, count, run in rows:
        seconds = median_seconds(run, given.runs)
        print(
            f"{name:44s}{seconds:8.3f}{count / seconds:18,.0f}{count / seconds / flee:12,.0f}",
            flush=True,
        )
    people = run_individual(transition, seed=1).people
    print(f"bytes of a person: {people.bytes_each}")

    print("\nexpected counts, CPU milliseconds of a whole conflict, tables made before")
    print(f"{'':16s}{'days':>6s}{'places':>8s}{'tables':>9s}{'numba':>9s}{'NumPy':>9s}")
    found = []
    for name in given.conflicts:
        folder = read_flee_folder(given.data / name, given.data / "simsetting.yml")
        tables = median_seconds(lambda: transition_of(folder), 3)  # noqa: B023
        one = transition_of(folder)
        fast = median_seconds(lambda: run_mean_field(one), given.runs)  # noqa: B023
        slow = median_seconds(lambda: run_mean_field(one, compiled=False), 1)  # noqa: B023
        found.append(fast)
        print(
            f"{name:16s}{folder.days:6d}{len(folder.locations):8d}{1e3 * tables:9.1f}{1e3 * fast:9.1f}"
            f"{1e3 * slow:9.1f}",
            flush=True,
        )
    print(f"numba: median {1e3 * statistics.median(found):.1f}, worst {1e3 * max(found):.1f}")


if __name__ == "__main__":
    main()
