"""What somebody asks `posada simulate` for: options held against each other and against the folder, then run."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from posada.movement import read_flee_folder
from posada.movement.caravans.follow import Followed, follow_caravans, only_offer
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.parameters_file import read_parameters
from posada.movement.caravans.trust import outcome_of
from posada.movement.cluster import missing_extra, on_cluster
from posada.movement.flee_folder import INPUT
from posada.movement.rows import FleeFolder
from posada.programme import InputError, Programme, read_programme
from posada.programme.mistakes import Mistake, did_you_mean
from posada.report.movement.conflict_bands import ConflictBands, conflict_bands
from posada.report.movement.fitted import Fitted, read_fitted

MOST_MEMBERS = 10_000
CARAVAN_MEMBERS = 200
CONFLICT_MEMBERS = 20
NO_OFFER = "none"
CONFLICT_OPTIONS = ("engine", "compat", "fitted", "count_error", "scheduler")
ADDRESS = re.compile(r"((tcp|tls|ws|wss|ucx)://)?[^\s/]+:[0-9]{1,5}")
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of one simulation, as they were given; None where nothing was said."""

    flee: bool = False
    offer: str | None = None
    delivered: str | None = None
    engine: str | None = None
    compat: str | None = None
    fitted: Path | None = None
    count_error: float | None = None
    scheduler: str | None = None
    members: int | None = None
    seed: int = 1

    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong with the options by themselves.

        >>> print(*Asked(members=0, compat="flee").mistakes(), sep=chr(10))
        --members: must be from 1 to 10,000, got 0.
        --compat: must stand with --flee, got 'flee'.
        """
        if self.members is not None and not 1 <= self.members <= MOST_MEMBERS:
            yield _slip("members", f"must be from 1 to {MOST_MEMBERS:,}, got {self.members}.")
        if self.seed < 0:
            yield _slip("seed", f"must be at least 0, got {self.seed}.")
        must = "must not stand with --flee" if self.flee else "must stand with --flee"
        for name in ("offer", "delivered") if self.flee else CONFLICT_OPTIONS:
            if getattr(self, name) is not None:
                yield _slip(name, f"{must}, got {str(getattr(self, name))!r}.")
        if self.flee:
            yield from self._mistakes_of_ensemble()
        if self.delivered is not None and not self.flee:
            try:
                outcome_of(self.delivered)
            except ValueError as error:
                yield _slip("delivered", str(error).removeprefix("delivered "))

    def _mistakes_of_ensemble(self) -> Iterator[Mistake]:
        """What cannot be run: a share that is none, a cluster without its address or its library."""
        if self.count_error is not None and not 0.0 <= self.count_error <= 1.0:
            yield _slip("count_error", f"must be from 0 to 1, got {self.count_error:g}.")
        if self.scheduler is None:
            return
        if lacks := missing_extra():
            yield _slip("scheduler", lacks)
        elif not ADDRESS.fullmatch(self.scheduler):
            yield _slip("scheduler", f"must be an address like tcp://10.0.0.5:8786, got {self.scheduler!r}.")


@dataclass(frozen=True, slots=True)
class GroupsToFollow:
    """A programme whose groups can be followed as was asked, with the parameters of its folder."""

    asked: Asked
    programme: Programme
    parameters: CaravanParameters
    parameters_digest: str

    def follow(self, told: Told) -> Followed:
        """What was asked for; `told` hears how much of it is done."""
        offer = self.asked.offer or only_offer(self.programme)
        return follow_caravans(
            self.programme,
            offer=None if offer == NO_OFFER else offer,
            delivered=self.asked.delivered or "never",
            seed=self.asked.seed,
            members=self.asked.members or CARAVAN_MEMBERS,
            parameters=self.parameters,
            told=told,
        )


@dataclass(frozen=True, slots=True)
class ConflictToRun:
    """A Flee folder that can be simulated as was asked."""

    asked: Asked
    folder: FleeFolder
    fitted: Fitted

    def run(self, told: Told) -> ConflictBands:
        """What was asked for, on all cores or a cluster; InputError if its scheduler does not answer."""
        asked = self.asked
        try:
            return conflict_bands(
                self.folder,
                engine=asked.engine or "population",
                compat=asked.compat or "",
                members=asked.members or CONFLICT_MEMBERS,
                seed=asked.seed,
                draws=self.fitted.draws,
                count_error=asked.count_error or 0.0,
                workers=_cores(),
                run=on_cluster(asked.scheduler) if asked.scheduler else None,
                told=told,
            )
        except ConnectionError as error:
            raise InputError([_slip("scheduler", str(error).removeprefix("scheduler: "))]) from error


def groups_to_follow(folder: Path, asked: Asked) -> GroupsToFollow:
    """The groups of a programme; raises `InputError` with what is wrong in options and files, all together."""
    mistakes = list(asked.mistakes())
    if (folder / INPUT).is_dir() and not (folder / "programme.toml").exists():
        text = "must be a programme, got a Flee folder: simulate it with --flee."
        raise InputError([*mistakes, Mistake(folder.name, None, "", text)])
    programme, given = None, (CaravanParameters(), "")
    try:
        given = read_parameters(folder)
    except InputError as error:
        mistakes += error.mistakes
    try:
        programme = read_programme(folder)
        mistakes += _nobody_to_follow(programme, asked)
    except InputError as error:
        mistakes += error.mistakes
    if mistakes or programme is None:
        raise InputError(mistakes)
    return GroupsToFollow(asked, programme, *given)


def conflict_to_run(folder: Path, asked: Asked) -> ConflictToRun:
    """A conflict; raises `InputError` with what is wrong in options and files, all together."""
    mistakes, fitted, read = list(asked.mistakes()), Fitted(), None
    try:
        fitted = read_fitted(asked.fitted) if asked.fitted else fitted
    except InputError as error:
        mistakes += error.mistakes
    try:
        read = read_flee_folder(folder, fitted.settings_path)
    except InputError as error:
        mistakes += error.mistakes
    if mistakes or read is None:
        raise InputError(mistakes)
    return ConflictToRun(asked, read, fitted)


def _nobody_to_follow(programme: Programme, asked: Asked) -> Iterator[Mistake]:
    """A programme without groups, or without the offer that was asked for."""
    if not programme.groups:
        yield Mistake("groups.csv", None, "", "must hold at least one group that walks, got none.")
    known = [row.offer_id for row in programme.offers]
    if asked.offer is not None and asked.offer not in (NO_OFFER, *known):
        near = did_you_mean(asked.offer, known)
        yield _slip("offer", f"must be none or an offer_id of offers.csv, got {asked.offer!r}.{near}")


def _slip(option: str, text: str) -> Mistake:
    return Mistake(f"--{option.replace('_', '-')}", None, "", text)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
