"""Nominatives of place names: Москве, Нижнем Новгороде, Северной Корее, Ростове-на-Дону."""

import re

from normalize.clean import clean_name
from normalize.phrases import nominative_phrase

_PREPOSITION = re.compile(
    r"\A(?:в|во|на|из|с|со|к|ко|под|над|о|об|от|до|у|за|по|через|для|при|между)\s+", re.IGNORECASE
)


def place_lemma(text: str) -> str:
    """The nominative of a place name, with the capitals of the source; a preposition before it is dropped.

    Names that do not decline (Сочи), acronyms (США) and names in Latin letters come back as they are.
    """
    cleaned = clean_name(text).text
    return nominative_phrase(_PREPOSITION.sub("", cleaned), "Geox") if cleaned else ""
