"""Which step, at which office, by when: appointments at desks, and the deadlines that the law sets.

>>> from posada.regularisation.example import example
>>> bookings = book(example(), at="gathering")
>>> print(bookings.summary())
Appointments at the gatherings: 2. Households: 2, people: 3, desks: 1.
From 2021-11-24 09:00 to 2021-11-24 09:30.
Fullest desk: desk-1 on 2021-11-24, 3 of 60 people.
Every step has its appointment.
Deadlines: 2, due from 2021-12-22 to 2021-12-22.
"""

from posada.regularisation.book import book
from posada.regularisation.explain import explain_household
from posada.regularisation.ical import write_calendar
from posada.regularisation.result import Bookings, DeskLoad, desk_load

__all__ = ["Bookings", "DeskLoad", "book", "desk_load", "explain_household", "write_calendar"]
