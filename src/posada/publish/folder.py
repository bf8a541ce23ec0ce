"""Writing a publication: whole or not at all, and never over anything that is not a publication of ours."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from posada.programme.mistakes import PosadaError
from posada.programme.writing import must_be_writable
from posada.publish.site import MARKER


def write_site(files: Mapping[str, bytes], out: Path) -> None:
    """Write the files beside `out` and then rename, so that readers see the old publication or the new one.

    Raises `PosadaError` if `out` is there and is not, file for file, a publication that Posada made, or if the
    disk does not take it; what was there is then as it was.
    """
    must_be_ours(out)
    must_be_writable(out.absolute().parent)
    try:
        beside = Path(tempfile.mkdtemp(dir=out.absolute().parent, prefix=f".{out.name}."))
        try:
            write_files(beside, files)
            _take_its_place(beside, out.absolute())
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise PosadaError(f"{out.name}: could not be written ({error.strerror}).") from error


def must_be_ours(out: Path) -> None:
    """Nothing, if a publication may be written there; else `PosadaError` says what stands in the way."""
    name = out.name or str(out)
    if out.is_symlink():
        raise PosadaError(f"{name}: must be a folder of its own, got a link.")
    if not out.exists():
        return
    if not out.is_dir():
        raise PosadaError(f"{name}: must be a folder, got a file.")
    there = {
        path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir() or path.is_symlink()
    }
    if not there and not any(out.iterdir()):
        return
    listed = _listed(out / MARKER)
    if listed is None:
        raise PosadaError(f"{name}: is there already and is no publication of Posada. Choose another folder.")
    for path in sorted(there - {MARKER}):
        if listed.get(path) != _sha256(out / path):
            raise PosadaError(
                f"{name}: holds {path}, which Posada did not put there so. Move it away, or choose another folder."
            )


def _listed(marker: Path) -> Mapping[str, str] | None:
    """The digests that a publication lists, by file; None if this is no list of a publication."""
    try:
        held = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(held, dict) or held.get("made_by") != "posada publish":
        return None
    files = held.get("files")
    return files if isinstance(files, dict) else None


def _sha256(path: Path) -> str:
    if path.is_symlink():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path into a folder, so that a web server of any user can read them."""
    folder.chmod(0o755)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o644)


def _take_its_place(beside: Path, out: Path) -> None:
    """Put the new folder where the old one is; if that fails, the old one goes back."""
    if not out.exists():
        beside.rename(out)
        return
    old = beside.with_name(f"{beside.name}.old")
    out.rename(old)
    try:
        beside.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old)
