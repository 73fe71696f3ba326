"""What is known about the language of a text: the answer, and the scores that it is decided from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

UNSURE: Final = "und"
NO_LANGUAGE: Final = "zxx"
RUSSIAN_IN_LATIN: Final = "ru-Latn"
MENTIONED: Final = "mentioned"
"""The rule of a word that an English sentence is about: it is left as it is."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of a text.

    Attributes:
        lang: BCP 47 tag; `ru-Latn` for Russian in Latin letters, `und` when unsure, `zxx` when it has no language.
        confidence: 0 to 1.
        rule: what decided: `no-letters`, `codes` (nothing but addresses, handles, codes), `script`, `letters`, `words`,
            `dictionary`, `entry` (an entry of the Russian glossary or lexicon, alone), `lingua`, `vote` (several detectors), `langid`
            (py3langid, without a second opinion),
            `translit`, `context` (the hint), `mentioned` (a word that the English sentence around it is about: not to be
            translated), `correction` (a person's correction tells), `undecided`.
    """

    lang: str
    confidence: float
    rule: str

    @property
    def mentioned(self) -> bool:
        """Whether the text is a word that the sentence around it is about, which a translation would destroy."""
        return self.rule == MENTIONED


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known about a text before its surroundings are looked at.

    Attributes:
        langs: log-likelihoods of the languages that it may be in.
        rule: what they rest on.
        n_words: how many words they are about.
        family: the script of these languages, `Cyrl` or `Latn`.
        other: log-likelihood of a language in that script which is not among them.
        russian: added to Russian where nothing around the text tells its language: a menu item, a heading, a date.
    """

    langs: Mapping[str, float]
    rule: str
    n_words: int
    family: str
    other: float
    russian: float = 0.0
