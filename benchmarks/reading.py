"""Time to read and check a large programme, beside the plain `csv.DictReader` of the standard library.

    python benchmarks/reading.py [HOUSEHOLDS]

The peer only splits lines into dictionaries of text; Posada also gives every cell its type, checks bounds,
closed lists, references and whole households. Both read the same files in the same run, in turn.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from posada.programme import read_programme

ROUNDS = 5
SETTINGS = 'name = "large"\ncountry = "MEX"\nstarts_on = 2021-11-24\nends_on = 2021-12-31\n'
HOUSEHOLDS = (
    "household_id,gathering_id,pathway_id,registered_on,entered_on,consents,asylum_claim,prefers_place_id"
)
PERSONS = (
    "person_id,household_id,birth_year,sex,nationality,languages,occupation,specific_needs,unaccompanied"
)


def make_folder(folder: Path, households: int) -> int:
    """Write a programme with this many households; the number of persons in them."""
    draw = random.Random(1)
    (folder / "programme.toml").write_text(SETTINGS)
    (folder / "gatherings.csv").write_text(
        "gathering_id,name,state,timezone\nmapa,Mapastepec,MX-CHP,America/Mexico_City\n"
    )
    places = "".join(f"p{number},P{number},MX-GUA\n" for number in range(32))
    (folder / "places.csv").write_text(f"place_id,name,state\n{places}")
    (folder / "steps.csv").write_text(
        "pathway_id,step_id,at,minutes_per_person\ntvrh,register,gathering,10\n"
    )
    of_households, of_persons = [HOUSEHOLDS], [PERSONS]
    for number in range(households):
        wish = f"p{draw.randrange(16)};p{16 + draw.randrange(16)}" if draw.random() < 0.4 else ""
        of_households.append(
            f"H{number:06x},mapa,tvrh,2021-11-{draw.randint(20, 24)},2021-10-{draw.randint(1, 30):02}"
            f",yes,none,{wish}"
        )
        for member in range(draw.choice([1, 1, 2, 3, 4, 5])):
            born = 1990 if member == 0 else draw.randint(1960, 2021)
            of_persons.append(
                f"P{len(of_persons):06x},H{number:06x},{born},{draw.choice(['female', 'male'])},"
                f"{draw.choice(['HTI', 'HND'])},{draw.choice(['spa', 'hat;fra', 'spa;eng'])},"
                f"{draw.choice(['', 'services'])},{'pregnant' if draw.random() < 0.03 else ''},no"
            )
    (folder / "households.csv").write_text("\n".join(of_households) + "\n")
    (folder / "persons.csv").write_text("\n".join(of_persons) + "\n")
    return len(of_persons) - 1


def split_only(folder: Path) -> int:
    """Read every CSV file of a folder into dictionaries of text; the number of rows."""
    rows = 0
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows += len(list(csv.DictReader(file)))
    return rows


def seconds(work: object, folder: Path) -> tuple[float, float]:
    """Wall and processor seconds of one call: on a busy machine only the second says what the work takes."""
    started = time.perf_counter(), time.process_time()
    work(folder)  # type: ignore[operator]
    return time.perf_counter() - started[0], time.process_time() - started[1]


def main() -> None:
    """Print the medians and their ratio."""
    households = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        persons = make_folder(folder, households)
        pairs = [(seconds(read_programme, folder), seconds(split_only, folder)) for _ in range(ROUNDS)]
    print(f"{households:,} households, {persons:,} persons, median of {ROUNDS}: wall, processor")
    for name, side in (("read and checked by Posada", 0), ("split by csv.DictReader", 1)):
        wall, cpu = (statistics.median(pair[side][clock] for pair in pairs) for clock in (0, 1))
        print(f"{name:<28} {wall:6.2f} s {cpu:6.2f} s")
    ratio = statistics.median(mine[1] / theirs[1] for mine, theirs in pairs)
    print(f"{'ratio of processor time':<28} {ratio:6.2f}")


if __name__ == "__main__":
    main()
