"""The parameters of a folder are read whole, or every mistake in them is told."""

import pytest

from posada.movement.caravans import CaravanParameters
from posada.movement.caravans.parameters_file import read_parameters
from posada.programme import InputError


def test_a_folder_without_the_file_has_the_defaults(tmp_path):
    """Nothing is asked of who has nothing to say."""
    assert read_parameters(tmp_path) == (CaravanParameters(), "")


def test_every_mistake_is_told_at_once(tmp_path):
    """A word that is no parameter, a value out of bounds, a value of another kind."""
    (tmp_path / "caravans.toml").write_text(
        'reach_kms = 30\nrest_rate = 9\njoin_share = "much"\nlift_km = true\n'
    )
    with pytest.raises(InputError) as refused:
        read_parameters(tmp_path)
    assert str(refused.value).splitlines() == [
        "caravans.toml, reach_kms: no such parameter. Did you mean 'reach_km'?",
        "caravans.toml, rest_rate: must be a number from 0 to 2, got 9.",
        "caravans.toml, join_share: must be a number from 0 to 1, got 'much'.",
        "caravans.toml, lift_km: must be a number from 0 to 200, got True.",
    ]


@pytest.mark.parametrize("content", [b"reach_km = \n", b"\xff\xfe", b"reach_km = nan\n"])
def test_what_is_no_toml_is_refused(tmp_path, content):
    """In a sentence that names the file, whatever stands in it."""
    (tmp_path / "caravans.toml").write_bytes(content)
    with pytest.raises(InputError, match=r"^caravans\.toml"):
        read_parameters(tmp_path)


def test_numbers_that_do_not_fit_each_other_are_told(tmp_path):
    """Each is within its bounds, and still the least is more than the most."""
    (tmp_path / "caravans.toml").write_text("seats_lo = 500\nseats_hi = 400\n")
    with pytest.raises(InputError, match="seats_lo must not be more than seats_hi, got 500 and 400"):
        read_parameters(tmp_path)
