"""Placement while people still arrive: batches decided for good, with a future that nobody knows.

>>> from posada.placement.arriving import RULES
>>> RULES
('potentials', 'minimum_discord', 'greedy')
"""

from posada.placement.arriving.replay import replay, replay_programme
from posada.placement.arriving.replayed import Replay
from posada.placement.arriving.rules import RULES

__all__ = ["RULES", "Replay", "replay", "replay_programme"]
