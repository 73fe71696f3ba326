"""Names of a source text and words of its English, as the modules that hold one against the other see them."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from normalize.kinds import PERSON, Kind

_ENGLISH_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name in a source text.

    Attributes:
        start: its first character in the text.
        end: one past the last.
        surface: as written.
        lemma: the nominative.
        romanized: the lemma in Latin letters, press spelling; the English name of a known organisation or place.
        kind: person, organisation or place.
        sure: no other nominative is to be thought of, since the document names the person in full.
        accepted: other established English spellings of the whole.
        established: `romanized` is the spelling of a list: what only sounds like it is a misspelling.
        suffix: Jr. or Sr., which belongs behind `romanized`; `lemma` is without.
        family: several people of one name; `lemma` and `romanized` are those of one man.
    """

    start: int
    end: int
    surface: str
    lemma: str
    romanized: str
    kind: Kind = PERSON
    sure: bool = False
    accepted: tuple[str, ...] = ()
    established: bool = False
    suffix: str = ""
    family: bool = False

    @property
    def english(self) -> str:
        """What stands for the name in English letters: Zubarevs, Mikhalkov Jr."""
        return f"{self.romanized}{'s' * self.family}{' ' * bool(self.suffix)}{self.suffix}"


class EnglishWord(NamedTuple):
    """An English word: position without a possessive ending."""

    start: int
    end: int
    text: str


def english_words(english: str) -> list[EnglishWord]:
    """The words of an English text, and the parts of those with hyphens."""
    found = []
    for match in _ENGLISH_WORD.finditer(english):
        text = _POSSESSIVE.sub("", match.group())
        found.append(EnglishWord(match.start(), match.start() + len(text), text))
        if "-" in text:
            at = match.start()
            for part in text.split("-"):
                if part:
                    found.append(EnglishWord(at, at + len(part), part))
                at += len(part) + 1
    return found
