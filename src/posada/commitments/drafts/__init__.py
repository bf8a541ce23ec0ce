"""Drafts from text: who seems to have said, promised, denied or asked for what, for a person to confirm.

>>> from posada.commitments.drafts import read_text
>>> [draft] = read_text("The mayor promised 300 beds by Friday.", source_id="S1")
>>> draft.who, draft.act, draft.content.text, str(draft.quantity)
('The mayor', 'promise', '300 beds by Friday', '300 beds')
"""

from posada.commitments.drafts.draft import Draft, Quantity, Span
from posada.commitments.drafts.reader import read_text

__all__ = ["Draft", "Quantity", "Span", "read_text"]
