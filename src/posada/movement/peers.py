"""Errors of Flee on conflicts that it is validated on, as others published and as we measured them.

Flee prints its measure twice: "normal", a difference of counts, and "rescaled" to the people reported, a difference
of shares. Each stands here under what it is.
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
"""What its authors and users told in public: differences of counts, with settings of their own."""
_RUN = "our run of Flee at 02cd2cbd, settings of flee3_validation, one seed"
MEASURED = {
    "burundi2015": PeerError(0.535, _RUN),
    "car2013": PeerError(0.434, _RUN),
    "mali2012": PeerError(0.360, _RUN),
    "mali2017_adm1": PeerError(0.326, _RUN),
    "nigeria2016": PeerError(0.214, _RUN),
    "nigeria2022_adm2": PeerError(0.488, _RUN),
    "ssudan2013": PeerError(0.559, _RUN),
    "ssudan2016": PeerError(0.572, _RUN),
    "syria2013": PeerError(0.374, _RUN),
    "tigray2020": PeerError(0.397, _RUN),
}
"""Differences of shares that Flee itself gave on these folders with the settings shipped with them."""
MEASURED_COUNTS = {
    "burundi2015": PeerError(0.593, _RUN),
    "car2013": PeerError(0.375, _RUN),
    "mali2012": PeerError(0.395, _RUN),
    "mali2017_adm1": PeerError(0.495, _RUN),
    "nigeria2016": PeerError(0.280, _RUN),
    "nigeria2022_adm2": PeerError(0.483, _RUN),
    "ssudan2013": PeerError(0.509, _RUN),
    "ssudan2016": PeerError(0.486, _RUN),
    "syria2013": PeerError(0.364, _RUN),
    "tigray2020": PeerError(0.498, _RUN),
}
"""Differences of counts of the same runs."""
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
"""Differences of shares with camps that take everybody, so that no answer leaks through their capacities."""


class Peers(NamedTuple):
    """What is known of Flee on one conflict; None where nothing is."""

    measured: PeerError | None
    measured_leak_free: PeerError | None
    measured_counts: PeerError | None
    published: PeerError | None


def peers_of(conflict: str) -> Peers:
    """The errors of Flee on the conflict whose folder has this name.

    >>> peers_of("mali2012").published
    PeerError(value=0.2538, by='issue djgroen/flee#59, 2023-06-30')
    >>> peers_of("example")
    Peers(measured=None, measured_leak_free=None, measured_counts=None, published=None)
    """
    return Peers(
        MEASURED.get(conflict),
        MEASURED_LEAK_FREE.get(conflict),
        MEASURED_COUNTS.get(conflict),
        PUBLISHED.get(conflict),
    )
