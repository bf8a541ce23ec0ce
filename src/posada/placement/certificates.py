"""A plan's certificate on disk: what was read, the placements, the prices, and what they prove."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import BadZipFile

import numpy as np

from posada.placement.instance_of import UNITS_PER_POINT, instance_of
from posada.placement.optimiser import certify
from posada.placement.problem import build
from posada.placement.result import Placement
from posada.placement.standing import standing
from posada.placement.texts import say
from posada.placement.verify import verify_arrays
from posada.programme import Fault, PosadaError, Programme
from posada.programme.tables import Assignment
from posada.programme.writing import write_file

HEAD, ARRAYS = "certificate.json", "certificate.npz"
FORM = 1
PROOF = ("capacity_prices", "minimum_prices", "floor_prices", "split")


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a plan's certificate found: its faults, and what was proven again."""

    faults: tuple[Fault, ...]
    head: Mapping[str, Any]

    def summary(self, lang: str = "en") -> str:
        """The verdict in a few lines of English or Spanish (`en`, `es`)."""
        if self.faults:
            return "\n".join([*map(str, self.faults), say(lang, "not_verified")])
        points = {key: f"{self.head[key] / UNITS_PER_POINT:,.3f}" for key in ("worth", "proven", "bound")}
        lines = [say(lang, "verified", worth=points["worth"], bound=points["proven"])]
        if self.head["bound"] < self.head["proven"]:
            lines.append(say(lang, "on_trust", bound=points["bound"], solver=self.head["solver"]))
        return "\n".join(lines)


def write_certificate(placement: Placement, folder: Path) -> None:
    """Write the certificate of a plan beside its tables: prices as whole numbers, and a head that names inputs.

    The same plan gives the same bytes.
    """
    certificate = certify(placement.plan)
    arrays = {name: getattr(certificate, name) for name in ("place", *PROOF)}
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    head = {
        "form": FORM,
        "units_per_point": UNITS_PER_POINT,
        "worth": certificate.worth,
        "proven": certificate.bound,
        "bound": placement.plan.bound,
        "bound_source": placement.plan.bound_source,
        "solver": placement.solver,
        "scale": certificate.scale,
        "arrays": hashlib.sha256(packed.getvalue()).hexdigest(),
        "inputs": dict(sorted(placement.problem.programme.digests.items())),
        "keep": {row.household_id: row.place_id for row in placement.keep},
    }
    write_file(folder / ARRAYS, packed.getvalue(), about_people=True)
    write_file(folder / HEAD, json.dumps(head, indent=2) + "\n", about_people=True)


def verify_certificate(
    programme: Programme, assignments: Sequence[Assignment], folder: Path, *, stated: float | None = None
) -> Verified:
    """What is wrong with the certificate in a folder, for the tables and assignments as they are now.

    Value, feasibility and bound are counted again by `posada.placement.verify`, which knows no solver. `stated`
    is the bound in points that a receipt states. Raises PosadaError if there is no certificate to read.
    """
    head, arrays = _read(folder)
    found = list(_changed(programme, head, folder))
    keep = [Assignment(household_id=code, place_id=place, people=1) for code, place in head["keep"].items()]
    problem = build(programme, keep=keep)
    instance = instance_of(problem).instance
    certificate = SimpleNamespace(**arrays, worth=head["worth"], bound=head["proven"], scale=head["scale"])
    found += [Fault("certificate", ARRAYS, text) for text in verify_arrays(instance, certificate)]
    place = standing(problem, assignments, asked="")
    if place.shape == arrays["place"].shape and (differ := int((place != arrays["place"]).sum())):
        told = f"must be the placements of the certificate, got {differ} that differ."
        found.append(Fault("placements", "assignments.csv", told))
    if not head["worth"] <= head["bound"] <= head["proven"]:
        told = "bound must be from the worth to what the prices prove."
        found.append(Fault("bound", HEAD, told))
    if stated is not None and abs(stated * UNITS_PER_POINT - head["bound"]) >= 1:
        told = f"must be {head['bound'] / UNITS_PER_POINT}, got {stated}."
        found.append(Fault("bound", "receipt.json, placement.bound", told))
    return Verified(tuple(found), head)


def _changed(programme: Programme, head: Mapping[str, Any], folder: Path) -> Iterator[Fault]:
    """The files that are not those the plan was made from."""
    for name in sorted({*head["inputs"], *programme.digests}):
        if head["inputs"].get(name) != programme.digests.get(name):
            yield Fault("inputs", name, "must be the file that the plan was made from, got another.")
    if hashlib.sha256((folder / ARRAYS).read_bytes()).hexdigest() != head["arrays"]:
        yield Fault("arrays", ARRAYS, "must be the file that the head names, got another.")


def _read(folder: Path) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """The head and the arrays of a certificate."""
    expected = {"form", "worth", "proven", "bound", "solver", "scale", "arrays", "inputs", "keep"}
    try:
        head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        with np.load(io.BytesIO((folder / ARRAYS).read_bytes()), allow_pickle=False) as packed:
            arrays = {name: packed[name] for name in ("place", *PROOF)}
    except FileNotFoundError as error:
        raise PosadaError(
            f"{Path(error.filename).name}: no such file. Plan again to have a certificate."
        ) from error
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
        raise PosadaError(f"{HEAD}, {ARRAYS}: must be as 'posada plan' wrote them. Plan again.") from error
    whole = ("worth", "proven", "bound", "scale")
    if (
        not isinstance(head, dict)
        or not expected <= head.keys()
        or head["form"] != FORM
        or any(type(head[key]) is not int for key in whole)
        or not all(isinstance(head[key], dict) for key in ("inputs", "keep"))
    ):
        raise PosadaError(f"{HEAD}: must be as 'posada plan' wrote it. Plan again.")
    return head, arrays
