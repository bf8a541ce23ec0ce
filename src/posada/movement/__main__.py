"""Shows the room: ``python -m posada.movement [FOLDER]`` simulates a Flee folder, or an example of four places."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.movement import lint, read_flee_folder, simulate, validate
from posada.movement.example import example
from posada.programme import InputError


def main(arguments: list[str]) -> int:
    """Print where people are at the end, how near that is to the reports, and what Flee would misread."""
    try:
        folder = read_flee_folder(Path(arguments[0])) if arguments else example()
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    flows = simulate(folder)
    print(flows.summary())
    if flows.camps:
        print()
        print(validate(flows).summary())
    if findings := lint(folder):
        print()
        print("\n".join(str(finding) for finding in findings))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
