"""Deadlines counted by hand, against a count day by day, and in the words people read."""

import csv
import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posada.programme import Programme
from posada.programme.deadlines import Count, WorkingCalendar, count, working_calendars
from posada.programme.settings import Settings
from posada.programme.tables import Calendar, Closure

DAY = dt.timedelta(days=1)

LABOUR_LAW = (
    "2021-01-01 2021-02-01 2021-03-15 2021-05-01 2021-09-16 2021-11-15 2021-12-25 2022-01-01 2022-02-07 \
2022-03-21 2022-05-01 2022-09-16 2022-11-21 2022-12-25"
)
"""Rest days of the federal labour law, art. 74: first Monday of February, third of March and of November."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def calendar(
    verified: str = "2021-01-01 2022-12-31",
    weekend: str = "saturday sunday",
    closures: str = "",
    source: str = "",
) -> WorkingCalendar:
    """Return a calendar; closures are lines of kind, first day, last day (- for none, ... for open-ended)."""
    first, last = verified.split()
    rows = []
    for line in closures.split("\n"):
        if line.strip():
            kind, from_on, until_on, *basis = line.split(maxsplit=3)
            rows.append(
                Closure(
                    calendar_id="mex",
                    kind=kind,
                    from_on=day(from_on),
                    until_on=None if until_on in ("-", "...") else day(until_on),
                    open_ended=until_on == "...",
                    basis=" ".join(basis),
                )
            )
    row = Calendar(
        calendar_id="mex",
        weekend=tuple(weekend.split()),
        verified_from=day(first),
        verified_until=day(last),
        source=source,
    )
    return WorkingCalendar(row, rows)


HOLIDAYS = "\n".join(f"holiday {holiday} - LFT art. 74" for holiday in LABOUR_LAW.split())
CALENDARS = {
    "none": None,
    "lft": calendar(closures=HOLIDAYS),
    "year-end": calendar(closures=f"{HOLIDAYS}\nclosure 2021-12-20 2021-12-31 agreement"),
    "sundays": calendar(weekend="sunday", closures=HOLIDAYS),
    "no-rest": calendar(weekend=""),
    "fri-sat": calendar(weekend="friday saturday"),
    "spring-2020": calendar(
        "2020-01-01 2020-12-31",
        closures="holiday 2020-05-01 - LFT art. 74\nsuspension 2020-03-24 2020-04-20 notice",
    ),
    "june-2020": calendar("2020-01-01 2020-12-31", closures="suspension 2020-06-01 ... notice of 1 June"),
    "closed": calendar(closures="closure 2021-11-30 ... flood"),
}

# Counted on paper with a wall calendar. The first is the statutory clock of the 2021 statement: 20 working
# days from 24 November, with holidays only, end on the day on which the programme was closed.
BY_HAND = """calendar,event,days,kind,due,why
lft,2021-11-24,20,working,2021-12-22,
lft,2021-11-12,1,working,2021-11-16,
lft,2021-11-15,1,working,2021-11-16,
lft,2021-11-13,1,working,2021-11-16,
lft,2021-11-19,1,working,2021-11-22,
sundays,2021-11-19,1,working,2021-11-20,
lft,2021-11-10,10,working,2021-11-25,
lft,2021-01-04,20,working,2021-02-02,
lft,2021-09-15,1,working,2021-09-17,
lft,2021-09-15,2,working,2021-09-20,
lft,2021-04-30,5,working,2021-05-07,
sundays,2021-04-30,2,working,2021-05-04,
lft,2021-12-24,1,working,2021-12-27,
lft,2021-11-24,30,working,2022-01-05,
lft,2021-11-24,45,working,2022-01-26,
lft,2022-11-18,1,working,2022-11-22,
year-end,2021-11-24,17,working,2021-12-17,
year-end,2021-11-24,18,working,2022-01-03,
year-end,2021-11-24,20,working,2022-01-05,
year-end,2021-12-23,1,working,2022-01-03,
year-end,2021-12-15,10,calendar,2021-12-25,
spring-2020,2020-03-20,1,working,2020-03-23,
spring-2020,2020-03-20,10,working,2020-05-04,
spring-2020,2020-03-20,10,calendar,2020-04-27,
spring-2020,2020-04-01,1,working,2020-04-21,
june-2020,2020-05-25,4,working,2020-05-29,
june-2020,2020-05-25,5,working,,suspended
june-2020,2020-05-25,6,calendar,2020-05-31,
june-2020,2020-05-25,7,calendar,,suspended
june-2020,2020-07-01,1,working,,suspended
june-2020,2020-12-31,1,working,,suspended
june-2020,2019-12-30,1,working,,unverified
closed,2021-11-26,1,working,2021-11-29,
closed,2021-11-26,2,working,,closed
closed,2021-11-26,10,calendar,2021-12-06,
lft,2022-12-29,1,working,2022-12-30,
lft,2022-12-29,2,working,,unverified
lft,2022-12-30,2,calendar,,unverified
lft,2022-12-31,1,calendar,,unverified
lft,2020-12-31,1,working,2021-01-04,
lft,2020-12-30,1,working,,unverified
lft,2020-12-30,1,calendar,,unverified
lft,2023-06-01,1,working,,unverified
none,2021-11-24,10,calendar,2021-12-04,
none,2021-11-24,180,calendar,2022-05-23,
none,2021-11-24,10,working,,no_calendar
none,2021-11-24,0,working,,no_calendar
lft,2021-11-27,0,working,2021-11-27,
lft,2030-01-01,0,calendar,2030-01-01,
no-rest,2021-12-24,3,working,2021-12-27,
fri-sat,2021-12-02,1,working,2021-12-05,
"""


@pytest.mark.parametrize(
    "case", list(csv.DictReader(BY_HAND.splitlines())), ids=lambda case: "-".join(case.values())
)
def test_days_counted_by_hand(case: dict[str, str]) -> None:
    """The due day, or the reason why there is none, is the one found with a wall calendar."""
    found = count(
        day(case["event"]), int(case["days"]), kind=case["kind"], calendar=CALENDARS[case["calendar"]]
    )
    assert (str(found.due_on or ""), found.unknown or "") == (case["due"], case["why"])
    assert (found.why_unknown == "") == (found.due_on is not None)


def test_reasons_say_since_when_and_which_range() -> None:
    """What is not known is named: since when clocks stand still, or from when to when days are verified."""
    suspended = count(day("2020-05-25"), 5, kind="working", calendar=CALENDARS["june-2020"])
    assert suspended.why_unknown == (
        "suspended since 2020-06-01 (notice of 1 June), nobody has said until when"
    )
    assert suspended.why("es") == (
        "suspendido desde el 2020-06-01 (notice of 1 June), nadie ha dicho hasta cuándo"
    )
    unverified = count(day("2022-12-29"), 2, kind="working", calendar=CALENDARS["lft"])
    assert unverified.why_unknown == "calendar mex is verified only from 2021-01-01 to 2022-12-31"
    assert unverified.why("es") == "el calendario mex está verificado sólo del 2021-01-01 al 2022-12-31"
    assert count(day("2021-11-24"), 1, kind="working").why("es") == (
        "no se pueden contar días hábiles sin calendario"
    )


def test_a_count_in_english_names_every_day() -> None:
    """Each run of days stands with its numbers, or with why it has none and on what basis."""
    mex = calendar(
        closures="holiday 2021-11-15 - LFT art. 74\nsuspension 2021-11-18 2021-11-20 DOF notice",
        source="DOF 2021",
    )
    assert count(day("2021-11-12"), 4, kind="working", calendar=mex).text("en") == (
        "4 working days from 2021-11-12 (Fri), the day of the event, which is not counted.\n"
        "Calendar mex, verified from 2021-01-01 to 2022-12-31. Source: DOF 2021\n"
        "Not counted: 2021-11-13 (Sat) to 2021-11-14 (Sun), days of rest.\n"
        "Not counted: 2021-11-15 (Mon), holiday (LFT art. 74).\n"
        "Days 1 to 2: 2021-11-16 (Tue) to 2021-11-17 (Wed).\n"
        "Not counted: 2021-11-18 (Thu) to 2021-11-20 (Sat), clocks suspended (DOF notice).\n"
        "Not counted: 2021-11-21 (Sun), days of rest.\n"
        "Days 3 to 4: 2021-11-22 (Mon) to 2021-11-23 (Tue).\n"
        "Due on 2021-11-23 (Tue): 4 days counted, 11 days after the event."
    )


def test_a_count_in_spanish_names_every_day() -> None:
    """The same, in Spanish; a calendar day of rest is counted, and the due day is not moved from it."""
    assert count(day("2021-12-20"), 5, kind="calendar", calendar=CALENDARS["lft"]).text("es") == (
        "5 días naturales desde el 2021-12-20 (lun), día del hecho, que no se cuenta.\n"
        "Calendario mex, verificado del 2021-01-01 al 2022-12-31.\n"
        "Días 1 a 5: 2021-12-21 (mar) a 2021-12-25 (sáb).\n"
        "Vence el 2021-12-25 (sáb): 5 días contados, 5 días después del hecho.\n"
        "Ese día es inhábil; el siguiente hábil es el 2021-12-27 (lun). El vencimiento no se mueve:"
        " no se encontró fuente que lo recorra."
    )
    assert count(day("2021-11-12"), 1, kind="working", calendar=CALENDARS["lft"]).text("es") == (
        "1 día hábil desde el 2021-11-12 (vie), día del hecho, que no se cuenta.\n"
        "Calendario mex, verificado del 2021-01-01 al 2022-12-31.\n"
        "No se cuentan: 2021-11-13 (sáb) a 2021-11-14 (dom), días de descanso.\n"
        "No se cuenta: 2021-11-15 (lun), día festivo (LFT art. 74).\n"
        "Día 1: 2021-11-16 (mar).\n"
        "Vence el 2021-11-16 (mar): 1 día contado, 4 días después del hecho."
    )


def test_a_count_that_cannot_end_says_how_far_it_came() -> None:
    """A count that meets an open-ended suspension prints the days before it, and no due day."""
    found = count(day("2020-05-27"), 9, kind="working", calendar=CALENDARS["june-2020"])
    assert found.text("en").splitlines()[2:] == [
        "Days 1 to 2: 2020-05-28 (Thu) to 2020-05-29 (Fri).",
        "Not counted: 2020-05-30 (Sat) to 2020-05-31 (Sun), days of rest.",
        "No due day: suspended since 2020-06-01 (notice of 1 June), nobody has said until when.",
    ]
    assert (found.net_days, found.gross_days) == (2, None)


def test_only_english_and_spanish_are_spoken() -> None:
    """Another language is refused by name."""
    with pytest.raises(ValueError, match="lang must be one of en, es, got 'fr'"):
        count(day("2021-11-24"), 1, kind="calendar").text("fr")


def test_days_below_zero_are_refused() -> None:
    """A clock does not run backwards."""
    with pytest.raises(ValueError, match="days must be at least 0, got -1"):
        count(day("2021-11-24"), -1, kind="calendar")


def test_net_and_gross_days() -> None:
    """Net days are those the law gives, gross days those that people wait."""
    found = count(day("2021-11-24"), 20, kind="working", calendar=CALENDARS["year-end"])
    assert (found.net_days, found.gross_days) == (20, 42)


def test_a_closure_without_last_day_is_one_day() -> None:
    """An empty last day means one day, unless the row says that the end is open."""
    mex = calendar(closures="closure 2021-11-16 -")
    assert (mex.is_working_day(day("2021-11-16")), mex.is_working_day(day("2021-11-17"))) == (False, True)


def test_days_behind_an_open_end_are_unknown_but_for_days_of_rest() -> None:
    """Nobody knows whether work has begun again, except where it would rest anyway."""
    mex = calendar(closures="closure 2021-11-16 ... flood\nholiday 2021-11-18 -")
    days = ["2021-11-15", "2021-11-16", "2021-11-17", "2021-11-18", "2021-11-20"]
    assert [mex.is_working_day(day(each)) for each in days] == [True, False, None, False, False]


def test_a_closure_behind_the_verified_range_makes_nothing_known() -> None:
    """What is said about a day outside the range neither closes nor opens the days in between."""
    mex = calendar("2021-11-01 2021-11-30", closures="closure 2021-12-06 ... flood")
    assert mex.working_days_between(day("2021-11-29"), day("2021-11-30")) == 1
    assert mex.working_days_between(day("2021-11-29"), day("2021-12-06")) is None
    assert count(day("2021-11-29"), 2, kind="working", calendar=mex).unknown == "unverified"


def test_closures_of_other_calendars_do_not_count() -> None:
    """A calendar looks at its own closures only, and a programme has one for each row."""
    of_programme = Settings(name="t", country="MEX", starts_on=day("2021-11-01"), ends_on=day("2021-12-01"))
    row = {"verified_from": day("2021-01-01"), "verified_until": day("2021-12-31")}
    calendars = working_calendars(
        Programme(
            settings=of_programme,
            calendars=(Calendar(calendar_id="a", **row), Calendar(calendar_id="b", **row)),
            closures=(Closure(calendar_id="b", kind="holiday", from_on=day("2021-11-16")),),
        )
    )
    assert [calendars[name].is_working_day(day("2021-11-16")) for name in "ab"] == [True, False]


def test_five_thousand_counts_take_less_than_half_a_second() -> None:
    """A caravan's deadlines cost no time worth showing."""
    started = time.perf_counter()
    for number in range(5000):
        count(
            day("2021-11-01") + number % 60 * DAY, number % 46, kind="working", calendar=CALENDARS["year-end"]
        )
    assert time.perf_counter() - started < 0.5


# A count day by day, straight from the rules, to hold the look-up against.

FIRST, LAST = day("2021-11-01"), day("2022-01-31")
DAYS = st.dates(FIRST - 5 * DAY, LAST + 5 * DAY)


@st.composite
def some_calendars(draw: st.DrawFn) -> tuple[Calendar, list[Closure]]:
    weekend = draw(st.sampled_from([("saturday", "sunday"), ("sunday",), (), ("friday", "saturday")]))
    row = Calendar(calendar_id="c", weekend=weekend, verified_from=FIRST, verified_until=LAST)
    closures = []
    for _ in range(draw(st.integers(0, 4))):
        from_on = draw(DAYS)
        length = draw(st.sampled_from([None, 0, 1, 4, 20]))
        kind = draw(st.sampled_from(["holiday", "closure", "suspension"]))
        closures.append(
            Closure(
                calendar_id="c",
                kind=kind,
                from_on=from_on,
                until_on=None if length is None else from_on + length * DAY,
                open_ended=length is None and draw(st.integers(0, 3)) == 0,
            )
        )
    return row, closures


def kinds_on(row: Calendar, closures: list[Closure], each: dt.date) -> set[str]:
    """Return what holds on a day: the kinds of closure, weekend, and 'endless <kind>' from an open end on."""
    names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    found = {"weekend"} if names[each.weekday()] in row.weekend else set()
    for closure in closures:
        if closure.open_ended:
            if closure.from_on <= each:
                found.add(f"endless {closure.kind}")
        elif closure.from_on <= each <= (closure.until_on or closure.from_on):
            found.add(closure.kind)
    return found


def count_day_by_day(
    row: Calendar, closures: list[Closure], event: dt.date, days: int, kind: str
) -> dt.date | None:
    each, number = event, 0
    while number < days:
        each += DAY
        if not FIRST <= each <= LAST:
            return None
        kinds = kinds_on(row, closures, each)
        endless = {name for name in kinds if name.startswith("endless")}
        if "endless suspension" in endless or (kind == "working" and endless):
            return None
        if "suspension" in kinds or (kind == "working" and kinds):
            continue
        number += 1
    return each


def works(row: Calendar, closures: list[Closure], each: dt.date) -> bool | None:
    if not FIRST <= each <= LAST:
        return None
    kinds = kinds_on(row, closures, each)
    certain = {name for name in kinds if not name.startswith("endless")}
    begins = any(closure.open_ended and closure.from_on == each for closure in closures)
    earlier = any(closure.open_ended and closure.from_on < each for closure in closures)
    if certain or (begins and not earlier):
        return False
    return None if kinds else True


@settings(max_examples=300)
@given(some_calendars(), DAYS, st.integers(0, 70), st.sampled_from(["working", "calendar"]))
def test_counting_by_look_up_is_counting_day_by_day(
    drawn: tuple[Calendar, list[Closure]], event: dt.date, days: int, kind: str
) -> None:
    """For any calendar, the due day is the one that a patient clerk would find."""
    found = count(event, days, kind=kind, calendar=WorkingCalendar(*drawn))
    assert found.due_on == count_day_by_day(*drawn, event, days, kind)


@settings(max_examples=300)
@given(some_calendars(), DAYS, st.integers(1, 70), st.sampled_from(["working", "calendar"]))
def test_steps_add_up(drawn: tuple[Calendar, list[Closure]], event: dt.date, days: int, kind: str) -> None:
    """Steps are consecutive days, numbered without gaps, and end on the due day."""
    found = count(event, days, kind=kind, calendar=WorkingCalendar(*drawn))
    steps = found.steps
    assert [step.day for step in steps] == [event + number * DAY for number in range(1, len(steps) + 1)]
    numbers = [step.number for step in steps if step.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all((step.number is None) == bool(step.skipped_as) for step in steps)
    if found.due_on is not None:
        assert (steps[-1].day, steps[-1].number) == (found.due_on, days)
        assert found.gross_days == len(steps)
    else:
        assert found.net_days == len(numbers) < days
    assert found.text("en").count("\n") == found.text("es").count("\n")


@settings(max_examples=300)
@given(some_calendars(), DAYS, DAYS)
def test_working_days_between_are_the_working_days_counted_singly(
    drawn: tuple[Calendar, list[Closure]], first: dt.date, last: dt.date
) -> None:
    """Between two days lie as many working days as can be pointed at, or nobody knows."""
    ready = WorkingCalendar(*drawn)
    assert ready.is_working_day(first) == works(*drawn, first)
    sign = 1 if first <= last else -1
    low, high = sorted((first, last))
    answers = [works(*drawn, low + number * DAY) for number in range(1, (high - low).days + 1)]
    expected = None if None in answers else sign * answers.count(True)
    assert ready.working_days_between(first, last) == expected


@settings(max_examples=300)
@given(some_calendars(), DAYS, st.booleans())
def test_the_next_working_day_is_the_first_that_comes(
    drawn: tuple[Calendar, list[Closure]], each: dt.date, or_same: bool
) -> None:
    """The next working day is found by walking on until one comes, or until nobody knows."""
    walk = each if or_same else each + DAY
    while works(*drawn, walk) is False:
        walk += DAY
    expected = walk if works(*drawn, walk) else None
    assert WorkingCalendar(*drawn).next_working_day(each, or_same=or_same) == expected


@settings(max_examples=300)
@given(
    some_calendars(), DAYS, st.integers(1, 40), st.sampled_from(["holiday", "closure", "suspension"]), DAYS
)
def test_one_more_closure_never_makes_a_deadline_earlier(
    drawn: tuple[Calendar, list[Closure]], event: dt.date, days: int, kind: str, closed_on: dt.date
) -> None:
    """Closing an office for one more day can only postpone what it owes."""
    row, closures = drawn
    before = count(event, days, kind="working", calendar=WorkingCalendar(row, closures))
    closure = Closure(calendar_id="c", kind=kind, from_on=closed_on)
    after = count(event, days, kind="working", calendar=WorkingCalendar(row, [*closures, closure]))
    assert after.due_on is None or (before.due_on is not None and before.due_on <= after.due_on)


def test_counts_compare_by_what_they_say() -> None:
    """Two counts of the same days are equal, and their repr holds no calendar."""
    one, two = (count(day("2021-11-24"), 3, kind="working", calendar=calendar()) for _ in range(2))
    assert one == two
    assert repr(one) == (
        "Count(event_on=datetime.date(2021, 11, 24), days=3, kind='working',"
        " due_on=datetime.date(2021, 11, 29), unknown=None)"
    )
    assert isinstance(one, Count)
