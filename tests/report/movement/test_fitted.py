"""Fitted settings and their posterior are read whole, and widen the bands."""

import numpy as np
import pytest

from posada.movement.example import FILES, example
from posada.programme import InputError
from posada.report.movement import conflict_bands, render_conflict
from posada.report.movement.fitted import read_fitted

HEAD = "draw,setting,value\n"


def written(folder, posterior):
    (folder / "simsetting.yml").write_text(FILES["simsetting.yml"])
    (folder / "posterior.csv").write_text(HEAD + posterior)
    return folder


def test_draws_come_in_their_order_with_the_digests_of_both_files(tmp_path):
    """The tenth draw comes after the second."""
    rows = "10,softening,9\n2,softening,5\n10,camp_weight,3\n2,camp_weight,1\n"
    fitted = read_fitted(written(tmp_path, rows))
    assert fitted.draws == (
        {"softening": 5.0, "camp_weight": 1.0},
        {"softening": 9.0, "camp_weight": 3.0},
    )
    assert sorted(fitted.digests) == ["fitted/posterior.csv", "fitted/simsetting.yml"]


def test_an_empty_folder_says_what_writes_it(tmp_path):
    """Both files are named."""
    with pytest.raises(InputError) as refused:
        read_fitted(tmp_path)
    assert str(refused.value).splitlines() == [
        "simsetting.yml: no such file. 'posada calibrate FOLDERS --out' writes it.",
        "posterior.csv: no such file. 'posada calibrate FOLDERS --out' writes it.",
    ]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("", "posterior.csv: must hold at least one draw, got none."),
        ("1,softning,5\n", "draw 1, softning: must be a number of the settings. Did you mean 'softening'?"),
        ("1,awareness_level,2\n", "draw 1, awareness_level: must be a number of the settings."),
        ("1,camp_movechance,7\n", "draw 1, camp_movechance: must be between 0 and 1, got 7.0."),
        (
            "1,softening,5\n2,camp_weight,1\n",
            "draw 2: must hold the settings of the first draw (softening), each",
        ),
        ("1,softening,much\n", "posterior.csv, line 2, value: must be a number"),
    ],
)
def test_what_is_wrong_in_a_posterior_is_told(tmp_path, rows, text):
    """In a sentence that says which draw and which setting."""
    with pytest.raises(InputError) as refused:
        read_fitted(written(tmp_path, rows))
    assert text in str(refused.value)


def test_a_posterior_widens_the_bands():
    """Three draws of where people stay make more spread than chance; without chance they make all of it."""
    draws = [{"default_movechance": value} for value in (0.05, 0.5, 0.95)]
    flat = conflict_bands(example(), engine="mean_field", members=3, draws=draws)
    assert (flat.members, flat.draws, flat.faults) == (3, 3, ())
    assert (flat.high - flat.low).max() > 100
    narrow = conflict_bands(example(), engine="mean_field", members=3)
    assert np.array_equal(narrow.low, narrow.high)
    assert "3 draws of settings fitted" in render_conflict(flat, {}, lang="en")
