"""The verb: measured, written, read back, and only then put in its place."""

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from posada.commitments.example import example
from posada.programme import Fault, Programme
from posada.programme.mistakes import PosadaError
from posada.publish import publish


def test_a_ledger_is_published_in_both_languages(tmp_path: Path) -> None:
    """And says in a line what it is."""
    made = publish(example(), tmp_path / "out")
    assert made.faults == ()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "data", "en", "es", "index.html", "publication.json", "style.css",
    ]  # fmt: skip
    assert (
        made.summary() == f"Promises as of 2021-12-31: 2. With counts withheld: 0. Files: {len(made.files)}."
    )
    assert made.summary("es").startswith("Promesas al 2021-12-31: 2.")


def test_a_ledger_with_secrets_passes_the_check(tmp_path: Path, secretive: Programme) -> None:
    """Withheld cells are as their description says, and no small number is left."""
    made = publish(secretive, tmp_path / "out")
    assert made.faults == ()
    assert made.record.gate.commitments == {"seats", "nearly", "tents"}


def test_quotations_that_are_left_out_are_told(tmp_path: Path, secretive: Programme) -> None:
    """At once, to the one who publishes; the pages say it too."""
    made = publish(secretive, tmp_path / "out")
    assert made.summary().endswith(
        " Quotations left out: 1, for the stored texts of their sources (folder sources) are missing."
    )
    assert made.summary("es").endswith(
        " Citas omitidas: 1, pues faltan los textos guardados con que cotejarlas (carpeta sources)."
    )
    compared = publish(replace(secretive, quotations_compared=True), tmp_path / "out").summary("es")
    assert "cotejar" not in compared


def test_a_record_of_no_promises_says_so(tmp_path: Path) -> None:
    """It passes the check like any other."""
    made = publish(example(), tmp_path / "out", as_of=dt.date(2001, 1, 1))
    assert made.faults == ()
    page = (tmp_path / "out" / "es" / "index.html").read_text(encoding="utf-8")
    assert "no tiene ninguna promesa hecha hasta este día" in page


def test_nothing_is_published_if_the_check_finds_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there stays."""
    module = sys.modules["posada.publish.publish"]
    fault = Fault("numbers", "en/index.html", "planted")
    monkeypatch.setattr(module, "check_site", lambda *_: (fault,))
    made = publish(example(), tmp_path / "out")
    assert made.faults == (fault,)
    assert not (tmp_path / "out").exists()
    assert made.summary() == "Nothing was published: the check found numbers (1)."


def test_a_folder_that_is_no_publication_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    """The folder of the programme itself, for instance."""
    (tmp_path / "programme.toml").write_text("")
    with pytest.raises(PosadaError, match="is no publication of Posada"):
        publish(example(), tmp_path)
