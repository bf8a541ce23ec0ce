"""The papers of the example: desks and windows, the steps of the card, the calendars they are counted in."""

from __future__ import annotations

import datetime as dt

import mapastepec_parameters as given
from mapastepec_places import Locality

from posada.programme.tables import Calendar, Closure, Office, Step

STATEMENT = "joint statement of SEGOB and INM, 23 November 2021 (El Economista; Expansión)"


def desks() -> list[Office]:
    return [
        Office(
            office_id=f"DESK-{number:02}",
            gathering_id=given.GATHERING,
            step_id="register",
            people_per_day=given.DESK_PEOPLE_PER_DAY,
            opens_at=given.DESK_HOURS[0],
            closes_at=given.DESK_HOURS[1],
            calendar_id="desk",
        )
        for number in range(1, given.DESKS + 1)
    ]


def windows(place: Locality) -> list[Office]:
    """The windows of the office, one row each; elsewhere one desk that visits."""
    town = place.place_id.upper()
    names = [f"INM-{town}-{number}" for number in range(1, place.windows + 1)] or [f"INM-VISIT-{town}"]
    return [
        Office(
            office_id=name,
            place_id=place.place_id,
            step_id="file_tvrh",
            people_per_day=given.WINDOW_PEOPLE_PER_DAY,
            opens_at=given.WINDOW_HOURS[0],
            closes_at=given.WINDOW_HOURS[1],
            calendar_id="inm",
        )
        for name in names
    ]


def steps() -> list[Step]:
    """The card for everybody; for those about to claim refugee status, the clock of that claim beside it."""
    rows = []
    for pathway in ("tvrh", "tvrh_and_refuge"):
        rows += [
            Step(
                pathway_id=pathway,
                step_id="register",
                at="gathering",
                minutes_per_person=given.DESK_MINUTES,
                calendar_id="desk",
                source=STATEMENT,
                valid_from=given.STARTS_ON,
                checked_on=given.CHECKED_ON,
            ),
            Step(
                pathway_id=pathway,
                step_id="file_tvrh",
                follows_step_id="register",
                at="place",
                minutes_per_person=given.WINDOW_MINUTES,
                calendar_id="inm",
                source=STATEMENT,
                valid_from=given.STARTS_ON,
                checked_on=given.CHECKED_ON,
            ),
            Step(
                pathway_id=pathway,
                step_id="decide_tvrh",
                follows_step_id="file_tvrh",
                at="place",
                due_days=20,
                cure_days=10,
                from_event="file_tvrh",
                on_expiry="refused",
                calendar_id="inm",
                source="Ley de Migración, arts. 128 (20 working days, silence is refusal), 130 (10 to mend)",
                checked_on=given.CHECKED_ON,
            ),
        ]
    rows.append(
        Step(
            pathway_id="tvrh_and_refuge",
            step_id="claim_refuge",
            at="place",
            due_days=30,
            from_event="entered",
            calendar_id="comar",
            source="Ley sobre Refugiados, art. 18: 30 working days from entry, later with reasons",
            checked_on=given.CHECKED_ON,
        )
    )
    return rows


def calendars() -> list[Calendar]:
    first, last = dt.date(2021, 11, 1), dt.date(2022, 3, 31)
    holidays = "statutory holidays: holidays 0.109 (Mexico)"
    return [
        Calendar(
            calendar_id="inm", verified_from=first, verified_until=last,
            source=f"{holidays}; year-end closure: assumption",
        ),
        Calendar(
            calendar_id="comar", verified_from=dt.date(2021, 1, 1), verified_until=last,
            source=f"{holidays}; suspension: Angulo7, La Jornada",
        ),
        Calendar(
            calendar_id="desk", weekend=("sunday",), verified_from=first, verified_until=last,
            source="assumption: the desks in Mapastepec also worked on Saturdays",
        ),
    ]  # fmt: skip


def closures() -> list[Closure]:
    law = "Ley Federal del Trabajo, art. 74 (article as recalled, not read again)"
    days = {
        "comar": [dt.date(2021, 2, 1), dt.date(2021, 3, 15), dt.date(2021, 9, 16)],
        "inm": [],
        "desk": [],
    }
    common = [dt.date(2021, 11, 15), dt.date(2021, 12, 25), dt.date(2022, 1, 1)]
    common += [dt.date(2022, 2, 7), dt.date(2022, 3, 21)]
    rows = [
        Closure(
            calendar_id=calendar, kind="holiday", from_on=day, basis=law, source="holidays 0.109 (Mexico)"
        )
        for calendar, own in days.items()
        for day in own + common
    ]
    return [
        *rows,
        Closure(
            calendar_id="inm",
            kind="closure",
            from_on=dt.date(2021, 12, 23),
            until_on=dt.date(2022, 1, 4),
            basis="assumption: no notice for 2021 was found; modelled on the end of 2025 (back on 5 January)",
            source="Cuarto Poder (on 2025)",
        ),
        Closure(
            calendar_id="comar",
            kind="suspension",
            from_on=dt.date(2020, 6, 1),
            open_ended=True,
            basis="terms suspended until the health authority says otherwise; no end was found",
            source="La Jornada",
        ),
    ]
