"""Shows the room: ``python -m posada.commitments [FOLDER [COMMITMENT]]`` tells what became of promises."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.commitments import measure
from posada.commitments.example import example
from posada.programme import InputError, read_programme


def main(arguments: list[str]) -> int:
    """Print what became of the commitments of a folder, or of an example on one page; the exit code."""
    try:
        programme = read_programme(Path(arguments[0])) if arguments else example()
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    measured = measure(programme)
    print(measured.overview())
    known = [found.commitment.commitment_id for found in measured.assessments]
    asked = arguments[1:] or ([] if arguments else known[:1])
    for commitment_id in asked:
        if commitment_id not in known:
            print(f"must be a commitment_id, got {commitment_id!r}.", file=sys.stderr)
            return 2
        print()
        print(measured.explain(commitment_id))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
