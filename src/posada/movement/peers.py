"""Errors of Flee on conflicts that it is validated on, as others published and as we measured them.

What was measured is the measure of Flee, rescaled to the people reported.
"""

from __future__ import annotations

from typing import NamedTuple


class PeerError(NamedTuple):
    """An error of Flee on a conflict and who says so."""

    value: float
    by: str


PUBLISHED = {
    "mali2012": PeerError(0.2538, "issue djgroen/flee#59, 2023-06-30"),
    "nigeria2016": PeerError(0.1680, "issue djgroen/flee#59, 2023-06-30"),
    "ssudan2013": PeerError(0.5238, "wiki of FabFlee, ssudan_ccamp"),
    "burundi2015": PeerError(1.582, "issue djgroen/flee#80, settings of a contest"),
    "car2013": PeerError(1.088, "issue djgroen/flee#80, settings of a contest"),
    "syria2013": PeerError(0.442, "issue djgroen/flee#80, settings of a contest"),
}
"""What its authors and users told in public; issues tell the plain error, so it is not strictly comparable."""
_RUN = "our run of Flee at 02cd2cbd, settings of flee3_validation, one seed"
MEASURED = {
    "burundi2015": PeerError(0.535, _RUN),
    "car2013": PeerError(0.434, _RUN),
    "mali2012": PeerError(0.360, _RUN),
    "nigeria2016": PeerError(0.214, _RUN),
    "ssudan2013": PeerError(0.559, _RUN),
    "syria2013": PeerError(0.374, _RUN),
}
"""What Flee itself gave on these folders with the settings shipped with them."""
_RUN_WITHOUT = (
    "our run of Flee 3.1 (PyPI), capacities 0, settings of flee3_validation, one seed, thousands of people"
)
MEASURED_LEAK_FREE = {
    "burundi2015": PeerError(0.975, _RUN_WITHOUT),
    "car2013": PeerError(0.871, _RUN_WITHOUT),
    "mali2012": PeerError(0.811, _RUN_WITHOUT),
    "nigeria2016": PeerError(0.264, _RUN_WITHOUT),
    "ssudan2013": PeerError(0.797, _RUN_WITHOUT),
    "syria2013": PeerError(0.402, _RUN_WITHOUT),
}
"""The same with camps that take everybody, so that no answer leaks through their capacities."""


class Peers(NamedTuple):
    """What is known of Flee on one conflict; None where nothing is."""

    measured: PeerError | None
    measured_leak_free: PeerError | None
    published: PeerError | None


def peers_of(conflict: str) -> Peers:
    """The errors of Flee on the conflict whose folder has this name.

    >>> peers_of("mali2012").published
    PeerError(value=0.2538, by='issue djgroen/flee#59, 2023-06-30')
    >>> peers_of("example")
    Peers(measured=None, measured_leak_free=None, published=None)
    """
    return Peers(MEASURED.get(conflict), MEASURED_LEAK_FREE.get(conflict), PUBLISHED.get(conflict))
