"""Scores learnt from past placements, with what speaks against them; needs the extra `posada[learn]`.

>>> from posada.placement.__main__ import tiny_programme
>>> from posada.placement.learning import learn
>>> from posada.placement.learning.example import made_up_past
>>> learned = learn(tiny_programme(), made_up_past(households=1200, seed=1))
>>> print(learned.summary().splitlines()[0])
Learnt from 1,200 households placed at 2 places from 2022-01-03 to 2024-01-02.
"""

from posada.placement.learning.features import NotAllowedError
from posada.placement.learning.learn import learn
from posada.placement.learning.outcomes import PastPlacement, read_outcomes
from posada.placement.learning.report import Learned

__all__ = ["Learned", "NotAllowedError", "PastPlacement", "learn", "read_outcomes"]
