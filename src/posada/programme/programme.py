"""A programme in memory: its settings and the rows of every table, as read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posada.programme.own_words import OwnWords, own_words
from posada.programme.settings import Settings
from posada.programme.tables import (
    Actor,
    BusType,
    Calendar,
    Capacity,
    Claim,
    Closure,
    Commitment,
    Contradiction,
    Coverage,
    Delivery,
    Driver,
    DrivingRule,
    Floor,
    Gathering,
    Group,
    Household,
    LegalRule,
    Location,
    Offer,
    Office,
    Person,
    Place,
    Resource,
    Road,
    Route,
    Score,
    Sighting,
    Source,
    State,
    Statistic,
    Step,
    Tie,
    Translation,
    Vacancy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Settings and tables of one programme; each attribute is named as its file."""

    settings: Settings
    places: tuple[Place, ...] = ()
    resources: tuple[Resource, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    households: tuple[Household, ...] = ()
    persons: tuple[Person, ...] = ()
    ties: tuple[Tie, ...] = ()
    floors: tuple[Floor, ...] = ()
    scores: tuple[Score, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    states: tuple[State, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    buses: tuple[BusType, ...] = ()
    drivers: tuple[Driver, ...] = ()
    roads: tuple[Road, ...] = ()
    offices: tuple[Office, ...] = ()
    steps: tuple[Step, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    closures: tuple[Closure, ...] = ()
    actors: tuple[Actor, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    translations: tuple[Translation, ...] = ()
    locations: tuple[Location, ...] = ()
    routes: tuple[Route, ...] = ()
    groups: tuple[Group, ...] = ()
    offers: tuple[Offer, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    legal_rules: tuple[LegalRule, ...] = ()
    driving_rules: tuple[DrivingRule, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    quotations_compared: bool = False
    """Whether every quotation was compared with the stored text of its source when the programme was read."""
    _words: dict[str, OwnWords] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The answers of `words_in`, for every line of a long ledger asks for them."""

    def members(self) -> dict[str, tuple[Person, ...]]:
        """The persons of each household, by household_id, in the order of persons.csv."""
        found: dict[str, list[Person]] = {household.household_id: [] for household in self.households}
        for person in self.persons:
            found.setdefault(person.household_id, []).append(person)
        return {household_id: tuple(persons) for household_id, persons in found.items()}

    def words_in(self, lang: str) -> OwnWords:
        """The ledger's own words in a language ("en" or "es"); what nobody has translated stays as it was entered."""
        if lang not in self._words:
            self._words[lang] = own_words(self.translations, lang)
        return self._words[lang]

    def age(self, person: Person) -> int | None:
        """The age that a person reaches in the year of `starts_on`; None if the birth year is not known."""
        return None if person.birth_year is None else self.settings.starts_on.year - person.birth_year


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a check found wrong with an answer: which rule it breaks and in which row."""

    rule: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text} [{self.rule}]"
