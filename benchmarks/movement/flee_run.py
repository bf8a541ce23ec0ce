"""Runs Flee 3.1 itself on a folder; executed by a Python that has it (pip install flee==3.1), never imported.

    python flee_run.py FOLDER SETTINGS SEED OUT.npz [DAYS]

Writes the people in every place on every day, those on the road, and the CPU seconds of the days.
"""

import contextlib
import io
import random
import sys
import time

import numpy as np


def run(folder: str, settings: str, seed: int, days: int | None) -> dict[str, np.ndarray]:
    from flee import InputGeography, flee, spawning
    from flee.datamanager import handle_refugee_data, read_period
    from flee.SimulationSettings import SimulationSettings

    random.seed(seed)
    np.random.seed(seed)
    rows = f"{folder}/input_csv"
    start, length = read_period.read_conflict_period(f"{rows}/sim_period.csv")
    SimulationSettings.ReadFromYML(settings)
    SimulationSettings.ConflictInputFile = f"{rows}/conflicts.csv"
    geography = InputGeography.InputGeography()
    geography.ReadConflictInputCSV(SimulationSettings.ConflictInputFile)
    geography.ReadLocationsFromCSV(f"{rows}/locations.csv")
    geography.ReadLinksFromCSV(f"{rows}/routes.csv")
    geography.ReadClosuresFromCSV(f"{rows}/closures.csv")
    land = flee.Ecosystem()
    land, places = geography.StoreInputGeographyInEcosystem(land)
    reports = handle_refugee_data.RefugeeTable(
        csvformat="generic",
        data_directory=f"{folder}/source_data",
        start_date=start,
        data_layout="data_layout.csv",
        population_scaledown_factor=SimulationSettings.optimisations["PopulationScaleDownFactor"],
    )
    reports.ReadL1Corrections(f"{rows}/registration_corrections.csv")
    for camp in land.get_camp_names():
        if camp in reports.header:
            spawning.add_initial_refugees(land, reports, places[camp])
    counts, roads = [], []
    began = time.process_time()
    for day in range(days or length):
        geography.AddNewConflictZones(land, day)
        spawning.spawn_daily_displaced(land, day, reports, SumFromCamps=True)
        spawning.refresh_spawn_weights(land)
        land.enact_border_closures(day)
        land.evolve()
        counts.append([place.numAgents for place in land.locations])
        roads.append(len(land.agents) - sum(counts[-1]))
    seconds = time.process_time() - began
    return {"counts": np.array(counts), "roads": np.array(roads), "seconds": np.array(seconds)}


if __name__ == "__main__":
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        answer = run(
            sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[5]) if len(sys.argv) > 5 else None
        )
    np.savez(sys.argv[4], **answer)
