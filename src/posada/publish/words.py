"""The words of a publication, in the two languages of every page."""

from __future__ import annotations

from collections.abc import Mapping

from posada.publish.words_en import EN
from posada.publish.words_es import ES

LANGS = ("es", "en")
Texts = Mapping[str, str]
TEXTS: Mapping[str, Texts] = {"es": ES, "en": EN}
OTHER = {"es": "en", "en": "es"}
