"""One run of a folder: what is asked for is looked at before anything runs."""

import re

import pytest

from posada.movement.example import example
from posada.movement.simulate import simulate


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"seed": -1}, "seed: must be at least 0, got -1."),
        ({"engine": "fast"}, "engine: must be one of population, individual, mean_field, got 'fast'."),
        ({"compat": "dflee"}, "compat: must be '' or 'flee', got 'dflee'."),
    ],
)
def test_what_cannot_be_run_is_told(options: dict[str, object], sentence: str) -> None:
    """Each option out of its bounds has its sentence."""
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        simulate(example(), **options)  # type: ignore[arg-type]
