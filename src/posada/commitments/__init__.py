"""What was promised, by whom, and was it kept: four axes, never one status, and no verdict that a gap could undo.

>>> from posada.commitments.example import example
>>> measured = measure(example())
>>> print(measured.summary())
Commitments made by 2021-12-31: 2 (counting all that is told).
  broken: 1
  unknown, nothing on record: 1
>>> measured.assessment("cards").verdicts
('kept', 'not_due', 'partly_kept')
"""

from posada.commitments.measure import measure
from posada.commitments.result import Assessment, Measured

__all__ = ["Assessment", "Measured", "measure"]
