"""Settings of movement fitted to what was reported of conflicts, and honest errors of what is fitted.

>>> from posada.movement.calibration.example import reported_example
>>> fitted = calibrate([reported_example()], effort=Effort(prior_points=10, rounds=0))
>>> print(fitted.summary().splitlines()[0])
Fitted to 1: example. With the capacities of camps, which often are made from the reports.
"""

from posada.movement.calibration.calibrate import calibrate
from posada.movement.calibration.fit import Effort
from posada.movement.calibration.parameters import Prior, default_priors
from posada.movement.calibration.result import Calibration

__all__ = ["Calibration", "Effort", "Prior", "calibrate", "default_priors"]
