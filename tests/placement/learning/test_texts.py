"""Every sentence is there in both languages, with the same gaps to fill."""

import string

from posada.placement.learning.features import NEUTRAL, PROTECTED
from posada.placement.learning.models import LEAST_PER_PLACE, candidates
from posada.placement.learning.texts import COLUMN_NAMES, MODEL_NAMES, TEXTS


def gaps(sentence: str) -> set[str]:
    """The names of the values that a sentence takes."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_every_sentence() -> None:
    """With the same values in them."""
    assert set(TEXTS["en"]) == set(TEXTS["es"])
    for key, sentence in TEXTS["en"].items():
        assert gaps(sentence) == gaps(TEXTS["es"][key]), key


def test_every_model_and_column_has_a_name() -> None:
    """In both languages."""
    models = set(candidates("yes/no", 2, seed=0, smallest_place=LEAST_PER_PLACE))
    for lang in ("en", "es"):
        assert set(MODEL_NAMES[lang]) == models
        assert set(COLUMN_NAMES[lang]) >= {*NEUTRAL, *PROTECTED, "size"}
