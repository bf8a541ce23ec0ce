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
from posada.programme.tables.law import DrivingRule, LegalRule
from posada.programme.tables.moves import BusType, Driver, Gathering, Road
from posada.programme.tables.papers import Calendar, Closure, Office, Step
from posada.programme.tables.people import NEEDS, Floor, Household, Person, Score, Tie
from posada.programme.tables.places import Capacity, Place, Resource, State, Vacancy

__all__ = [
    "NEEDS",
    "Appointment",
    "Assignment",
    "Baseline",
    "Bottleneck",
    "BusType",
    "Calendar",
    "Capacity",
    "Closure",
    "Deadline",
    "Departure",
    "Driver",
    "DrivingRule",
    "Floor",
    "FrontierPoint",
    "Gathering",
    "Household",
    "LegalRule",
    "Load",
    "Office",
    "Person",
    "Place",
    "Resource",
    "Road",
    "Score",
    "Seat",
    "State",
    "Step",
    "Stop",
    "Tie",
    "Unbooked",
    "Unscheduled",
    "Vacancy",
    "Waiting",
]
