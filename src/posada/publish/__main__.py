"""Shows the room: ``python -m posada.publish [FOLDER]`` tells what a publication would hold, and what is withheld."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.commitments.example import example
from posada.programme import InputError, read_programme
from posada.programme.mistakes import PosadaError
from posada.publish import record_of, site_files


def main(arguments: list[str]) -> int:
    """Print the files of a publication with their sizes, and whose numbers are withheld; the exit code."""
    try:
        record = record_of(read_programme(Path(arguments[0])) if arguments else example())
    except (InputError, PosadaError) as error:
        print(error, file=sys.stderr)
        return 2
    for path, content in site_files(record).items():
        print(f"{len(content):>9,}  {path}")
    withheld = sorted(record.gate.commitments)
    print(f"withheld: {', '.join(withheld) or 'the counts of no promise'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
