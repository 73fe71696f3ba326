"""What became of one text: the row behind `translations`."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """How a translation came about and what it promises (`STATUSES`); as a string, what stands in the tables."""

    OK = "ok"
    GLOSSARY = "glossary"
    HUMAN = "human"
    MENDED = "mended"
    DOUBTFUL = "doubtful"
    ROMANIZED = "romanized"
    FAILED = "failed"


OK, GLOSSARY, HUMAN, MENDED, DOUBTFUL, ROMANIZED, FAILED = Status

STATUSES: Final = {
    OK: "the model's first answer passed every check and is likely to say what the source says",
    GLOSSARY: "the whole text is an entry of the glossary; no model was asked",
    HUMAN: "a person's correction; it wins over everything else",
    MENDED: "a check had complained (see `reason`) and every complaint is cured: by another attempt, or put right in place",
    DOUBTFUL: "do not rely on it without the source: a check complains to the end, or `quality` is low",
    ROMANIZED: "nothing could be trusted: the source, or what the model left of it, stands there in Latin letters",
    FAILED: "nothing came out; the text is the source",
}
"""Every status and what it promises, from the best to rely on to the worst (glossary and human are decided by people)."""

BY_MODEL: Final = (OK, MENDED, DOUBTFUL)
"""The statuses of what a model has said, which may still be mended; the rest is final."""

BY_PEOPLE: Final = (GLOSSARY, HUMAN)
"""The statuses of what people have written."""

TO_BE_CHECKED: Final = (DOUBTFUL, ROMANIZED, FAILED)
"""The statuses of what is not to be relied on without the source."""

_STILL: Final = "still_"
"""Prefix in `reason` of a check that complains to the end; read it through `Translation.problems`."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated text, with an honest account of how it came about.

    Attributes:
        text: the target text; never empty when the source was not.
        status: `STATUSES` tells what each promises.
        reason: "+"-joined codes, None when there is nothing to tell. What was prepared: `caps` (written in capitals,
            translated in sentence case, capitals restored), `split` (translated in parts and put
            together). What failed and was cured: `looped`, `copied`, `truncated`, `length`, `numbers`, `units`,
            `entities` (addresses, identifiers, placeholders and tags), `members` (of a list), `doubled` (a phrase said twice),
            `latin`, `placeholders`, `acronyms`, `acronym_guessed`, `empty`, `name_fixed`. The same with the prefix `still_`: the text
            is the best there is, but it fails that check; the status is then `doubtful`, `romanized` or `failed`. `quality`: no
            check complains, but the estimated quality is low.
        score: mean natural-log probability per target token of the chosen attempt (of the parts, weighted by their
            length, if it was translated in parts); None when no engine was asked, the engine tells none, or the whole
            text was romanised.
        cached: taken from the translation memory.
        quality: probability, 0 to 1, that a reader of the text alone is not misled; None for other pairs than Russian to
            English, on which it was fitted.
    """

    text: str
    status: Status
    reason: str | None
    score: float | None
    cached: bool
    quality: float | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of the checks that complain to the end."""
        codes = (self.reason or "").split("+")
        return tuple(code.removeprefix(_STILL) for code in codes if code.startswith(_STILL))

    def noting(self, code: str) -> "Translation":
        """Return it with something more that was mended."""
        reason = "+".join(filter(None, [self.reason, code]))
        return replace(self, status=DOUBTFUL if self.problems else MENDED, reason=reason)

    def doubting(self, code: str) -> "Translation":
        """Return it with something more that is wrong to the end."""
        return replace(self, status=DOUBTFUL, reason="+".join(filter(None, [self.reason, still(code)])))


def still(code: str) -> str:
    """How `reason` tells that a check complains to the end."""
    return _STILL + code
