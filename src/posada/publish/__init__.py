"""The record people read: a ledger as a static site in Spanish and English, with everything needed to repeat it.

>>> from posada.commitments.example import example
>>> sorted(path for path in site_files(record_of(example())) if path.startswith("data/"))[:3]
['data/actors.csv', 'data/calendars.csv', 'data/claimreview.jsonld']
"""

from posada.publish.publish import Publication, publish
from posada.publish.record import record_of
from posada.publish.site import site_files

__all__ = ["Publication", "publish", "record_of", "site_files"]
