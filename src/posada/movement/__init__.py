"""What people on the road will do: Flee folders read and judged, movement simulated day by day."""

from posada.movement.flee_folder import read_flee_folder
from posada.movement.lint import lint

__all__ = ["lint", "read_flee_folder"]
