"""What cannot be measured is refused with all that is wrong with it."""

from __future__ import annotations

import pytest

from posada.commitments.door import refuse_unknown_sources
from posada.commitments.example import example
from posada.programme import InputError


def test_all_unknown_sources_are_told_together() -> None:
    """A near miss gets a suggestion."""
    with pytest.raises(InputError) as caught:
        refuse_unknown_sources(example(), ["sen", "seen", "zzz"])
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "--source: must be a source_id of sources.csv, got 'sen'. Did you mean 'seen'?",
        "--source: must be a source_id of sources.csv, got 'zzz'.",
    ]
