"""Past placements as `outcomes.csv` holds them: who was placed where, and what became of it. No names, no ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from posada.programme.columns import Table, column, columns_of
from posada.programme.frames import BAD, Frame, read_frame
from posada.programme.mistakes import InputError, Mistake
from posada.programme.sheets import read_csv
from posada.programme.tables import NEEDS
from posada.programme.tables.shapes import LANGUAGES, MOST, MOST_MONEY

LEAST_HOUSEHOLDS = 300
"""Fewer past households with a known outcome than this, and nothing is learnt from them."""

DECIDED_BY = ("lottery", "staff", "quota", "household", "other")

Kind = Literal["yes/no", "amount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlacement:
    """One household placed in the past, as it was known on the day of placement, and its outcome."""

    place_id: str = column("the place it went to")
    placed_on: dt.date = column("day the place was decided")
    outcome: float | None = column(
        "what became of it: 1 or 0 (has work, still there), or an amount (empty: not known)",
        at_least=-MOST_MONEY,
        at_most=MOST_MONEY,
        default=None,
    )
    followed_up_on: dt.date | None = column("day the outcome was known (empty: placed_on)", default=None)
    registered_on: dt.date | None = column("day it asked to take part", default=None)
    people: int | None = column("its size", unit="people", at_least=1, at_most=MOST, default=None)
    adults: int | None = column(
        "members of 18 or more", unit="people", at_least=0, at_most=MOST, default=None
    )
    children: int | None = column("members under 18", unit="people", at_least=0, at_most=MOST, default=None)
    school_children: int | None = column(
        "members of 5 to 17", unit="people", at_least=0, at_most=MOST, default=None
    )
    infants: int | None = column("members of 0 or 1", unit="people", at_least=0, at_most=MOST, default=None)
    languages: tuple[str, ...] = column("languages that a member speaks", shape=LANGUAGES, default=())
    occupations: tuple[str, ...] = column("occupations of members, in the words of persons.csv", default=())
    specific_needs: tuple[str, ...] = column("specific needs of members", one_of=NEEDS, default=())
    nationality: tuple[str, ...] = column(
        "nationalities of members, for the report by group; not learnt from unless allowed",
        pattern=r"[A-Z]{3}(;[A-Z]{3})*",
        pattern_help="ISO 3166-1 alpha-3 codes split by ';', like HND;SLV",
        default=(),
    )
    sex: tuple[str, ...] = column(
        "sexes of the adults, for the report by group; not learnt from unless allowed",
        one_of=("female", "male", "other"),
        default=(),
    )
    tied: bool = column("family, friends or a job there decided the place, not the programme", default=False)
    decided_by: str | None = column("how the place was decided", one_of=DECIDED_BY, default=None)
    propensity: float | None = column(
        "chance that this household had of this place, where it is known (a lottery)",
        at_least=0.0001,
        at_most=1,
        default=None,
    )


OUTCOMES = Table(
    name="outcomes",
    row_type=PastPlacement,
    key=(),
    help="Households placed in the past and what became of them.",
    role="input",
    about_people=True,
    columns=columns_of(PastPlacement),
)
"""The table stands by itself: it belongs to the past, not to one programme, so no programme folder needs it."""


def read_outcomes(path: Path | str) -> tuple[PastPlacement, ...]:
    r"""The past placements in a CSV file; raises `InputError` with all mistakes together.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "outcomes.csv"
    >>> _ = path.write_text("place_id,placed_on,people,outcome\nleon,2024-03-01,4,1\n")
    >>> read_outcomes(path)[0].outcome
    1.0
    """
    mistakes: list[Mistake] = []
    frame = read_frame(OUTCOMES, read_csv(Path(path)), mistakes)
    mistakes += _mistakes_between_cells(frame)
    if mistakes:
        raise InputError(sorted(set(mistakes), key=lambda mistake: (mistake.line or 0, mistake.column)))
    return frame.rows()


def kind_of(past: Sequence[PastPlacement]) -> Kind:
    """Whether the outcomes are yes and no, or amounts.

    >>> row = PastPlacement(place_id="leon", placed_on=dt.date(2024, 3, 1), outcome=2500.0)
    >>> kind_of([row])
    'amount'
    """
    return "yes/no" if all(row.outcome in (0.0, 1.0) for row in past) else "amount"


def is_child_alone(row: PastPlacement) -> bool:
    """Whether a household of the past was a child alone, or children without an adult."""
    return row.adults == 0 or "child_alone" in row.specific_needs


def known_past(past: Sequence[PastPlacement]) -> tuple[PastPlacement, ...]:
    """The past placements whose outcome is known, by day; raises `InputError` if nothing can be learnt from them.

    Children alone are left out, for the program never places them. Rows of a day are ordered by what they hold,
    so that the order of the file changes nothing.
    """
    known = sorted((row for row in past if row.outcome is not None and not is_child_alone(row)), key=_order)
    mistakes = []
    if len(known) < LEAST_HOUSEHOLDS:
        text = f"must have at least {LEAST_HOUSEHOLDS} households with a known outcome, got {len(known)}."
        mistakes.append(Mistake(OUTCOMES.file, None, "", text))
    else:
        if len({row.place_id for row in known}) < 2:
            mistakes.append(Mistake(OUTCOMES.file, None, "place_id", "must name at least 2 places, got 1."))
        if len({row.outcome for row in known}) < 2:
            mistakes.append(
                Mistake(
                    OUTCOMES.file, None, "outcome", "must differ between households, got the same for all."
                )
            )
        if len({row.placed_on for row in known}) < 10:
            days = len({row.placed_on for row in known})
            text = (
                f"must have at least 10 different days, to learn from earlier and test on later, got {days}."
            )
            mistakes.append(Mistake(OUTCOMES.file, None, "placed_on", text))
    if mistakes:
        raise InputError(mistakes)
    return tuple(known)


def _order(row: PastPlacement) -> tuple[object, ...]:
    return (row.placed_on, row.place_id, repr(row))


def _mistakes_between_cells(frame: Frame) -> Iterator[Mistake]:
    """The rows whose cells contradict each other."""
    values = frame.values
    for row in range(len(frame)):
        cells = {name: of_column[row] for name, of_column in values.items()}
        if any(cell is BAD for cell in cells.values()):
            continue
        for before, after in (("registered_on", "placed_on"), ("placed_on", "followed_up_on")):
            if cells[before] and cells[after] and cells[before] > cells[after]:
                yield frame.mistake(row, after, f"must not be before {before}.")
        if None not in (counts := (cells["people"], cells["adults"], cells["children"])) and (
            counts[0] != counts[1] + counts[2]
        ):
            yield frame.mistake(row, "people", "must be adults and children together.")
        for part in ("school_children", "infants"):
            if None not in (cells[part], cells["children"]) and cells[part] > cells["children"]:
                yield frame.mistake(row, part, "must not be more than children.")
