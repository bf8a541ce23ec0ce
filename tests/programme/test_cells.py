import contextlib
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.programme.cells import BadCell, Dialect, first_in_dates, parser, text_of
from posada.programme.columns import Column

EXCEL = Dialect(decimal_comma=True, first_in_dates="day")


def value(kind, text, dialect=Dialect(), **described):  # noqa: B008
    return parser(Column(name="x", kind=kind, help="x", **described), dialect)(text)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("integer", " 12 ", 12),
        ("integer", "1990.0", 1990),
        ("number", "-1.5e2", -150.0),
        ("money", "1250.50", Decimal("1250.50")),
        ("yes/no", "SÍ", True),
        ("yes/no", "FALSO", False),
        ("date", "2021-11-15", dt.date(2021, 11, 15)),
        ("date", "2021-11-15 00:00:00", dt.date(2021, 11, 15)),
        ("time", "8:30", dt.time(8, 30)),
        ("time", "08:30:00", dt.time(8, 30)),
        ("list", " spa ; hat;; spa", ("spa", "hat")),
        ("text", "  León ", "León"),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind, text, expected):
    """Spaces around, a decimal of zero, Spanish yes and no: all mean one thing."""
    assert value(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1_000"),
        ("integer", "٣"),
        ("integer", "1e3"),
        ("number", "inf"),
        ("number", "1,5"),
        ("money", "$5"),
        ("yes/no", "maybe"),
        ("date", "15/11/2021"),
        ("date", "44515"),
        ("date", "21-11-15"),
        ("time", "8h30"),
        ("time", "0.5"),
        ("instant", "2021-11-15T08:30"),
        ("id", "=cmd"),
        ("id", "-1"),
        ("id", "a;b"),
    ],
)
def test_what_python_would_take_but_people_did_not_mean_is_refused(kind, text):
    """Underscores, other digits, formulas, infinities and bare local times are no values."""
    with pytest.raises(BadCell, match="must"):
        value(kind, text)


def test_a_file_split_by_semicolons_has_decimal_commas():
    """In such a file 14,5 can only be fourteen and a half; 1.500 may be two things and is refused."""
    assert value("number", "14,5", EXCEL) == 14.5
    assert value("number", "14.5", EXCEL) == 14.5
    with pytest.raises(BadCell, match="may be thousands or decimals"):
        value("number", "1.500", EXCEL)


def test_day_first_dates_are_read_where_another_date_shows_that_the_day_comes_first():
    """25/12 makes 03/04 the third of April."""
    assert first_in_dates(["03/04/2021", "25/12/2021"]) == {"day"}
    assert first_in_dates(["25/12/2021", "12/25/2021"]) == {"day", "month"}
    assert value("date", "03/04/2021", EXCEL) == dt.date(2021, 4, 3)


def test_day_numbers_are_dates_in_a_workbook_alone():
    """44515 is 15 November 2021 where days count from 1900, and 43053 where they count from 1904."""
    assert value("date", "44515", Dialect(excel_epoch=1900)) == dt.date(2021, 11, 15)
    assert value("date", "43053", Dialect(excel_epoch=1904)) == dt.date(2021, 11, 15)
    assert value("time", "0.5", Dialect(excel_epoch=1900)) == dt.time(12, 0)


def test_an_empty_cell_is_the_default_and_never_zero():
    """Unknown stays unknown."""
    assert value("integer", "  ") is None
    assert value("integer", "", default=7) == 7


@given(st.one_of(
    st.booleans().map(lambda found: ("yes/no", found)),
    st.integers(-(10**14), 10**14).map(lambda found: ("integer", found)),
    st.dates(dt.date(1910, 1, 1), dt.date(2199, 12, 31)).map(lambda found: ("date", found)),
    st.times().map(lambda found: ("time", found.replace(second=0, microsecond=0))),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9).map(
        lambda found: ("money", found)
    ),
    st.datetimes(timezones=st.just(dt.timezone(dt.timedelta(hours=-6)))).map(
        lambda found: ("instant", found.replace(microsecond=0))
    ),
    st.lists(st.from_regex(r"[a-z]{3}", fullmatch=True), unique=True).map(
        lambda found: ("list", tuple(found))
    ),
))  # fmt: skip
def test_every_value_is_read_back_from_its_text(case):
    """Writing and reading are inverse."""
    kind, written = case
    default = () if kind == "list" else None
    assert value(kind, text_of(written), default=default) == written


@given(
    st.text(max_size=30),
    st.sampled_from(["integer", "number", "money", "yes/no", "date", "time", "instant", "id"]),
)
def test_any_text_is_a_value_or_a_bad_cell(text, kind):
    """No text makes a cell fail in another way."""
    for dialect in (Dialect(), EXCEL, Dialect(excel_epoch=1900)):
        with contextlib.suppress(BadCell):
            value(kind, text, dialect)
