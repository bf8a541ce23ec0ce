"""The room shows itself on its tiny example."""

import pytest

from posada.placement.__main__ import main, tiny_programme


def test_the_room_shows_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """A summary with its bottleneck, every household explained, and the summary in Spanish."""
    main()
    told = capsys.readouterr().out
    assert told.startswith("5 of 7 people have a place (2 of 4 households).\n")
    assert "more units of beds in León would place 1 person more." in told
    for household in tiny_programme().households:
        assert f"\n\n{household.household_id}: " in told
    assert "\n\nCon lugar: 5 de 7 personas (2 de 4 hogares).\n" in told
