"""Acts: what is done by saying something; the verb tells, and the future tense where the verb is neutral."""

from __future__ import annotations

import re

from posada.commitments.drafts.draft import Act
from posada.commitments.drafts.lexicon import Lexicon

FUTURE = {
    "en": re.compile(r"\b(?:will|would|shall|won['’]t)\b", re.I),
    "es": re.compile(
        r"\b\w{2,}(?:rá|rán|rían)\b|\b(?:va|van) a \w+r\b|\b(?:se|no|le|les|lo|que) \w+ría\b", re.I
    ),
}
OWN_FUTURE = {
    "en": re.compile(r"\b(?:I|we)(?: will\b| shall\b|['’]ll\b| won['’]t\b| are going to\b)", re.I),
    "es": re.compile(r"\b(?!queremos)\w{2,}(?:remos|ré)\b|\b(?:vamos|voy) a \w+r\b", re.I),
}


def act_of(act: str, content: str, lexicon: Lexicon) -> Act:
    """The act of a statement whose verb says `act`.

    >>> from posada.commitments.drafts.lexicon import lexicon
    >>> act_of("say", "We will not leave", lexicon("en")), act_of("say", "it would rain", lexicon("en"))
    ('promise', 'forecast')
    """
    if act == "promise" or act == "deny":
        return "promise" if act == "promise" else "deny"
    if act in ("request", "accept"):
        return "request" if act == "request" else "accept"
    if OWN_FUTURE[lexicon.lang].search(content):
        return "promise"
    return "forecast" if act == "forecast" or FUTURE[lexicon.lang].search(content) else "say"
