"""Without scikit-learn one plain sentence says what to do, and nothing else of the room needs it."""

import subprocess
import sys

import pytest

from posada.placement.__main__ import tiny_programme
from posada.placement.learning import learn
from posada.placement.learning.example import made_up_past
from posada.placement.learning.extra import MissingExtraError


def test_a_missing_extra_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the package and the command that brings it."""
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingExtraError) as caught:
        learn(tiny_programme(), made_up_past(households=300, seed=1))
    assert str(caught.value) == (
        "Learning scores needs scikit-learn, which is not installed. Call: pip install 'posada[learn]'"
    )


def test_the_package_is_imported_without_scikit_learn() -> None:
    """Reading outcomes, and all of placement, load without it."""
    code = "import sys; import posada.placement.learning; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
