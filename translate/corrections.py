"""A person's translations of whole texts: they win over glossary, memory and model.

A text is looked up as it stands, white space and the way accents are composed aside: a correction is of this text and
of no other.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from translate.segment.spans import split_spans

_CONTROL: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")


def one_text(text: str) -> str:
    """`text` as corrections are kept and looked up: composed (NFC), white space single, no control characters."""
    readable = text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL)
    return unicodedata.normalize("NFC", " ".join(readable.split()))


class Corrections:
    """Corrections of one language pair, ready to be looked up. Immutable, safe for threads.

    Args:
        english: English by source text, both in any white space.

    Attributes:
        signature: hash of all of them; "" without any.
    """

    def __init__(self, english: Mapping[str, str] | None = None) -> None:
        self._english = {one_text(source): one_text(text) for source, text in (english or {}).items()}
        digest = hashlib.blake2b(repr(sorted(self._english.items())).encode(), digest_size=8)
        self.signature: str = digest.hexdigest() if self._english else ""
        self._several: dict[str, list[str]] | None = None

    def longest_from(self, texts: Sequence[str]) -> int:
        """How many of consecutive texts, the first among them, are together the source of one correction; 0 when none are.

        Only corrections of more than one sentence count, which no single text would ever meet.
        """
        for source in self._of_several().get(one_text(texts[0]), ()) if texts else ():
            joined = ""
            for n, text in enumerate(texts, 1):
                joined = one_text(f"{joined} {text}")
                if joined == source:
                    return n
                if not source.startswith(joined):
                    break
        return 0

    def _of_several(self) -> dict[str, list[str]]:
        """The sources of more than one span by the first of their spans, the longest first."""
        if self._several is None:
            several: dict[str, list[str]] = {}
            for source in sorted(self._english, key=len, reverse=True):
                spans = split_spans(source)
                if len(spans) > 1:
                    several.setdefault(one_text(spans[0].line), []).append(source)
            self._several = several
        return self._several

    def __len__(self) -> int:
        return len(self._english)

    def lookup(self, text: str) -> str | None:
        """What a person has written for the whole `text`, or None; white space around it stays."""
        if not self._english:
            return None
        found = self._english.get(one_text(text))
        if found is None:
            return None
        core = text.strip()
        start = text.index(core)
        return text[:start] + found + text[start + len(core) :]
