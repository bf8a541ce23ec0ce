"""The verb: a ledger in, a static site out, checked before anybody can see it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from posada.commitments.problem import Policy
from posada.programme import Fault, Programme
from posada.publish.check import check_site
from posada.publish.folder import must_be_ours, write_files, write_site
from posada.publish.record import Record, record_of
from posada.publish.site import site_files


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published where, or the faults for which nothing was."""

    record: Record
    files: tuple[str, ...]
    faults: tuple[Fault, ...]

    def summary(self, lang: str = "en") -> str:
        """What was published, in a line or two."""
        promises = len(self.record.commitments)
        closed = len(self.record.gate.commitments)
        if self.faults:
            counted = Counter(fault.rule for fault in self.faults)
            rules = ", ".join(f"{rule} ({many})" for rule, many in sorted(counted.items()))
            return _WORDS[lang]["faults"].format(rules=rules)
        told = _WORDS[lang]["done"].format(
            promises=promises, files=len(self.files), day=self.record.measured.as_of, closed=closed
        )
        count = self.record.quotations_left_out
        return f"{told} {_WORDS[lang]['left_out'].format(count=count)}" if count else told


_WORDS = {
    "en": {
        "done": "Promises as of {day}: {promises}. With counts withheld: {closed}. Files: {files}.",
        "left_out": "Quotations left out: {count}, for the stored texts of their sources (folder sources) are missing.",
        "faults": "Nothing was published: the check found {rules}.",
    },
    "es": {
        "done": "Promesas al {day}: {promises}. Con cuentas reservadas: {closed}. Archivos: {files}.",
        "left_out": "Citas omitidas: {count}, pues faltan los textos guardados con que cotejarlas (carpeta sources).",
        "faults": "No se publicó nada: la verificación halló {rules}.",
    },
}


def publish(
    programme: Programme,
    out: Path,
    *,
    as_of: dt.date | None = None,
    known_as_of: dt.date | None = None,
    policy: Policy = "all",
) -> Publication:
    """The record of a ledger as a static site in the folder `out`, in Spanish and English.

    The pages are read back and compared with the tables beside them before the folder takes its place; if a
    fault is found, nothing is published and what was there stays. Only the tables of the ledger are looked at.
    Raises `PosadaError` if `out` holds anything that is no publication, or if there is nothing to publish.
    """
    must_be_ours(out)
    record = record_of(programme, as_of=as_of, known_as_of=known_as_of, policy=policy)
    files = site_files(record)
    with tempfile.TemporaryDirectory() as trial:
        write_files(Path(trial), files)
        faults = check_site(Path(trial), _rows_as_data(record))
    if not faults:
        write_site(files, out)
    return Publication(record, tuple(files), faults)


def _rows_as_data(record: Record) -> list[dict[str, object]]:
    """The verdicts as `posada measure --json` gives them, for the check."""
    return [asdict(row) for row in record.measured.rows()["verdicts"]]
