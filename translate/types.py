"""What became of one text: the row behind `translations`."""

from dataclasses import dataclass
from typing import Final

OK: Final = "ok"
GLOSSARY: Final = "glossary"
RETRIED: Final = "retried"
ROMANIZED: Final = "romanized"
FAILED: Final = "failed"

STATUSES: Final = (OK, GLOSSARY, RETRIED, ROMANIZED, FAILED)

STILL: Final = "still_"
"""Prefix of a reason that no attempt could cure."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated text, with an honest account of how it came about.

    Attributes:
        text: the target text; never empty when the source was not.
        status: `ok`, the first attempt passed every check (or there was nothing to translate);
            `glossary`, the whole text is a glossary entry and no engine was asked;
            `retried`, the first attempt failed a check and the best of several attempts was taken;
            `romanized`, no attempt was usable, or words were left in the source script: those were romanised;
            `failed`, nothing could be produced and `text` is the source text.
        reason: "+"-joined codes, None when there is nothing to tell. What was prepared: `caps` (written in capitals,
            translated in sentence case, capitals restored), `split` (translated in parts and put
            together). What failed and was cured: `looped`, `copied`, `truncated`, `length`, `numbers`, `entities`,
            `latin`, `empty`. The same with the prefix `still_`: the text is the best there is, but it fails that check.
        score: mean natural-log probability per target token of the chosen attempt (of the parts, weighted by their
            length, if it was translated in parts); None when no engine was asked or the whole text was romanised.
        cached: taken from the translation memory.
    """

    text: str
    status: str
    reason: str | None
    score: float | None
    cached: bool
