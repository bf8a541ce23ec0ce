"""Every table of a programme folder and of a plan, each declared once, grouped by what it is about."""

from posada.programme.tables.answers import (
    Appointment,
    Assignment,
    Baseline,
    Bottleneck,
    Deadline,
    Departure,
    FrontierPoint,
    Load,
    Seat,
    Stop,
    Unbooked,
    Unscheduled,
    Waiting,
)
from posada.programme.tables.calibrations import ForecastRow, PosteriorDraw, ValidationRow
from posada.programme.tables.law import DrivingRule, LegalRule
from posada.programme.tables.moves import BusType, Driver, Gathering, Road
from posada.programme.tables.outlooks import Arrival, GroupDay, GroupFlow, PlaceDay, TrivialRule, WhatIf
from posada.programme.tables.papers import Calendar, Closure, Office, Step
from posada.programme.tables.people import NEEDS, Floor, Household, Person, Score, Tie
from posada.programme.tables.places import Capacity, Place, Resource, State, Vacancy
from posada.programme.tables.promises import (
    Actor,
    Claim,
    Commitment,
    Contradiction,
    Coverage,
    Delivery,
    Source,
    Statistic,
)
from posada.programme.tables.roads_of_people import Group, Location, Offer, Route, Sighting
from posada.programme.tables.translations import Translation
from posada.programme.tables.verdicts import VerdictRow, VerdictTrace

__all__ = [
    "NEEDS",
    "Actor",
    "Appointment",
    "Arrival",
    "Assignment",
    "Baseline",
    "Bottleneck",
    "BusType",
    "Calendar",
    "Capacity",
    "Claim",
    "Closure",
    "Commitment",
    "Contradiction",
    "Coverage",
    "Deadline",
    "Delivery",
    "Departure",
    "Driver",
    "DrivingRule",
    "Floor",
    "ForecastRow",
    "FrontierPoint",
    "Gathering",
    "Group",
    "GroupDay",
    "GroupFlow",
    "Household",
    "LegalRule",
    "Load",
    "Location",
    "Offer",
    "Office",
    "Person",
    "Place",
    "PlaceDay",
    "PosteriorDraw",
    "Resource",
    "Road",
    "Route",
    "Score",
    "Seat",
    "Sighting",
    "Source",
    "State",
    "Statistic",
    "Step",
    "Stop",
    "Tie",
    "Translation",
    "TrivialRule",
    "Unbooked",
    "Unscheduled",
    "Vacancy",
    "ValidationRow",
    "VerdictRow",
    "VerdictTrace",
    "Waiting",
    "WhatIf",
]
