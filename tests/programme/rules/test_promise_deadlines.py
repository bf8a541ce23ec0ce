"""A deadline is told whole and once, and is not before the promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from posada.programme import InputError, read_programme

HEAD = (
    "commitment_id,text,debtor_actor_ids,cohort_id,instrument,act,unit,amount,made_on,deadline,due_on,from_event,"
    "from_on,days,day_kind,calendar_id,deadline_words,reciprocal_of_commitment_id,source_id\n"
)


def mistakes(folder: Path, deadline: str) -> list[str]:
    """What is wrong with ten cards promised on 1 November; `deadline` fills the columns from `deadline` on."""
    files = {
        "programme.toml": 'name = "L"\ncountry = "MEX"\nstarts_on = 2021-11-01\nends_on = 2021-12-31\n',
        "actors.csv": "actor_id,kind,name\ngov,agency,Agency\n",
        "sources.csv": "source_id,kind,title,grade\ns,news,A report,secondary\n",
        "calendars.csv": "calendar_id,verified_from,verified_until\nm,2021-01-01,2021-12-31\n",
        "commitments.csv": f"{HEAD}k,Cards.,gov,c,statement,promise,cards,10,2021-11-01,{deadline},s\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        read_programme(folder)
    except InputError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("fixed,2021-11-20,,,,calendar,,,", []),
        ("after,,filed,2021-10-01,40,calendar,,,", []),
        ("recurring,2021-11-20,,2021-11-01,1,calendar,,,", []),
        ("vague,,,,,calendar,,soon,", []),
        ("fixed,,,,,calendar,,,", ["due_on: must be filled where deadline is fixed."]),
        (
            "fixed,2021-11-20,filed,,5,calendar,,,",
            [
                "days: must be empty where deadline is fixed.",
                "from_event: must be empty where deadline is fixed.",
            ],
        ),
        (
            "fixed,2021-11-20,,,,working,m,,",
            [
                "calendar_id: must be empty where deadline is fixed.",
                "day_kind: must be empty where deadline is fixed.",
            ],
        ),
        ("vague,,,,,calendar,m,soon,", ["calendar_id: must be empty where deadline is vague."]),
        ("none,,,,,working,,,", ["day_kind: must be empty where deadline is none."]),
        ("vague,2021-11-20,,,,calendar,,soon,", ["due_on: must be empty where deadline is vague."]),
        ("none,2021-11-20,,,,calendar,,,", ["due_on: must be empty where deadline is none."]),
        (
            "fixed,2021-10-20,,,,calendar,,,",
            ["due_on: must not be before made_on, got 2021-10-20 and 2021-11-01."],
        ),
        (
            "after,,filed,2021-01-01,5,calendar,,,",
            ["from_on: must not be so early that the count ends before made_on, got 2021-01-06."],
        ),
        (
            "after,,filed,2021-10-01,5,working,m,,",
            ["from_on: must not be so early that the count ends before made_on, got 2021-10-08."],
        ),
        (
            "recurring,2021-11-20,,2021-12-01,1,calendar,,,",
            ["due_on: must not be before from_on, got 2021-11-20 and 2021-12-01."],
        ),
        (
            "after,,filed,2021-11-01,5,working,,,",
            ["calendar_id: must name the calendar whose working days are counted."],
        ),
        (
            "fixed,2021-11-20,,,,calendar,,,k",
            ["reciprocal_of_commitment_id: must be another commitment than this one."],
        ),
    ],
)
def test_each_mistake_of_a_deadline_is_told(deadline: str, expected: list[str], tmp_path: Path) -> None:
    """Where it stands and what was expected."""
    assert sorted(mistakes(tmp_path, deadline)) == [f"commitments.csv, line 2, {text}" for text in expected]
