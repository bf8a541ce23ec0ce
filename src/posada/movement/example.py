"""An invented conflict of four places, for examples, tests and to show the room."""

from __future__ import annotations

import tempfile
from pathlib import Path

from posada.movement.flee_folder import read_flee_folder
from posada.movement.rows import FleeFolder

FILES = {
    "input_csv/locations.csv": """\
#name,region,country,latitude,longitude,location_type,conflict_date,population
Akora,West,Aland,1.0,1.0,conflict_zone,0,50000
Brava,West,Aland,1.0,2.0,town,0,20000
Camp North,North,Borland,2.0,2.0,camp,0,6000
Camp South,South,Borland,0.0,2.0,camp,0,9000
""",
    "input_csv/routes.csv": """\
#name1,name2,distance,forced_redirection
Akora,Brava,150,0
Brava,Camp North,120,0
Brava,Camp South,240,0
""",
    "input_csv/closures.csv": "#closure_type,name1,name2,closure_start,closure_end\n",
    "input_csv/conflicts.csv": "#Day,Akora\n" + "".join(f"{day},1.0\n" for day in range(40)),
    "input_csv/sim_period.csv": "StartDate,2021-01-01\nLength,40\n",
    "input_csv/registration_corrections.csv": "",
    "source_data/data_layout.csv": "total,refugees.csv\nCamp North,north.csv\nCamp South,south.csv\n",
    "source_data/refugees.csv": "2021-01-01,0\n2021-01-21,4000\n2021-02-10,7000\n",
    "source_data/north.csv": "2021-01-01,0\n2021-01-21,2600\n2021-02-10,4500\n",
    "source_data/south.csv": "2021-01-01,0\n2021-01-21,1400\n2021-02-10,2500\n",
    "simsetting.yml": "move_rules:\n  max_move_speed: 200.0\n  default_movechance: 0.3\n",
}


def write_example(folder: Path, **changed: str) -> Path:
    """The folder, after the files of the example were written into it.

    A file is changed by its name with _ for each other sign: ``routes_csv="..."``.
    """
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        key = path.name.replace(".", "_")
        path.write_text(changed.get(key, text), encoding="utf-8")
    return folder


def example(**changed: str) -> FleeFolder:
    """The rows of the example, after the files named were changed as in `write_example`."""
    with tempfile.TemporaryDirectory() as folder:
        return read_flee_folder(write_example(Path(folder) / "example", **changed))
