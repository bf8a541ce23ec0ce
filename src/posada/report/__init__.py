"""The report: what a plan decided, as one HTML page that a coordinator would print, and as a few lines.

>>> from posada.programme import Programme
>>> from posada.programme.settings import Settings
>>> import datetime as dt
>>> day = dt.date(2021, 11, 23)
>>> empty = Programme(settings=Settings(name="Nobody yet", country="MEX", starts_on=day, ends_on=day))
>>> "Nobody yet" in render_html(empty, {}, {}, lang="en")
True
"""

from posada.report.page import render_html

__all__ = ["render_html"]
