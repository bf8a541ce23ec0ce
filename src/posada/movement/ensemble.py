"""Many runs of a conflict at once: how far people by place and day depend on chance, settings and counts.

Each member has its own source of chance, made from the seed and its number, so that the answer is the same whatever
runs the members: this process, several, or the workers of a cluster.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from posada.movement.result import reported_in_words
from posada.movement.rows import FleeFolder
from posada.movement.series import counted_by_day
from posada.movement.settings import Settings
from posada.movement.simulate import ENGINES, Run, run_of
from posada.movement.spreads import Varied, drawn, in_turn, unknown_settings
from posada.movement.telling import in_words, untold_people
from posada.movement.transition import transition_of
from posada.movement.words import words_of

MEMBERS_A_JOB = 4
_SETTINGS, _MISCOUNT, _CHANCE = range(3)
Counts = NDArray[np.floating[Any]]
Progress = Callable[[int, int], None]
Runner = Callable[[Callable[["Job"], "Runs"], list["Job"]], Iterable[tuple[int, "Runs"]]]
"""Does jobs in any order and gives the number of each with its answer as it comes."""


@dataclass(frozen=True, slots=True)
class Job:
    """Some members of an ensemble, and all that is needed to run them anywhere."""

    folder: FleeFolder
    members: range
    settings: tuple[Settings, ...]
    count_error: float
    engine: str
    compat: str
    seed: int


class Runs(NamedTuple):
    """People by member, day and place; on roads, and who set out so far, by member and day."""

    counts: Counts
    on_the_road: Counts
    set_out: Counts


class BandRow(NamedTuple):
    """People in a place on a day: the quantiles asked for, in their order."""

    on: dt.date
    place: str
    kind: str
    people: tuple[float, ...]
    reported: float | None


@dataclass(frozen=True, slots=True)
class Ensemble:
    """People by member, day and place; it gives bands, and can print itself."""

    folder: FleeFolder = field(repr=False)
    engine: str
    compat: str
    seed: int
    quantiles: tuple[float, ...]
    counts: Counts = field(repr=False)
    settings: tuple[Settings, ...] = field(repr=False)
    reported: dict[str, NDArray[np.float64]] = field(repr=False)
    on_the_road: Counts = field(repr=False)
    set_out: Counts = field(repr=False)

    @property
    def members(self) -> int:
        """How many runs there are."""
        return len(self.counts)

    def of(self, place: str) -> Counts:
        """The people in a place by member and day. Raises KeyError if no place has this name."""
        names = [location.name for location in self.folder.locations]
        if place not in names:
            raise KeyError(place)
        return self.counts[:, :, names.index(place)]

    def band(self, place: str) -> NDArray[np.float64]:
        """The quantiles of the people in a place by day, one row for each quantile."""
        found: NDArray[np.float64] = np.quantile(self.of(place).astype(float), self.quantiles, axis=0)
        return found

    def rows(self) -> tuple[BandRow, ...]:
        """One row for each day and place."""
        places = self.folder.locations
        bands = [self.band(place.name) for place in places]
        told = [self.reported.get(place.name) for place in places]
        return tuple(
            BandRow(
                self.folder.starts_on + dt.timedelta(days=day), place.name, place.kind,
                tuple(band[:, day].tolist()), None if counted is None else float(counted[day]),
            )
            for day in range(self.folder.days)
            for place, band, counted in zip(places, bands, told, strict=True)
        )  # fmt: skip

    def summary(self, lang: str = "en") -> str:
        """The bands of the camps on the last day, in a few lines."""
        words = words_of(lang)
        mode = words["flee" if self.compat else "native"]
        shares = ", ".join(f"{quantile:.0%}" for quantile in self.quantiles)
        lines = [
            words["ensemble"].format(
                name=self.folder.name, days=self.folder.days, starts_on=self.folder.starts_on,
                members=self.members, engine=self.engine, mode=mode, shares=shares,
            )
        ]  # fmt: skip
        ends = np.stack([self.band(place.name)[:, -1] for place in self.folder.locations], axis=1)
        is_camp = np.array([place.is_camp for place in self.folder.locations])
        # The middle may be summed, so it says what is withheld; what is few is few in each quantile by itself.
        middle, roads = (
            np.median(some[:, -1].astype(float), axis=0) for some in (self.counts, self.on_the_road)
        )
        untold = untold_people(middle, roads, is_camp).places
        for at in np.flatnonzero(is_camp).tolist():
            place = self.folder.locations[at].name
            people = ", ".join(in_words(it, words, is_untold=bool(untold[at])) for it in ends[:, at].tolist())
            reported = reported_in_words(self.folder, self.reported, place, words)
            lines.append(words["band"].format(name=place, people=people, reported=reported))
        return "\n".join(lines)


def ensemble(
    folder: FleeFolder, *, members: int = 100, varied: Varied | None = None, count_error: float = 0.0,
    engine: str = "population", compat: str = "", seed: int = 0, quantiles: tuple[float, ...] = (0.05, 0.5, 0.95),
    workers: int = 1, run: Runner | None = None, progress: Progress | None = None,
) -> Ensemble:  # fmt: skip
    """Bands of people by place and day over many runs that differ by chance, settings and counts.

    Parameters
    ----------
    varied
        A spread for each setting that is uncertain, such as ``{"softening": Between(5, 20)}``; or a sample of
        settings that go together, which the members take in turn, in an order drawn once.
    count_error
        By how much reports may be wrong, as a standard deviation of the ratio: 0.1 for 10 %. One ratio for each
        file of reports and member, as who counts a camp too low one day does so the next.
    workers
        Processes on this machine, as far as there is work for them.
    run
        What runs the jobs instead, such as `cluster.on_cluster(address)`.
    progress
        Is called with the members that are done and all.

    >>> from posada.movement.example import example
    >>> from posada.movement.spreads import Between
    >>> bands = ensemble(example(), members=20, varied={"softening": Between(5.0, 20.0)}, seed=1)
    >>> print(bands.summary())
    example: 40 days from 2021-01-01, 20 runs, engine population, as the files say. On the last day (5%, 50%, 95%):
    Camp North: ... (reported: 4,405)
    Camp South: ... (reported: 2,445)
    """
    varied = {} if varied is None else varied
    if told := _mistakes(members, varied, count_error, engine, quantiles, workers, seed):
        raise ValueError(" ".join(told))
    settings = _settings_of_all(folder, varied, seed, members)
    jobs = []
    for at in range(0, members, MEMBERS_A_JOB):
        some = range(at, min(at + MEMBERS_A_JOB, members))
        jobs.append(Job(folder, some, settings[at : some.stop], count_error, engine, compat, seed))
    runs = Runs(
        np.zeros((members, folder.days, len(folder.locations)), _kept(engine)),
        np.zeros((members, folder.days)), np.zeros((members, folder.days)),
    )  # fmt: skip
    done = 0
    for number, answer in (run or local_processes(min(workers, len(jobs))))(run_job, jobs):
        mine = jobs[number].members
        for whole, part in zip(runs, answer, strict=True):
            whole[mine.start : mine.stop] = part
        done += len(mine)
        if progress is not None:
            progress(done, members)
    return Ensemble(
        folder, engine, compat, seed, quantiles, runs.counts, settings, counted_by_day(folder),
        runs.on_the_road, runs.set_out,
    )  # fmt: skip


def _kept(engine: str) -> type[np.floating[Any]]:
    """How people are kept: half the room is enough for whole numbers, not for the parts of expected counts."""
    return np.float64 if engine == "mean_field" else np.float32


def _mistakes(
    members: int,
    varied: Varied,
    count_error: float,
    engine: str,
    quantiles: tuple[float, ...],
    workers: int,
    seed: int,
) -> list[str]:
    found = [
        f"{name}: must be at least 1, got {value}."
        for name, value in (("members", members), ("workers", workers))
        if value < 1
    ]
    if seed < 0:
        found.append(f"seed: must be at least 0, got {seed}.")
    if told := unknown_settings(varied):
        found.append(told)
    if not 0.0 <= count_error <= 1.0:
        found.append(f"count_error: must be between 0 and 1, got {count_error}.")
    if engine not in ENGINES:
        found.append(f"engine: must be one of {', '.join(ENGINES)}, got {engine!r}.")
    if not quantiles or not all(0.0 <= quantile <= 1.0 for quantile in quantiles):
        found.append(f"quantiles: must be between 0 and 1, got {quantiles}.")
    return found


def local_processes(workers: int) -> Runner:
    """What runs jobs in so many processes of this machine; in this one if it is one."""

    def here(work: Callable[[Job], Runs], jobs: list[Job]) -> Iterator[tuple[int, Runs]]:
        if workers == 1:
            for number, job in enumerate(jobs):
                yield number, work(job)
            return
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            with _program_hidden():
                waiting = {pool.submit(work, job): number for number, job in enumerate(jobs)}
            for future in as_completed(waiting):
                yield waiting[future], future.result()

    return here


@contextmanager
def _program_hidden() -> Iterator[None]:
    """Where processes start without running the program of this one first.

    A process that is spawned runs the file of the program again, and some installers write the command `posada`
    without the guard that would stop it from running the whole command. The work here needs nothing of that file.
    """
    program = vars(sys.modules["__main__"])
    file = program.pop("__file__", None)
    try:
        yield
    finally:
        if file is not None:
            program["__file__"] = file


def run_job(job: Job) -> Runs:
    """The runs of the members of a job."""
    runs = [_run_member(job, member) for member in job.members]
    return Runs(
        np.array([run.counts for run in runs], _kept(job.engine)),
        np.array([run.on_the_road for run in runs]),
        np.array([run.set_out for run in runs]),
    )


def _run_member(job: Job, member: int) -> Run:
    chance, miscount = (_source(job.seed, member, use) for use in (_CHANCE, _MISCOUNT))
    folder = dataclasses.replace(job.folder, settings=job.settings[member - job.members.start])
    if job.count_error > 0.0:
        folder = miscounted(folder, job.count_error, np.random.default_rng(miscount))
    return run_of(transition_of(folder, job.compat), engine=job.engine, seed=chance)


def _source(seed: int, member: int, use: int) -> np.random.SeedSequence:
    """The source of chance of one member for one use, the same wherever and whenever it is asked for."""
    return np.random.SeedSequence(seed, spawn_key=(member, use))


def _settings_of_all(folder: FleeFolder, varied: Varied, seed: int, members: int) -> tuple[Settings, ...]:
    """The settings of each member. Raises ValueError where a value drawn is outside its bounds."""
    if isinstance(varied, Mapping):
        sources = (_source(seed, member, _SETTINGS) for member in range(members))
        return tuple(_with(folder, drawn(varied, np.random.default_rng(source))) for source in sources)
    return tuple(_with(folder, it) for it in in_turn(varied, members, np.random.default_rng(seed)))


def _with(folder: FleeFolder, values: Mapping[str, float]) -> Settings:
    """The settings of the folder with some values changed."""
    kinds = {name: type(getattr(folder.settings, name)) for name in values}
    return dataclasses.replace(
        folder.settings, **{name: kinds[name](value) for name, value in values.items()}
    )


def miscounted(folder: FleeFolder, error: float, rng: np.random.Generator) -> FleeFolder:
    """The folder with the reports of each file multiplied by a ratio whose mean is 1.

    >>> from posada.movement.example import example
    >>> other = miscounted(example(), 0.1, np.random.default_rng(1))
    >>> [round(one.reports[0][-1].people) for one in other.counted]
    [7210, 4860, 2571]
    """
    spread = np.sqrt(np.log1p(error**2))
    counted = []
    for place in folder.counted:
        ratios = np.exp(rng.normal(-(spread**2) / 2, spread, len(place.files)))
        files = tuple(
            tuple(dataclasses.replace(report, people=report.people * ratio) for report in reports)
            for ratio, reports in zip(ratios.tolist(), place.reports, strict=True)
        )
        counted.append(dataclasses.replace(place, reports=files))
    return dataclasses.replace(folder, counted=tuple(counted))
