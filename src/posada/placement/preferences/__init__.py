"""People's own rankings: trades in which nobody is worse off, and turns while the plan keeps its worth.

>>> from posada.placement.preferences import trade
>>> trade([0, 1], [[1], [0]], need=[[1], [1]], capacity=[[1], [1]]).place.tolist()
[1, 0]
"""

from posada.placement.preferences.by_rank import by_rank
from posada.placement.preferences.improve import improve
from posada.placement.preferences.trading import trade

__all__ = ["by_rank", "improve", "trade"]
