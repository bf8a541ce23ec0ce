"""Reading: from a text to drafts, paragraph by paragraph, with the door that refuses what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from posada.commitments.drafts.datelines import behind_dateline
from posada.commitments.drafts.door import words_of_text
from posada.commitments.drafts.draft import Draft, Span
from posada.commitments.drafts.findings import Finding
from posada.commitments.drafts.language import language_of
from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.quantities import quantity_in
from posada.commitments.drafts.sentence import Sentence
from posada.commitments.drafts.speakers import Discourse
from posada.commitments.drafts.statements import statements_of
from posada.commitments.drafts.words import paragraphs, sentences, tokens

LONGEST_SENTENCE = 400
"""Words; what is longer is a table or noise, and is not read."""


def read_text(
    text: str | bytes, *, lang: str | None = None, source_id: str, file: str = ""
) -> tuple[Draft, ...]:
    """The statements that a text seems to report, in its order; every one is for a person to confirm.

    Parameters
    ----------
    text
        What was published, as words or as bytes of UTF-8.
    lang
        `en` or `es`; without it each paragraph's language is told from its small words.
    source_id
        The source that the drafts point into.
    file
        The file that the text came from, which an error then names.

    Raises
    ------
    InputError
        The text is not UTF-8, too large, or of a language that has no cues; or the source has no proper code.

    Examples
    --------
    >>> [draft] = read_text("«No hay acuerdo», dijo la vocera.", lang="es", source_id="S1")
    >>> draft.who, draft.content.text, (draft.content.start, draft.content.end)
    ('la vocera', 'No hay acuerdo', (2, 16))
    """
    plain = words_of_text(text, lang=lang, source_id=source_id, file=file)
    whole = lang or language_of(plain[:20_000])
    discourse = Discourse()
    findings: list[tuple[Finding, str]] = []
    for start, end in paragraphs(plain):
        of_paragraph = lang or language_of(plain[start:end]) or whole
        if of_paragraph is None:
            continue
        previous: Sentence | None = None
        for words in sentences(tokens(plain, behind_dateline(plain, start, end), end)):
            if len(words) <= LONGEST_SENTENCE:
                previous = Sentence(words, lexicon(of_paragraph), discourse, previous)
                findings.extend((finding, of_paragraph) for finding in statements_of(previous))
    to_bytes = _Offsets(plain)
    return tuple(_draft(plain, to_bytes, finding, of, source_id) for finding, of in findings)


@dataclass(slots=True, init=False)
class _Offsets:
    """Where each character of a text starts in bytes."""

    starts: list[int]

    def __init__(self, text: str) -> None:
        self.starts = [0, *accumulate(len(character.encode("utf-8")) for character in text)]

    def span(self, text: str, start: int, end: int) -> Span:
        """A stretch of characters as a span of bytes."""
        return Span(self.starts[start], self.starts[end], text[start:end])


def _draft(text: str, offsets: _Offsets, finding: Finding, lang: str, source_id: str) -> Draft:
    """The draft of a finding, with its places in bytes and the amount that it names."""
    speaker = offsets.span(text, finding.speaker.start, finding.speaker.end)
    words = tokens(text, max(finding.start, finding.said_from), finding.end)
    return Draft(
        source_id=source_id,
        who=speaker.text,
        act=finding.act,
        polarity="deny" if finding.act == "deny" else "assert",
        content=offsets.span(text, finding.start, finding.end),
        speaker=speaker,
        quantity=quantity_in(words, lexicon(lang)),
        confidence=round(finding.confidence * finding.speaker.sureness, 2),
        rule=finding.rule,
        lang=lang,
    )
