import string

import pytest

from posada.programme.columns import TABLES
from posada.report.words import EN, ES, resource_name, step_name, texts_of, units_name


def fields(sentence):
    return sorted(field for _, field, _, _ in string.Formatter().parse(sentence) if field)


def test_both_languages_say_the_same_things():
    """Each sentence exists in both, with the same values in it."""
    assert ES.keys() == EN.keys()
    assert {key for key in ES if fields(ES[key]) != fields(EN[key])} == set()


@pytest.mark.parametrize(
    ("table", "prefixes"),
    [("waiting", ("reason_", "why_")), ("unscheduled", ("unscheduled_",)), ("unbooked", ("unbooked_",))],
)
def test_every_reason_that_a_room_gives_has_its_words(table, prefixes):
    """The closed list of reasons of a table and the words of the report do not drift apart."""
    column = next(column for column in TABLES[table].columns if column.name == "reason")
    for prefix in prefixes:
        assert {f"{prefix}{reason}" for reason in column.one_of} <= ES.keys()


def test_names_of_resources_come_from_their_help():
    """One half of a bilingual help, the whole of a plain one, the code where there is none."""
    assert resource_name("beds", "bed / cama", "en") == "bed"
    assert resource_name("beds", "cama", "en") == "cama"
    assert resource_name("free_meals", "", "es") == "free meals"
    assert units_name("meals", "meal / comida", "es") == "unidades de «comida»"
    assert step_name("pay_fee", "es") == "pay fee"
    with pytest.raises(ValueError, match=r"lang must be one of es, en, got 'ht'\."):
        texts_of("ht")
