"""Ten damaged copies of whole folders: what is wrong is told with its file and line, and nothing else is new."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from posada.movement.example import write_example
from posada.movement.lint import read_and_lint
from posada.programme.mistakes import InputError

SIX = ("burundi2015", "car2013", "mali2012", "nigeria2016", "ssudan2013", "syria2013")
Lines = list[str]


def changed(folder: Path, name: str, change: Callable[[Lines], int]) -> str:
    """Change the lines of a file, and say where: its name and the line that was touched."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    at = change(lines)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"{name}, line {at + 1}"


def with_cell(lines: Lines, at: int, column: int, text: str) -> int:
    """Put a text into a cell of a line."""
    cells = lines[at].split(",")
    cells[column] = text
    lines[at] = ",".join(cells)
    return at


def row_of(lines: Lines, text: str, column: int) -> int:
    """The first row that holds a text in a column."""
    return next(
        at
        for at, line in enumerate(lines)
        if line[:1] != "#" and text in (line.split(",") + [""] * 9)[column]
    )


def added(lines: Lines, row: str) -> int:
    """Put a row at the end."""
    lines.append(row)
    return len(lines) - 1


def roads(folder: Path) -> tuple[str, str]:
    """The ends of the first road of a folder."""
    text = (folder / "input_csv" / "routes.csv").read_text(encoding="utf-8")
    one, two = next(line for line in text.splitlines() if line[:1] not in ("#", "")).split(",")[:2]
    return one.strip(), two.strip()


def a_letter_for_a_digit(folder: Path) -> str:
    return changed(folder, "input_csv/routes.csv", lambda it: with_cell(it, 2, 2, "12O")) + ", distance"


def a_road_to_nowhere(folder: Path) -> str:
    end = roads(folder)[1]
    return changed(folder, "input_csv/routes.csv", lambda it: with_cell(it, 1, 1, f"{end}x")) + ", name2"


def a_kind_that_is_none(folder: Path) -> str:
    def change(lines: Lines) -> int:
        return with_cell(lines, row_of(lines, "camp", 5), 5, "kamp")

    return changed(folder, "input_csv/locations.csv", change) + ", location_type"


def a_period_too_long(folder: Path) -> str:
    days = len((folder / "input_csv" / "conflicts.csv").read_text(encoding="utf-8").splitlines())
    path = folder / "input_csv" / "sim_period.csv"
    path.write_text(re.sub(r"(?im)^length,.*$", "Length,9000", path.read_text(encoding="utf-8")))
    return f"input_csv/conflicts.csv, line {days}"


def a_refused_rule(folder: Path) -> str:
    name = "simsetting.yml"
    return changed(folder, name, lambda it: added(it, "flood_rules: {flooding: true}")) + ", flood_rules"


def a_road_twice(folder: Path) -> str:
    one, two = roads(folder)
    return changed(folder, "input_csv/routes.csv", lambda it: added(it, f"{two},{one},90,0")) + ", name2"


def a_road_by_air(folder: Path) -> str:
    def change(lines: Lines) -> int:
        return with_cell(lines, 1, 2, "3")

    return changed(folder, "input_csv/routes.csv", change) + ", distance"


def a_closed_road(folder: Path) -> str:
    one, two = roads(folder)
    path = folder / "input_csv" / "closures.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n", encoding="utf-8")
    row = f"link,{one},{two},3,9"
    return changed(folder, "input_csv/closures.csv", lambda it: added(it, row)) + ", closure_type"


def a_conflict_that_calms(folder: Path) -> str:
    """The first column that is in conflict on two days in a row is in a weaker one on the second."""

    def change(lines: Lines) -> int:
        for at in range(1, len(lines) - 1):
            before, now = (lines[day].split(",") for day in (at, at + 1))
            for column in range(1, len(before)):
                if float(before[column]) == float(now[column]) == 1.0:
                    return with_cell(lines, at + 1, column, "0.5")
        raise AssertionError

    return changed(folder, "input_csv/conflicts.csv", change)


def a_camp_misspelt_in_the_reports(folder: Path) -> str:
    def change(lines: Lines) -> int:
        return with_cell(lines, 1, 0, lines[1].split(",")[0] + "x")

    return changed(folder, "source_data/data_layout.csv", change) + ", total"


READ, NOT_READ = True, False
DAMAGES: dict[str, tuple[Callable[[Path], str], bool, str]] = {
    "a letter for a digit": (a_letter_for_a_digit, NOT_READ, "must be a number from 0.001 to 40000, got '12O'."),
    "a road to nowhere": (a_road_to_nowhere, NOT_READ, "must be a name of locations.csv, got "),
    "a kind that is none": (a_kind_that_is_none, NOT_READ, "must be conflict_zone, town, camp, "),
    "a period too long": (a_period_too_long, NOT_READ, "must have a line for each of the 9000 days, got "),
    "a refused rule": (a_refused_rule, NOT_READ, "floods are not supported"),
    "a road twice": (a_road_twice, READ, "the road stands in line "),
    "a road by air": (a_road_by_air, READ, "must be at least "),
    "a closed road": (a_closed_road, READ, "Flee closes no road for the type 'link'."),
    "a conflict that calms": (a_conflict_that_calms, READ, "Flee ignores the change from 1 to 0.5."),
    "a camp misspelt in the reports": (a_camp_misspelt_in_the_reports, READ, "no name of locations.csv, got "),
}  # fmt: skip


def told_of(folder: Path) -> tuple[bool, list[str]]:
    """Whether a folder can be read, and all that is told of it."""
    try:
        return READ, [str(finding) for finding in read_and_lint(folder)[1]]
    except InputError as refused:
        return NOT_READ, [str(mistake) for mistake in refused.mistakes]


def is_told(folder: Path, damage: str) -> None:
    """Damage a folder, and see that what is told of it now has the place and the words of the damage."""
    was_read, before = told_of(folder)
    assert was_read == READ
    cause, can_be_read, words = DAMAGES[damage]
    where = cause(folder)
    is_read, after = told_of(folder)
    assert is_read == can_be_read
    new = [line for line in after if line not in before]
    assert any(line.startswith(where) and words in line for line in new), (where, new)


def test_there_are_ten() -> None:
    """Five that cannot be read, five that Flee would misread."""
    assert len(DAMAGES) == 10
    assert sum(can_be_read for _, can_be_read, _ in DAMAGES.values()) == 5


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_example_damaged_is_told_of(tmp_path: Path, damage: str) -> None:
    """Ten copies of the example, each with one damage."""
    is_told(write_example(tmp_path / "example"), damage)


@pytest.mark.shared_data
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_published_folder_damaged_is_told_of(shared_data: Path, tmp_path: Path, damage: str) -> None:
    """Ten copies of published folders, the six in turn, each with one damage."""
    name = SIX[list(DAMAGES).index(damage) % len(SIX)]
    folder = tmp_path / name
    shutil.copytree(shared_data / "movement" / name, folder)
    shutil.copy(shared_data / "movement" / "simsetting.yml", folder)
    is_told(folder, damage)
