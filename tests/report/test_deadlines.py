import datetime as dt

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import Calendar, Closure, Deadline, Step
from posada.report.deadlines import deadline_steps, why_unknown

DAY = dt.date(2021, 11, 23)


def programme():
    return Programme(
        settings=Settings(name="test", country="MEX", starts_on=DAY, ends_on=DAY),
        calendars=(
            Calendar(
                calendar_id="comar", verified_from=dt.date(2021, 1, 1), verified_until=dt.date(2021, 12, 31)
            ),
        ),
        closures=(
            Closure(
                calendar_id="comar",
                kind="suspension",
                from_on=dt.date(2020, 6, 1),
                open_ended=True,
                basis="DOF",
            ),
        ),
        steps=(
            Step(
                pathway_id="asylum",
                step_id="claim_refuge",
                at="place",
                due_days=30,
                day_kind="working",
                from_event="entered",
                calendar_id="comar",
                source="art. 18",
            ),
        ),
    )


def deadline(number, due_on, **fields):
    given = {"step_id": "decide_tvrh", "day_kind": "working", "due_days": 20, "source": "art. 128"}
    return Deadline(household_id=f"H{number}", due_on=due_on, **{**given, **fields})


def test_days_are_counted_and_few_households_are_not():
    """A day that fewer than ten households share is listed without its number."""
    december = dt.date(2021, 12, 22)
    rows = [deadline(number, december, on_expiry="refused", cure_days=10) for number in range(12)]
    rows += [deadline(99, dt.date(2022, 1, 5), on_expiry="refused", cure_days=10)]
    (step,) = deadline_steps(programme(), rows, lang="en")
    assert step.name == "Decision on the visitor card (TVRH)"
    assert step.rule == (
        "20 working days; 10 to mend the file; if nobody answers, refused. Source: art. 128."
    )
    assert [(row.due, row.households) for row in step.counted] == [
        ("Wed 22 Dec 2021", "12"),
        ("Wed 5 Jan 2022", "fewer than 10"),
    ]


def test_the_bar_of_few_households_does_not_tell_how_many():
    """One household and nine have the same bar."""
    december, january = dt.date(2021, 12, 22), dt.date(2022, 1, 5)
    many = [deadline(number, december) for number in range(20)]
    one = deadline_steps(programme(), [*many, deadline(50, january)], lang="en")
    nine = deadline_steps(
        programme(), [*many, *(deadline(50 + number, january) for number in range(9))], lang="en"
    )
    assert one == nine


def test_why_there_is_no_day_is_told_in_the_language_of_the_page():
    """English as the row has it, Spanish by counting again."""
    row = deadline(
        1,
        None,
        step_id="claim_refuge",
        from_on=dt.date(2021, 11, 7),
        due_days=30,
        source="art. 18",
        why_unknown="suspended",
    )
    assert why_unknown(programme(), row, lang="en") == "suspended"
    assert (
        why_unknown(programme(), row, lang="es")
        == "suspendido desde el 2020-06-01 (DOF), nadie ha dicho hasta cuándo"
    )
    (step,) = deadline_steps(programme(), [row] * 10, lang="es")
    assert [(line.why[:10], line.households) for line in step.uncounted] == [("suspendido", "10")]


def test_without_a_calendar_the_spanish_page_says_only_that_it_cannot_be_counted():
    """Nothing is guessed from an English sentence."""
    row = deadline(1, None, why_unknown="no calendar")
    assert why_unknown(programme(), row, lang="es") == "no se puede contar"
