"""What people on the road will do: Flee folders read and judged, movement simulated day by day.

>>> from posada.movement.example import example
>>> flows = simulate(example(), engine="mean_field")
>>> print(flows.summary())
example: 40 days from 2021-01-01, engine mean_field, as the files say.
People who set out: 6,850. In camps at the end: ...
Camp North: ... (reported: 4,405)
Camp South: ... (reported: 2,445)
"""

from posada.movement.flee_folder import read_flee_folder
from posada.movement.lint import lint, read_and_lint
from posada.movement.result import Flows
from posada.movement.simulate import simulate
from posada.movement.validation import Validation, validate

__all__ = ["Flows", "Validation", "lint", "read_and_lint", "read_flee_folder", "simulate", "validate"]
