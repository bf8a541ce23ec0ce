"""Past placements are read with every mistake told, and nothing is learnt from too few or from children alone."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from posada.placement.learning.example import made_up_past
from posada.placement.learning.outcomes import OUTCOMES, kind_of, known_past, read_outcomes
from posada.programme.columns import TABLES
from posada.programme.mistakes import InputError
from posada.programme.writing import csv_text


def mistakes_in(folder: Path, text: str) -> list[str]:
    """The mistakes that a file of this text has."""
    path = folder / "outcomes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_outcomes(path)
    return str(caught.value).splitlines()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Rows survive the way through a file, unknown cells included."""
    past = made_up_past(households=50, seed=3)
    past = (replace(past[0], outcome=None, people=None, adults=None, propensity=0.25), *past[1:])
    path = tmp_path / "outcomes.csv"
    path.write_text(csv_text(OUTCOMES, past), encoding="utf-8")
    assert read_outcomes(path) == past


def test_the_table_belongs_to_no_programme() -> None:
    """A programme folder has no outcomes.csv to miss: the table is not among the programme's."""
    assert "outcomes" not in TABLES


def test_a_message_never_repeats_a_cell(tmp_path: Path) -> None:
    """Cells are about people: a mistake says where and what was expected, not what stood there."""
    found = mistakes_in(tmp_path, "place_id,placed_on,people,outcome\nleon,2024-03-01,Ana María,1\n")
    assert found == ["outcomes.csv, line 2, people: must be a whole number."]


def test_all_mistakes_come_together(tmp_path: Path) -> None:
    """Cells that cannot be read and cells that contradict each other are told in one go, by line."""
    found = mistakes_in(
        tmp_path,
        "place_id,placed_on,registered_on,followed_up_on,people,adults,children,infants,propensity,outcome\n"
        "leon,2024-03-01,2024-03-05,2024-02-01,4,2,1,2,,1\n"
        "leon,2024-03-01,,,4,2,2,0,1.5,1\n",
    )
    assert found == [
        "outcomes.csv, line 2, followed_up_on: must not be before placed_on.",
        "outcomes.csv, line 2, infants: must not be more than children.",
        "outcomes.csv, line 2, people: must be adults and children together.",
        "outcomes.csv, line 2, placed_on: must not be before registered_on.",
        "outcomes.csv, line 3, propensity: must be at most 1.",
    ]


def test_too_few_households_teach_nothing() -> None:
    """Below 300 known outcomes the input is refused, with the number there is."""
    past = made_up_past(households=320, seed=1)
    unknown = tuple(replace(row, outcome=None) for row in past[:30])
    with pytest.raises(InputError) as caught:
        known_past((*unknown, *past[30:]))
    assert str(caught.value) == (
        "outcomes.csv: must have at least 300 households with a known outcome, got 290."
    )


def test_a_past_without_differences_teaches_nothing() -> None:
    """One place, one outcome, one day: each is told."""
    past = [
        replace(row, place_id="leon", outcome=1.0, placed_on=dt.date(2024, 3, 1))
        for row in made_up_past(households=300, seed=1)
    ]
    with pytest.raises(InputError) as caught:
        known_past(past)
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "outcomes.csv, place_id: must name at least 2 places, got 1.",
        "outcomes.csv, outcome: must differ between households, got the same for all.",
        "outcomes.csv, placed_on: must have at least 10 different days, to learn from earlier and test on"
        " later, got 1.",
    ]


def test_children_alone_are_not_learnt_from() -> None:
    """The program never places children alone, so it does not learn where they would be placed best."""
    past = made_up_past(households=310, seed=1)
    alone = (
        replace(past[0], adults=0, children=1, people=1),
        replace(past[1], specific_needs=("child_alone",)),
    )
    assert len(known_past((*alone, *past[2:]))) == 308


def test_the_order_of_the_file_changes_nothing() -> None:
    """Rows are taken by day and by what they hold."""
    past = made_up_past(households=300, seed=1)
    assert known_past(past) == known_past(past[::-1])


def test_outcomes_are_yes_and_no_or_amounts() -> None:
    """Ones and zeros only are yes and no."""
    past = made_up_past(households=3, seed=1)
    assert kind_of(past) == "yes/no"
    assert kind_of([*past, replace(past[0], outcome=2.0)]) == "amount"


def test_the_page_tells_every_column() -> None:
    """Who prepares outcomes.csv finds each column on the page about it."""
    page = Path(__file__).parents[3] / "docs" / "how-to" / "learn-scores.md"
    text = page.read_text(encoding="utf-8")
    assert [column.name for column in OUTCOMES.columns if f"| `{column.name}` |" not in text] == []
