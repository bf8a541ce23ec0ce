"""No number from one to nine people passes; things are told as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.programme.disclosure import FEWEST_TOLD
from posada.publish.gate import Held, counts_people, told


@given(value=st.integers(0, 30), closed=st.booleans(), unit=st.sampled_from(["persons", "cards", "anything"]))
def test_no_number_of_people_from_one_to_nine_is_ever_told(value: int, closed: bool, unit: str) -> None:
    """Nobody at all may be told, ten and more may be told, unless the family is closed."""
    shown = told(value, unit, closed=closed)
    if 0 < value < FEWEST_TOLD:
        assert shown is Held.FEW
    else:
        assert shown == (Held.WITHHELD if closed else value)


@pytest.mark.parametrize(
    "unit", ["buses", "Buses", "bus", "km", "destinations", "institutions", "MXN", "autobuses"]
)
def test_numbers_of_things_are_told_as_they_are(unit: str) -> None:
    """Six buses are six buses, in any family."""
    assert told(6, unit, closed=True) == 6


def test_a_unit_nobody_knows_is_taken_to_count_people() -> None:
    """The gate fails closed: a new word for things must be added by hand."""
    assert counts_people("beneficiarios")
    assert counts_people("")
    assert counts_people("witnesses")
    assert counts_people("places")
    assert counts_people("hearings")
