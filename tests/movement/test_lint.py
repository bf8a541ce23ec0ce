"""The linter: each thing Flee would silently ignore or misread is told with file and line."""

from pathlib import Path

import pytest

from posada.movement.example import FILES, example, write_example
from posada.movement.flee_folder import read_flee_folder
from posada.movement.lint import RULES, lint, read_and_lint
from posada.programme.mistakes import InputError

ROADS = "#n,n,d,f\nAkora,Brava,150,{}\nBrava,Camp North,120,0\nBrava,Camp South,240,0\n"
ZONE = (
    "Zona,West,Aland,1.0,1.1,conflict_zone,{},400\nAkora,West,Aland,1.0,1.0,conflict_zone,0,50000\n"
    "Brava,West,Aland,1.0,2.0,town,0,20000\nCamp North,North,Borland,2.0,2.0,camp,0,6000\n"
    "Camp South,South,Borland,0.0,2.0,camp,0,9000\n"
)
SIX = ("burundi2015", "car2013", "mali2012", "nigeria2016", "ssudan2013", "syria2013")
FAULTS = {
    "forced": ({"routes_csv": ROADS.format(1)}, "routes.csv, line 2, forced_redirection: Flee never reads"),
    "link": ({"closures_csv": "link,Akora,Brava,0,5\n"}, "closures.csv, line 1, closure_type: Flee closes no road"),
    "unknown country": (
        {"closures_csv": "country,Aland,Borlnd,0,5\n"},
        "closures.csv, line 1, name2: no country of locations.csv is 'Borlnd': nothing is closed. "
        "Did you mean 'Borland'?",
    ),
    "late": ({"closures_csv": "camp,Camp North,,90,99\n"}, "closure_start: day 90 is after the last of 40 days"),
    "no end": ({"closures_csv": "camp,Camp North,,9,\n"}, "closure_end: Flee stops with an error at an empty end"),
    "removed": (
        {"closures_csv": "remove_forced_redirection,Akora,Brava,9,\n"},
        "closure_type: no road has the redirection that this line removes.",
    ),
    "intensity": (
        {"conflicts_csv": "#Day,Akora\n" + "0,0.2\n" * 3 + "3,0.9\n" * 37},
        "conflicts.csv, line 5, Akora: day 3: Flee ignores the change from 0.2 to 0.9.",
    ),
    "end of weak conflict": (
        {"conflicts_csv": "#Day,Akora\n" + "0,0.2\n" * 3 + "3,0\n" * 37},
        "Akora: day 3: Flee 3.1 ends a conflict only after an intensity of 1, got 0.2.",
    ),
    "unknown conflict": (
        {"conflicts_csv": "#Day,Akorra\n" + "0,1\n" * 40},
        "conflicts.csv, line 1, Akorra: no name of locations.csv: the conflict is ignored. Did you mean 'Akora'?",
    ),
    "zone without a column": (
        {"locations_csv": ZONE.format(0)},
        "locations.csv, line 1, conflict_date: conflicts.csv has no column for this zone: Flee takes it to be in "
        "conflict on all days, here it is in conflict from day 0.",
    ),
    "later zone without a column": (
        {"locations_csv": ZONE.format(9)},
        "locations.csv, line 1, conflict_date: conflicts.csv has no column for this zone: Flee takes it to be a town "
        "on all days, here it is in conflict from day 9.",
    ),
    "zone whose column is empty": (
        {"conflicts_csv": "#Day,Akora\n" + "0,0\n" * 40},
        "locations.csv, line 2, conflict_date: conflicts.csv has no conflict here: Flee takes it to be in conflict on "
        "all days, here it is a town.",
    ),
    "no conflict at all": (
        {"conflicts_csv": "#Day,Akora\n" + "0,0\n" * 40},
        "conflicts.csv: no place is in conflict on any day: here nobody sets out.",
    ),
    "no zone": (
        {"locations_csv": ZONE.format(0).replace("conflict_zone", "town"), "conflicts_csv": "#Day\n" + "0\n" * 40},
        "conflicts.csv: no place is in conflict on any day: here nobody sets out.",
    ),
    "closed town": (
        {"closures_csv": "camp,Brava,,2,4\n"},
        "closures.csv, line 1, closure_type: Brava is a town: Flee makes it a camp when the closure ends, here it "
        "stays what it is.",
    ),
    "closed as an idpcamp": (
        {"closures_csv": "idpcamp,Camp North,,2,4\n"},
        "closures.csv, line 1, closure_type: Camp North is a camp: Flee makes it an idpcamp when the closure ends, "
        "here it is a camp again.",
    ),
    "link without a road": (
        {"closures_csv": "link,Akora,Camp North,2,4\n"},
        "closures.csv, line 1, name2: no road joins Akora and Camp North: nothing is closed.",
    ),
    "border without a road": (
        {"locations_csv": ZONE.format(0) + "Coro,East,Coria,3,3,town,0,9\n",
         "closures_csv": "country,Aland,Coria,2,4\n"},
        "closures.csv, line 1, name2: no road leads from Aland to Coria: nothing is closed.",
    ),
    "day column": (
        {"conflicts_csv": "#Day,Akora\n0,1\n7,1\n" + "".join(f"{day},1\n" for day in range(2, 40))},
        "conflicts.csv, line 3, #Day: must be 1, as Flee counts lines and never reads the day, got '7'.",
    ),
    "days from one": (
        {"conflicts_csv": "#Day,Akora\n" + "".join(f"{day},1\n" for day in range(1, 41))},
        "line 2, #Day: must be 0, as Flee counts lines and never reads the day, got '1'. 40 lines are out of step.",
    ),
    "one short road": (
        {"simsetting_yml": "move_rules:\n  max_move_speed: 140\n"},
        "Flee lets people go on for a full 140 km after the one road shorter than that (routes.csv, line 3).",
    ),
    "blank lines before a change": (
        {"conflicts_csv": "\n\n#Day,Akora\n0,0.2\n\n1,0.2\n" + "".join(f"{day},0.9\n" for day in range(2, 40))},
        "conflicts.csv, line 7, Akora: day 2: Flee ignores the change from 0.2 to 0.9.",
    ),
    "road too short": (
        {"routes_csv": ROADS.format(0).replace("150", "5")},
        "routes.csv, line 2, distance: must be at least 111 km, the straight line between the ends, got 5.",
    ),
    "total": (
        {"refugees_csv": "2021-01-01,0\n2021-01-21,4000\n2021-02-08,90000\n"},
        "source_data/refugees.csv, line 3, people: on 2021-02-08 the places sum to 6,700, got a total of 90,000.",
    ),
    "period": (
        {"north_csv": "2019-01-01,4\n2019-02-01,9\n"},
        "source_data/north.csv, line 1, date: must hold a report from 2021-01-01 to 2021-02-09, got none in "
"this period.",
    ),
    "no rule": (
        {"simsetting_yml": "move_rules:\n  foo_rule: 0\n"},
        "simsetting.yml, line 2, foo_rule: no rule of Flee or of this program has this name: it is passed over.",
    ),
    "long days": (
        {"simsetting_yml": "move_rules:\n  max_move_speed: 160\n"},
        "simsetting.yml, line 2, max_move_speed: Flee lets people go on for a full 160 km after each of 2 roads "
        "shorter than that (routes.csv, lines 2, 3).",
    ),
    "awareness": (
        {"simsetting_yml": "move_rules:\n  awareness_level: 0\n"},
        "simsetting.yml, line 2, awareness_level: Flee moves nobody at 0.",
    ),
    "road twice": ({"routes_csv": ROADS.format(0) + "Brava,Akora,150,0\n"}, "routes.csv, line 5, name2: the road"),
    "capacity": (
        {"south_csv": "2021-01-01,0\n2021-02-01,9100\n"},
        "locations.csv, line 5, population: the capacity 9,000 is the greatest report (9,100): it tells the answer.",
    ),
    "order": (
        {"north_csv": "2021-01-09,5\n2021-01-03,4\n"},
        "source_data/north.csv, line 2, date: must be after the date above it.",
    ),
    "correction": (
        {"registration_corrections_csv": "Camp North,2021-01-02,x\n"},
        "registration_corrections.csv, line 1, date: no report on this date",
    ),
    "scaling": (
        {"simsetting_yml": "move_rules:\n  capacity_scaling: 2\n"},
        "simsetting.yml, line 2, capacity_scaling: Flee 3.1 ignores it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_place(name: str) -> None:
    """A folder with one fault has a finding that says where it is and what Flee does with it."""
    changed, sentence = FAULTS[name]
    assert any(sentence in str(finding) for finding in lint(example(**changed)))
    assert not any(sentence in str(finding) for finding in lint(example()))


def test_no_finding_tells_few_people() -> None:
    """A camp of eight whose capacity is eight: that it tells the answer is said, the number is not."""
    tiny = example(
        south_csv="2021-01-01,0\n2021-02-01,8\n",
        locations_csv=example_locations().replace("9000", "8"),
        refugees_csv="2021-01-01,0\n2021-02-01,3\n",
        north_csv="2021-01-01,0\n2021-02-01,0\n",
    )
    told = [str(finding) for finding in lint(tiny)]
    assert any(
        "the capacity fewer than 10 is the greatest report (fewer than 10): it tells" in it for it in told
    )
    assert any("the places sum to fewer than 10, got a total of fewer than 10." in it for it in told)


def example_locations() -> str:
    """The places of the example as they stand in its file."""
    return FILES["input_csv/locations.csv"]


def test_rules_on_persons_are_told_with_what_flee_makes_of_them(tmp_path: Path) -> None:
    """Two that Flee 3.1 ignores, one whose name says less than it does, and a column that no place has."""
    rules = "move_rules:\n  ChildrenAvoidHazards: {}\n  BoysTakeRisk: true\n  women_avoid_hazards: true\n"
    folder = write_example(tmp_path, simsetting_yml=rules.format("true"))
    (folder / "input_csv" / "demographics_age.csv").write_text("age,Default,Akorra\n9,1,1\n")
    (folder / "input_csv" / "demographics_gender.csv").write_text("gender,Default\nmale,1\n")
    told = [str(it) for it in lint(read_flee_folder(folder))]
    assert "simsetting.yml, line 4, women_avoid_hazards: Flee 3.1 ignores it; later versions use it." in told
    boys = "simsetting.yml, line 3, boys_take_risk: Flee "
    assert f"{boys}takes every man above 14 for a boy, and so does this program." in told
    column = "input_csv/demographics_age.csv, Akorra: no name of locations.csv: the column is ignored."
    assert f"{column} Did you mean 'Akora'?" in told
    (folder / "simsetting.yml").write_text(rules.format("false"))
    told = [str(it) for it in lint(read_flee_folder(folder))]
    assert f"{boys}looks at it only where children_avoid_hazards is true." in told
    (folder / "simsetting.yml").write_text("")
    unused = "no rule of the settings that is supported uses this file."
    told = [str(it) for it in lint(read_flee_folder(folder))]
    assert f"input_csv/demographics_age.csv: {unused}" in told


def test_settings_that_flee_does_not_have_are_told_with_their_lines() -> None:
    """Each of the four is told where it stands; one that is off changes nothing, in Flee or here."""
    own = "move_rules:\n  softening: 9.0\n  whole_ways: {}\n  pull_power: {}\n  capacity_power: {}\n"
    text = "Flee has no such setting and ignores it: it counts here only."
    told = [
        str(it) for it in lint(example(simsetting_yml=own.format("true", 0.5, 0.2) + "  pull_floor: 0.3\n"))
    ]
    names = ("whole_ways", "pull_power", "capacity_power", "pull_floor")
    for line, name in enumerate(names, start=3):
        assert f"simsetting.yml, line {line}, {name}: {text}" in told
    off = [str(it) for it in lint(example(simsetting_yml=own.format("false", 0, 0.0)))]
    assert not any(text in it for it in off)


@pytest.mark.shared_data
@pytest.mark.parametrize("name", SIX)
def test_published_folders_tell_the_answer(shared_data: Path, name: str) -> None:
    """In each of the six conflicts some capacity is made from the reports it is judged by."""
    findings = [str(it) for it in lint(read_flee_folder(shared_data / "movement" / name))]
    assert any("it tells the answer" in finding for finding in findings)


def test_no_rule_stands_unused() -> None:
    """Each rule is named in the list once."""
    assert len(set(RULES)) == len(RULES) == 32


def test_a_mistake_does_not_hide_the_findings_of_other_files(tmp_path: Path) -> None:
    """Mistakes come first; then what is found in files that were read, and nothing on those that were not."""
    folder = write_example(
        tmp_path,
        simsetting_yml="move_rules:\n  awareness_level: 0\n  fixed_routes: true\n",
        routes_csv=ROADS.format(1),
        south_csv="2021-01-01,0\n2021-02-01,many\n",
        closures_csv="camp,Camp Norht,,0,5\n",
    )
    with pytest.raises(InputError) as refused:
        read_and_lint(folder)
    told = [str(it) for it in refused.value.mistakes]
    assert [it.split(":")[0] for it in told[:2]] == [
        "simsetting.yml, line 3, move_rules.fixed_routes", "source_data/south.csv, line 2, people",
    ]  # fmt: skip
    assert any(
        it.startswith("input_csv/closures.csv, line 1, name1: no name of locations.csv") for it in told
    )
    assert any(
        it.startswith("input_csv/routes.csv, line 2, forced_redirection: Flee never reads") for it in told
    )
    assert not any("awareness_level" in it or "tells the answer" in it for it in told)


def test_a_sound_folder_comes_with_its_findings(tmp_path: Path) -> None:
    """Rows and findings are those of reading and of linting one after the other."""
    folder, findings = read_and_lint(write_example(tmp_path))
    assert folder == read_flee_folder(tmp_path)
    assert findings == lint(folder)


def test_a_folder_that_is_none_has_one_mistake(tmp_path: Path) -> None:
    """There is nothing to find in a folder without input_csv."""
    with pytest.raises(InputError, match=r"no such folder\. A Flee folder holds input_csv and source_data"):
        read_and_lint(tmp_path)
