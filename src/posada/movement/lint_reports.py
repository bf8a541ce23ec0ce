"""Reports that contradict each other, that nobody compares, or that tell the answer."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from posada.movement.flee_folder import INPUT, SOURCES
from posada.movement.rows import Counted, FleeFolder
from posada.movement.series import counted_by_day
from posada.movement.settings import Settings
from posada.movement.telling import in_words
from posada.movement.words import words_of
from posada.programme.mistakes import Mistake, did_you_mean

LOCATIONS, CORRECTIONS = f"{INPUT}/locations.csv", f"{INPUT}/registration_corrections.csv"
READS = (LOCATIONS, CORRECTIONS, f"{INPUT}/sim_period.csv", f"{SOURCES}/")
_SAME_SHARE = 0.05
"""A capacity within this share of the greatest report is taken to be made from the reports."""
_SAME_SUM = 0.1
"""Totals are often of another day or office than the camps; a difference up to this share is not told."""


def camps_and_reports(folder: FleeFolder) -> Iterator[Mistake]:
    """Camps nobody counted, counts of places that are no camps, and a first row that is not the total."""
    kinds = {place.name: place for place in folder.locations}
    names = {counted.name for counted in folder.counted[1:]}
    for counted in folder.counted[:1]:
        if counted.name != "total":
            text = (
                f"must be 'total', got {counted.name!r}: Flee leaves the first row out of the sum over camps."
            )
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", text)
    for counted in folder.counted[1:]:
        if counted.name not in kinds:
            near = did_you_mean(counted.name, kinds)
            text = f"no name of locations.csv, got {counted.name!r}: its people are spawned, never compared.{near}"
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", text)
    for place in folder.locations:
        if place.is_camp and folder.counted and place.name not in names:
            yield Mistake(LOCATIONS, place.line, "name", "a camp without reports: Flee stops with an error.")


def places_counted_twice(folder: FleeFolder) -> Iterator[Mistake]:
    """The second row of a place is summed again."""
    counts = Counter(counted.name for counted in folder.counted)
    for counted in folder.counted:
        if counts[counted.name] > 1:
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", "must be unique in this file.")


def capacity_made_from_reports(folder: FleeFolder) -> Iterator[Mistake]:
    """A capacity that equals the greatest report tells the answer to whoever is judged by the reports."""
    places = {place.name: place for place in folder.locations}
    for counted in folder.counted[1:]:
        place = places.get(counted.name)
        most = max((report.people for reports in counted.reports for report in reports), default=0.0)
        if place and place.capacity and abs(place.capacity - most) <= _SAME_SHARE * most:
            text = f"the capacity {_told(place.capacity)} is the greatest report ({_told(most)}): it tells the answer."
            yield Mistake(LOCATIONS, place.line, "population", text)


def reports_out_of_order(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee goes through reports in the order of the file, whatever their days."""
    for counted in folder.counted:
        for file, reports in zip(counted.files, counted.reports, strict=False):
            for before, now in pairwise(reports):
                if now.day <= before.day:
                    yield Mistake(f"{SOURCES}/{file}", now.line, "date", "must be after the date above it.")


def reports_of_two_files(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee adds two files only up to the last day of one of them, and does not interpolate."""
    for counted in folder.counted:
        if len(counted.files) > 1:
            text = f"Flee adds {len(counted.files)} files without interpolation between their days."
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", text)


def corrections_that_fail(folder: FleeFolder) -> Iterator[Mistake]:
    """A correction on a day without a report stops Flee; one after a report of nobody makes no number."""
    by_name: dict[str, Counted] = {counted.name: counted for counted in folder.counted}
    for correction in folder.corrections:
        counted = by_name.get(correction.name)
        if counted is None:
            text = f"no name of data_layout.csv, got {correction.name!r}.{did_you_mean(correction.name, by_name)}"
            yield Mistake(CORRECTIONS, correction.line, "name", text)
            continue
        reports = [report for reports in counted.reports for report in reports]
        if correction.day not in {report.day for report in reports}:
            text = "no report on this date: Flee stops with an error, here nothing is corrected."
            yield Mistake(CORRECTIONS, correction.line, "date", text)


def total_against_the_camps(folder: FleeFolder) -> Iterator[Mistake]:
    """The first row is the sum of the others; the day on which it differs most is told."""
    days = [
        report.day for reports in (folder.counted[0].reports if folder.counted else ()) for report in reports
    ]
    inside = sorted({day for day in days if 0 <= day < folder.days})
    if not inside or len(folder.counted) < 2:
        return
    counted = counted_by_day(dataclasses.replace(folder, settings=Settings()))
    total = counted[folder.counted[0].name]
    places = [people for name, people in counted.items() if name != folder.counted[0].name]
    sums = np.sum(places, axis=0) if places else total
    day = max(inside, key=lambda it: abs(float(total[it] - sums[it])))
    if abs(total[day] - sums[day]) > _SAME_SUM * max(total[day], sums[day]):
        on = folder.starts_on + dt.timedelta(day)
        text = f"on {on} the places sum to {_told(sums[day])}, got a total of {_told(total[day])}."
        line = next(it.line for reports in folder.counted[0].reports for it in reports if it.day == day)
        yield Mistake(f"{SOURCES}/{folder.counted[0].files[0]}", line, "people", text)


def reports_outside_the_period(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee takes the nearest report for all days then, as if it had been counted in the period."""
    for counted in folder.counted:
        for file, reports in zip(counted.files, counted.reports, strict=False):
            days = [report.day for report in reports]
            if days and not any(0 <= day < folder.days for day in days):
                last = folder.starts_on + dt.timedelta(folder.days - 1)
                text = f"must hold a report from {folder.starts_on} to {last}, got none in this period."
                yield Mistake(f"{SOURCES}/{file}", reports[0].line, "date", text)


def _told(people: float) -> str:
    """A count as it may be told: findings are read by others than those who hold the files."""
    return in_words(float(people), words_of("en"))


RULES = (
    camps_and_reports,
    places_counted_twice,
    capacity_made_from_reports,
    reports_out_of_order,
    reports_of_two_files,
    corrections_that_fail,
    total_against_the_camps,
    reports_outside_the_period,
)
