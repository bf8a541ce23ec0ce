"""The command line: one short function per command, no logic, heavy imports inside the command."""

from posada.cli import calibrating, moving, placing, plans, promises, publishing, rooms, tables
from posada.cli.group import cli

__all__ = [
    "calibrating",
    "cli",
    "main",
    "moving",
    "placing",
    "plans",
    "promises",
    "publishing",
    "rooms",
    "tables",
]


def main() -> None:
    """Run the command line."""
    cli(prog_name="posada")


if __name__ == "__main__":
    main()
