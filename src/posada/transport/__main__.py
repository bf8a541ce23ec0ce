"""Shows the room: ``python -m posada.transport [FOLDER]`` schedules the buses of a programme folder."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.programme import InputError, read_answers, read_programme
from posada.transport import schedule
from posada.transport.example import example, example_assignments


def main(arguments: list[str]) -> int:
    """Print the journeys of a programme folder and its plan, or of an example on one page; the exit code."""
    try:
        if arguments:
            folder = Path(arguments[0])
            answers = read_answers(folder / "plan", ("assignments", "appointments"))
            journeys = schedule(read_programme(folder), answers["assignments"], answers["appointments"])
        else:
            journeys = schedule(example(), example_assignments())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(journeys.summary())
    if not arguments:
        for row in journeys.departures:
            print()
            print(journeys.explain(row.departure_id))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
