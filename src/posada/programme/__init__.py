"""The table in the middle: one frozen row type per CSV file of a programme folder.

Everything here needs Python's standard library alone, but for reading .xlsx workbooks.

>>> from posada.programme.tables import Place
>>> Place(place_id="leon", name="León", state="MX-GUA").languages
()
"""

from posada.programme.mistakes import InputError, Mistake, PosadaError
from posada.programme.programme import Fault, Programme
from posada.programme.reading import read_answers, read_programme

__all__ = ["Fault", "InputError", "Mistake", "PosadaError", "Programme", "read_answers", "read_programme"]
