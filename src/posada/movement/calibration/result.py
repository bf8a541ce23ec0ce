"""What `calibrate` answers: a posterior, settings for `simulate`, and how far both are from what was reported."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from posada.movement.calibration.check import check
from posada.movement.calibration.fit import Posterior
from posada.movement.calibration.forecasts import Scored
from posada.movement.calibration.leave_one_out import Validated
from posada.movement.calibration.parameters import values_at
from posada.movement.calibration.words import words_of
from posada.movement.peers import MEASURED, MEASURED_LEAK_FREE, PUBLISHED, PeerError
from posada.movement.settings import SPAWN_RULES, Settings
from posada.programme.tables import ForecastRow, PosteriorDraw, ValidationRow

_FEW = 20
_ERRORS = ("posterior", "settings", "leak_free", "equal", "capacity", "frozen", "shipped")
_BASELINES = ("equal", "capacity", "frozen", "shipped")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A posterior of settings, those in its middle, and their errors; it can print itself."""

    leak_free: bool
    seed: int
    posterior: Posterior = field(repr=False)
    settings: Settings
    errors: tuple[Validated, ...] = field(repr=False)
    """Each conflict under the posterior of all: with one left out, under that of the others."""
    forecasts: tuple[tuple[str, Scored], ...] = field(default=(), repr=False)

    @property
    def held_out(self) -> bool:
        """Whether the errors are those of conflicts that the settings were not fitted to."""
        return all(error.held_out for error in self.errors)

    def mean(self, error: str) -> float:
        """The mean over conflicts of an error: posterior, settings, leak_free, equal, capacity, frozen, shipped."""
        return float(np.mean([getattr(one, error) for one in self.errors]))

    def rows(self) -> dict[str, Sequence[Any]]:
        """The draws, the errors and the scores of forecasts, as rows of their tables."""
        priors = self.posterior.priors
        draws = [
            PosteriorDraw(draw=number, setting=name, value=value)
            for number, point in enumerate(self.posterior.draws, start=1)
            for name, value in values_at(priors, point).items()
        ]
        return {
            "posterior": draws,
            "validation": [self._row(error) for error in self.errors],
            "forecasts": [_forecast_row(name, score) for name, score in self.forecasts],
        }

    def as_dict(self) -> dict[str, Any]:
        """The settings, the errors and the scores as plain data, for JSON."""
        rows = self.rows()
        return {
            "leak_free_fit": self.leak_free,
            "held_out": self.held_out,
            "seed": self.seed,
            "points_tried": self.posterior.tried,
            "worth_draws": round(self.posterior.effective, 1),
            "settings": {prior.name: getattr(self.settings, prior.name) for prior in self.posterior.priors},
            "means": {name: self.mean(name) for name in _ERRORS},
            "validation": [dataclasses.asdict(row) for row in rows["validation"]],
            "forecasts": [dataclasses.asdict(row) for row in rows["forecasts"]],
        }

    def faults(self) -> list[str]:
        """What a check by other code finds wrong with the rows; nothing if they hold."""
        rows = self.rows()
        bounds = {prior.name: (prior.low, prior.high) for prior in self.posterior.priors}
        reported = {error.name: error.reported.tolist() for error in self.errors}
        return check(rows["posterior"], bounds, rows["validation"], reported)

    def _row(self, error: Validated) -> ValidationRow:
        measured, published = self._peers(error.name)
        return ValidationRow(
            conflict=error.name, held_out=error.held_out, leak_free_fit=self.leak_free,
            posterior=error.posterior, settings=error.settings, leak_free=error.leak_free,
            equal_shares=error.equal, capacity_shares=error.capacity, frozen_shares=error.frozen,
            folder_settings=error.shipped,
            flee_measured=measured.value if measured else None,
            flee_measured_by=measured.by if measured else None,
            flee_published=published.value if published else None,
            flee_published_by=published.by if published else None,
        )  # fmt: skip

    def _peers(self, name: str) -> tuple[PeerError | None, PeerError | None]:
        measured = MEASURED_LEAK_FREE if self.leak_free else MEASURED
        return measured.get(name), PUBLISHED.get(name)

    def settings_text(self) -> str:
        """The settings as a simsetting.yml for `posada simulate --flee`."""
        plain = Settings()
        moves: list[str] = []
        spawns: list[str] = []
        for one in dataclasses.fields(Settings):
            value = getattr(self.settings, one.name)
            if value != getattr(plain, one.name) and one.name != "hasten":
                (spawns if one.name in SPAWN_RULES else moves).append(f"  {one.name}: {_as_yaml(value)}")
        sections = [("spawn_rules", spawns), ("move_rules", moves)]
        return "".join(f"{name}:\n" + "\n".join(lines) + "\n" for name, lines in sections if lines)

    def explain(self, conflict: str, lang: str = "en") -> str:
        """One conflict's errors in a line, and where the figures of Flee are from. KeyError for another name."""
        error = {one.name: one for one in self.errors}[conflict]
        words = words_of(lang)
        measured, published = self._peers(conflict)
        lines = self._table([error], words)
        lines += [words["flee"].format(by=measured.by)] if measured else []
        lines += [words["published"].format(by=published.by)] if published else []
        return "\n".join(lines)

    def summary(self, lang: str = "en") -> str:
        """The fit, its settings, its errors beside those of baselines and of Flee, and the scores of forecasts."""
        words = words_of(lang)
        names = ", ".join(error.name for error in self.errors)
        inputs = words["leak_free" if self.leak_free else "leaky"]
        lines = [words["fit"].format(conflicts=len(self.errors), names=names, inputs=inputs)]
        lines += self._setting_lines(words)
        lines += ["", words["held_out" if self.held_out else "seen"], *self._table(self.errors, words)]
        ours = self.mean("posterior")
        lines.append(
            words["ratio"].format(**{name: ours / max(self.mean(name), 1e-12) for name in _BASELINES})
        )
        peers = [self._peers(error.name) for error in self.errors]
        lines += [words["flee"].format(by=by) for by in _sources([measured for measured, _ in peers])]
        lines += [words["published"].format(by=by) for by in _sources([published for _, published in peers])]
        return "\n".join([*lines, *self._forecast_lines(words)])

    def _setting_lines(self, words: dict[str, str]) -> list[str]:
        posterior = self.posterior
        lines = [words["worth"].format(tried=posterior.tried, effective=posterior.effective)]
        draws = [values_at(posterior.priors, point) for point in posterior.draws]
        for prior in posterior.priors:
            low, high = np.quantile([draw[prior.name] for draw in draws], [0.05, 0.95])
            middle = getattr(self.settings, prior.name)
            lines.append(words["setting"].format(name=prior.name, middle=middle, low=low, high=high))
        return lines + ([words["few"]] if posterior.effective < _FEW else [])

    def _table(self, errors: Sequence[Validated], words: dict[str, str]) -> list[str]:
        """The errors in columns under their names, and their means where there are several."""
        head = ["", *words["head"].split()]
        body = []
        for error in errors:
            peers = [
                words["unknown"] if peer is None else f"{peer.value:.3f}" for peer in self._peers(error.name)
            ]
            body.append([error.name, *(f"{getattr(error, name):.3f}" for name in _ERRORS), *peers])
        if len(errors) > 1:
            body.append([words["mean"], *(f"{self.mean(name):.3f}" for name in _ERRORS)])
        wide = [max(len(row[at]) for row in [head, *body] if at < len(row)) for at in range(len(head))]
        return [
            "  " + "  ".join([row[0].ljust(wide[0]), *(map(str.rjust, row[1:], wide[1:]))])
            for row in [head, *body]
        ]

    def _forecast_lines(self, words: dict[str, str]) -> list[str]:
        if not self.forecasts:
            return []
        lines = ["", words["forecasts"]]
        for days in sorted({score.horizon_days for _, score in self.forecasts}):
            scores = [score for _, score in self.forecasts if score.horizon_days == days]
            lines.append(
                words["forecast"].format(
                    days=days, forecasts=sum(score.forecasts for score in scores),
                    crps=np.mean([score.crps for score in scores]),
                    persistence=np.mean([score.persistence for score in scores]),
                    scattered=np.mean([score.scattered_persistence for score in scores]),
                    coverage=np.mean([score.coverage for score in scores]),
                )
            )  # fmt: skip
        return lines


def _sources(peers: Sequence[PeerError | None]) -> list[str]:
    return list(dict.fromkeys(peer.by for peer in peers if peer is not None))


def _forecast_row(name: str, score: Scored) -> ForecastRow:
    return ForecastRow(
        conflict=name, horizon_days=score.horizon_days, forecasts=score.forecasts, crps=score.crps,
        crps_persistence=score.persistence, crps_scattered=score.scattered_persistence,
        coverage_share=score.coverage,
    )  # fmt: skip


def _as_yaml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(str(one) for one in value)}]"
    return repr(value)
