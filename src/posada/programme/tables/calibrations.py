"""What calibration of movement answers: draws of the posterior, errors beside baselines, scores of forecasts."""

from __future__ import annotations

from posada.programme.columns import column, table


@table("posterior", key=("draw", "setting"), role="answer")
class PosteriorDraw:
    """One setting in one draw of the posterior; all draws count alike."""

    draw: int = column("number of the draw, from 1", at_least=1)
    setting: str = column("name of the setting, as in simsetting.yml")
    value: float = column("its value")


@table("validation", key=("conflict", "held_out"), role="answer")
class ValidationRow:
    """How far a fit is from what was reported of one conflict, beside answers that need no model and beside Flee.

    All errors are the mean over days of the differences of shares of people (0 to 2), as Flee measures it, rescaled
    to the people reported.
    """

    conflict: str = column("name of the Flee folder")
    held_out: bool = column("whether the settings were fitted without this conflict")
    leak_free_fit: bool = column("whether the fit did not see the capacities of camps")
    posterior: float = column("error of the median shares over the runs of the posterior", at_least=0)
    settings: float = column("error of one run with the settings in the middle of the posterior", at_least=0)
    leak_free: float = column("error of these settings without the capacities of camps", at_least=0)
    equal_shares: float = column("error of equal shares", at_least=0)
    capacity_shares: float = column("error of shares of capacity", at_least=0)
    frozen_shares: float = column("error of the shares reported on day 30, kept", at_least=0)
    folder_settings: float = column(
        "error of the settings of the folder by the rules of Flee, in expected counts", at_least=0
    )
    flee_measured: float | None = column("error of Flee itself, run by us (empty: not run)", default=None)
    flee_measured_by: str | None = column("which Flee was run, and how", default=None)
    flee_published: float | None = column("error that others published of Flee (empty: none)", default=None)
    flee_published_by: str | None = column("who published it", default=None)


@table("forecasts", key=("conflict", "horizon_days"), role="answer")
class ForecastRow:
    """How good forecasts of the next reports of one conflict are, from each report day on; totals are known.

    Scores are in shares of all people; less is better.
    """

    conflict: str = column("name of the Flee folder; the settings were fitted without it")
    horizon_days: int = column("forecast so many days ahead, or up to 29 fewer", unit="days", at_least=1)
    forecasts: int = column("reports of camps that were forecast", at_least=1)
    crps: float = column("continuous ranked probability score of the forecasts", at_least=0)
    crps_persistence: float = column("that of the last reported shares, kept", at_least=0)
    crps_scattered: float = column(
        "that of the last reported shares, scattered as persistence went wrong in other conflicts", at_least=0
    )
    coverage_share: float = column(
        "share of reports inside the 90 % interval of the forecasts", at_least=0, at_most=1
    )
