"""What of a text is language at all: addresses, handles, codes and numbers are not."""

import re
import unicodedata
from typing import Final

from normalize.text.marks import join_spaced_letters
from normalize.text.script import JOINER
from normalize.text.verbatim import mask_entities

_CODE = re.compile(r"(?<![\w'’-])(?=[\w./:-]*\d)[\w./:-]+", re.UNICODE)
"""A token with a digit in it: numbers, dates, times, HQ-9B, 0x3F, v1.2."""
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(rf"[{JOINER}]")
_NFC_LETTERS: Final = re.compile(r"[\u0300-\u036f]")


def language_text(text: str) -> str:
    """Return the text without addresses, handles, codes, numbers and invisible characters, each replaced by a space.

    >>> language_text("Цена 120 руб. за HQ-9B, www.example.org").split()
    ['Цена', 'руб.', 'за', ',']
    """
    if _NFC_LETTERS.search(text):
        text = unicodedata.normalize("NFC", text)
    text = join_spaced_letters(_MARKS.sub("", text))
    if "." in text or "@" in text or "#" in text or "/" in text:
        text = mask_entities(text)
    return _CODE.sub(" ", text) if _DIGIT.search(text) else text
