"""The settings of a programme: `programme.toml`, declared like every table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from posada.programme.columns import column
from posada.programme.tables.people import NEEDS
from posada.programme.tables.shapes import COUNTRY, CURRENCY, LANGUAGE, LANGUAGES, MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWeights:
    """Points that make one placement better than another (`[score]`)."""

    person_placed: float = column(
        "points for each person placed", unit="points", at_least=0, at_most=MOST, default=100.0
    )
    preference: float = column(
        "points for the place a household likes best; each later wish counts half",
        unit="points",
        at_least=-MOST,
        at_most=MOST,
        default=60.0,
    )
    family: float = column(
        "points for family at the place", unit="points", at_least=-MOST, at_most=MOST, default=50.0
    )
    friend: float = column(
        "points for friends at the place", unit="points", at_least=-MOST, at_most=MOST, default=20.0
    )
    job_offer: float = column(
        "points for a job offer at the place", unit="points", at_least=-MOST, at_most=MOST, default=60.0
    )
    language: float = column(
        "points for each person with a language that the place's services speak",
        unit="points",
        at_least=-MOST,
        at_most=MOST,
        default=10.0,
    )
    job: float = column(
        "points for each adult whose occupation has openings at the place",
        unit="points",
        at_least=-MOST,
        at_most=MOST,
        default=25.0,
    )
    service: float = column(
        "points for each specific need that a service of the place answers",
        unit="points",
        at_least=-MOST,
        at_most=MOST,
        default=15.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementSettings:
    """Prices of the placement room (`[placement]`)."""

    move_cost: float = column(
        "points that moving a household from a published plan costs",
        unit="points",
        at_least=0,
        at_most=MOST,
        default=50.0,
    )
    shortfall_price: float = column(
        "points that each unit short of a place's at_least costs",
        unit="points",
        at_least=0,
        at_most=MOST,
        default=20.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportSettings:
    """How journeys are planned (`[transport]`)."""

    planning_km_per_hour: float = column(
        "average speed where no driving time is given", unit="km/h", at_least=1, at_most=130, default=65.0
    )
    spare_seats_share: float = column(
        "share of each bus kept free, for escorts and surprises", at_least=0, at_most=0.9, default=0.10
    )
    rule_pack: str = column("driving rules in force", default="MX-NOM-087-2017")
    stop_minutes: int = column(
        "time for a household to get off at a stop", unit="minutes", at_least=0, at_most=1440, default=30
    )
    stops_at_most: int = column("most stops of one bus", at_least=1, at_most=10, default=3)
    departs_from: dt.time = column("earliest hour a bus leaves", default=dt.time(5, 0))
    departs_until: dt.time = column("latest hour a bus leaves", default=dt.time(22, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularisationSettings:
    """Who is served first at the desks (`[regularisation]`)."""

    order_of_service: tuple[str, ...] = column(
        "announced order: need codes, asylum:<claim>, vulnerable, registered_on",
        default=("pregnant", "asylum:recognised", "vulnerable", "registered_on"),
    )
    vulnerable: tuple[str, ...] = column(
        "need codes that count as vulnerable",
        one_of=NEEDS,
        default=(
            "child_at_risk",
            "disability",
            "older_person",
            "serious_medical",
            "single_parent",
            "survivor_of_torture",
            "survivor_of_violence",
            "wheelchair",
            "woman_at_risk",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningSettings:
    """What scores may be learned from (`[learning]`)."""

    uses: tuple[str, ...] = column(
        "attributes that are not looked at unless named here", one_of=("nationality", "sex"), default=()
    )
    because: str = column("why they are used; asked for with `uses`", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole programme (`programme.toml`)."""

    name: str = column("name of the programme")
    country: str = column("country", shape=COUNTRY)
    starts_on: dt.date = column("first day")
    ends_on: dt.date = column("last day")
    currency: str = column("currency of all amounts", shape=CURRENCY, default="USD")
    languages: tuple[str, ...] = column(
        "languages of the programme, in ISO 639-3 codes", shape=LANGUAGES, default=()
    )
    ledger_language: str = column(
        "language in which the ledger of promises is kept (empty: not said)", shape=LANGUAGE, default=""
    )
    seed: int = column("seed of everything random", at_least=0, default=0)
    score: ScoreWeights = field(default_factory=ScoreWeights)
    placement: PlacementSettings = field(default_factory=PlacementSettings)
    transport: TransportSettings = field(default_factory=TransportSettings)
    regularisation: RegularisationSettings = field(default_factory=RegularisationSettings)
    learning: LearningSettings = field(default_factory=LearningSettings)


SECTIONS: dict[str, type] = {
    "": Settings,
    "score": ScoreWeights,
    "placement": PlacementSettings,
    "transport": TransportSettings,
    "regularisation": RegularisationSettings,
    "learning": LearningSettings,
}
