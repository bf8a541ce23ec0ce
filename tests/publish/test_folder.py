"""A publication takes its place whole, and never that of anything else."""

import os
from pathlib import Path

import pytest

from posada.programme.mistakes import PosadaError
from posada.publish.folder import must_be_ours, write_site
from posada.publish.record import Record
from posada.publish.site import site_files


@pytest.fixture(scope="module")
def files(made_up: Record) -> dict[str, bytes]:
    """A small publication."""
    return site_files(made_up)


def held(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_publication_is_written_file_for_file(tmp_path: Path, files: dict[str, bytes]) -> None:
    """In a folder that is made, with parents, readable by a web server of any user, and nothing left beside."""
    out = tmp_path / "www" / "record"
    write_site(files, out)
    assert held(out) == files
    assert out.stat().st_mode & 0o777 == 0o755
    assert (out / "index.html").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in out.parent.iterdir()] == ["record"]


def test_an_earlier_publication_is_replaced_whole(
    tmp_path: Path, files: dict[str, bytes], mapastepec: Record
) -> None:
    """No page of the old one is left."""
    out = tmp_path / "record"
    write_site(site_files(mapastepec), out)
    write_site(files, out)
    assert held(out) == files
    assert [path.name for path in tmp_path.iterdir()] == ["record"]


def test_an_empty_folder_may_be_used(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Somebody made it for this."""
    (tmp_path / "record").mkdir()
    write_site(files, tmp_path / "record")
    assert held(tmp_path / "record") == files


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    """And left as it was."""
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "chapter.txt").write_text("years of work")
    with pytest.raises(PosadaError, match="thesis: is there already and is no publication of Posada"):
        write_site(files, out)
    assert (out / "chapter.txt").read_text() == "years of work"


@pytest.mark.parametrize("what", ["added", "changed"])
def test_a_publication_that_somebody_has_worked_in_is_refused(
    tmp_path: Path, files: dict[str, bytes], what: str
) -> None:
    """A file of theirs, or one of ours that they changed, is not thrown away."""
    out = tmp_path / "record"
    write_site(files, out)
    name = "notes.txt" if what == "added" else "style.css"
    (out / name).write_text("mine")
    with pytest.raises(PosadaError, match=f"record: holds {name}, which Posada did not put there so"):
        write_site(files, out)
    assert (out / name).read_text() == "mine"


def test_files_and_links_are_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    """With what is there."""
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PosadaError, match="file: must be a folder, got a file"):
        write_site(files, tmp_path / "file")
    with pytest.raises(PosadaError, match="link: must be a folder of its own, got a link"):
        write_site(files, tmp_path / "link")


def test_a_marker_that_lies_does_not_open_a_folder(tmp_path: Path) -> None:
    """Only a list of every file with its digest does."""
    for number, text in enumerate(("{}", "[]", "no json", '{"made_by": "posada publish", "files": []}')):
        out = tmp_path / f"{number}"
        out.mkdir()
        (out / "publication.json").write_text(text)
        with pytest.raises(PosadaError, match="is no publication of Posada"):
            must_be_ours(out)


def test_what_was_there_stays_if_the_new_folder_cannot_take_its_place(
    tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old publication goes back, and nothing is left beside it."""
    out = tmp_path / "record"
    write_site(files, out)
    rename = Path.rename
    turns = []

    def second_time_fails(path: Path, target: Path) -> Path:
        turns.append(path)
        if len(turns) == 2:
            raise OSError(28, os.strerror(28))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", second_time_fails)
    with pytest.raises(PosadaError, match="record: could not be written"):
        write_site(files, out)
    assert held(out) == files
    assert [path.name for path in tmp_path.iterdir()] == ["record"]
