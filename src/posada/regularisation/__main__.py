"""Shows the room: ``python -m posada.regularisation [FOLDER]`` books the steps at the gatherings."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.programme import InputError, read_programme
from posada.regularisation import book
from posada.regularisation.example import example


def main(arguments: list[str]) -> int:
    """Print the bookings of a programme folder, or of an example on one page; the exit code."""
    try:
        programme = read_programme(Path(arguments[0])) if arguments else example()
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    bookings = book(programme, at="gathering")
    print(bookings.summary())
    if not arguments and bookings.appointments:
        print()
        print(bookings.explain(bookings.appointments[0].household_id))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
