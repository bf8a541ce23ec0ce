"""What a model may look at: households of the past and of today in the same numbers, neutral unless allowed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.learning.outcomes import PastPlacement
from posada.placement.occupancy import ADULT_AGE, INFANT_AGES, SCHOOL_AGES
from posada.programme import Programme
from posada.programme.mistakes import PosadaError, did_you_mean
from posada.programme.tables import Household, Person

Numbers = NDArray[np.float64]

COUNTS = ("people", "adults", "children", "school_children", "infants", "waited_days")
WORDS = ("languages", "occupations", "specific_needs")
NEUTRAL = (*COUNTS, *WORDS)
"""What is looked at unless told otherwise."""

PROTECTED = ("nationality", "sex")
"""What is never looked at unless the programme says so and says why."""

NEEDS_THAT_TELL_SEX = frozenset({"lgbtiq", "pregnant", "woman_at_risk"})
"""Codes of specific needs that say what `sex` says; they are looked at only where `sex` may be."""

LEAST_WITH_WORD = 20
"""A word that fewer past households have is not looked at: it would learn a few people by heart."""

SHORTEST_REASON = 20
"""Letters that a reason has at the least; a dash or "ok" is none."""


class NotAllowedError(PosadaError):
    """A model was told to look at what it may not look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A household as a model sees it; None and () are not known (no specific need recorded counts as none)."""

    people: int | None = None
    adults: int | None = None
    children: int | None = None
    school_children: int | None = None
    infants: int | None = None
    waited_days: int | None = None
    languages: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    specific_needs: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One number about a household: a count, or whether a member has a word."""

    column: str
    word: str = ""

    @property
    def name(self) -> str:
        """The name that reports use."""
        return f"{self.column}:{self.word}" if self.word else self.column


def columns_to_use(
    features: Sequence[str] | None = None, *, allow: Sequence[str] = (), reason: str = ""
) -> tuple[str, ...]:
    """The columns of outcomes.csv that a model looks at; raises `NotAllowedError` where it may not.

    >>> columns_to_use(["people", "languages"])
    ('people', 'languages')
    >>> columns_to_use(["people", "nationality"])
    Traceback (most recent call last):
    posada.placement.learning.features.NotAllowedError: features: must not hold 'nationality', which is used only
    where allow names it and reason says why.
    """
    for name in allow:
        if name not in PROTECTED:
            raise NotAllowedError(f"allow: must be of {', '.join(PROTECTED)}, got {name!r}.")
    if allow and len(reason.strip()) < SHORTEST_REASON:
        raise NotAllowedError(
            f"reason: must say in at least {SHORTEST_REASON} letters why {' and '.join(allow)} may decide"
            f" where people go, got {len(reason.strip())}."
        )
    wanted = tuple(dict.fromkeys([*(NEUTRAL if features is None else features), *allow]))
    for name in wanted:
        if name in PROTECTED and name not in allow:
            raise NotAllowedError(
                f"features: must not hold {name!r}, which is used only where allow names it and reason says why."
            )
        if name not in (*NEUTRAL, *PROTECTED):
            raise NotAllowedError(
                f"features: must be of {', '.join(NEUTRAL)}, got {name!r}.{did_you_mean(name, NEUTRAL)}"
            )
    return wanted


def profile_of_past(row: PastPlacement) -> Profile:
    """A household of the past, as it was on the day of placement."""
    return Profile(
        people=row.people,
        adults=row.adults,
        children=row.children,
        school_children=row.school_children,
        infants=row.infants,
        waited_days=None if row.registered_on is None else (row.placed_on - row.registered_on).days,
        languages=_folded(row.languages),
        occupations=_folded(row.occupations),
        specific_needs=row.specific_needs,
        nationality=row.nationality,
        sex=row.sex,
    )


def profiles_of(programme: Programme) -> tuple[Profile, ...]:
    """The households of a programme, as they will be on its first day, in the order of households.csv."""
    members = programme.members()
    return tuple(_profile(programme, row, members[row.household_id]) for row in programme.households)


def _profile(programme: Programme, household: Household, members: Sequence[Person]) -> Profile:
    ages = [programme.age(person) for person in members]
    known = [age for age in ages if age is not None] if None not in ages else None
    adults = [person for person in members if (programme.age(person) or 0) >= ADULT_AGE]
    return Profile(
        people=len(members),
        adults=None if known is None else sum(age >= ADULT_AGE for age in known),
        children=None if known is None else sum(age < ADULT_AGE for age in known),
        school_children=None if known is None else sum(age in SCHOOL_AGES for age in known),
        infants=None if known is None else sum(age < INFANT_AGES.stop for age in known),
        waited_days=_days(household.registered_on, programme.settings.starts_on),
        languages=_folded(word for person in members for word in person.languages),
        occupations=_folded(person.occupation for person in members if person.occupation),
        specific_needs=tuple(dict.fromkeys(code for person in members for code in person.specific_needs)),
        nationality=tuple(dict.fromkeys(person.nationality for person in members if person.nationality)),
        sex=tuple(dict.fromkeys(person.sex for person in adults if person.sex)),
    )


def _days(since: dt.date | None, until: dt.date) -> int | None:
    return None if since is None else max(0, (until - since).days)


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    """The words in small letters, each once."""
    return tuple(dict.fromkeys(word.strip().casefold() for word in words))


def choose_features(profiles: Sequence[Profile], columns: Sequence[str]) -> tuple[Feature, ...]:
    """The features that the past can say something about: counts that differ, words that enough households have.

    >>> past = [Profile(people=size, languages=("spa",)) for size in (1, 2)] * 20
    >>> [feature.name for feature in choose_features(past, ["people", "adults", "languages"])]
    ['people']
    """
    found = []
    for column in columns:
        if column in COUNTS:
            found.append(Feature(column))
            continue
        have = Counter(word for profile in profiles for word in getattr(profile, column))
        hidden = NEEDS_THAT_TELL_SEX if "sex" not in columns else frozenset()
        found += [
            Feature(column, word)
            for word, count in sorted(have.items())
            if count >= LEAST_WITH_WORD and word not in hidden
        ]
    table = numbers_of(profiles, found)
    return tuple(feature for at, feature in enumerate(found) if _differs(table[:, at]))


def numbers_of(profiles: Sequence[Profile], features: Sequence[Feature]) -> Numbers:
    """The features of households as a table, one row for each; NaN is not known."""
    table = np.full((len(profiles), len(features)), np.nan)
    for at, feature in enumerate(features):
        for row, profile in enumerate(profiles):
            value = getattr(profile, feature.column)
            if feature.word and (value or feature.column == "specific_needs"):
                table[row, at] = feature.word in value
            elif not feature.word and value is not None:
                table[row, at] = value
    return table


def _differs(values: Numbers) -> bool:
    known = values[~np.isnan(values)]
    return len(known) > 0 and (len(known) < len(values) or bool(np.ptp(known) > 0))
