"""Letter-spaced words made whole: В Н И М А Н И Е, О Б Ъ Я В Л Е Н И Е О П Р О Д А Ж Е."""

import re
from functools import lru_cache
from typing import Final

from normalize.text.marks import has_spaced_letters, join_spaced_letters
from normalize.words import analyzer

_WORD = re.compile(r"[А-ЯЁа-яё]{4,}")
_LONGEST: Final = 60
"""Letters of a run that is cut into words; a longer one is no heading."""
_SHORT_WORDS: Final = frozenset("аивксуоя")
"""Russian words of one letter."""


def whole_words(text: str) -> str:
    """`text` with its letter-spaced words written as words.

    Where the gaps between words are no wider than those between letters, the run is cut into as few words of the dictionary
    as it can be; one that cannot stays whole.
    """
    if not has_spaced_letters(text):
        return text
    joined = join_spaced_letters(text)
    return _WORD.sub(lambda match: match.group() if match.group() in text else _cut(match.group()), joined)


@lru_cache(maxsize=1_000)
def _cut(run: str) -> str:
    if len(run) > _LONGEST or _known(run):
        return run
    best: list[list[str] | None] = [[], *[None] * len(run)]
    for end in range(1, len(run) + 1):
        for start in range(end):
            before = best[start]
            if before is None or not _known(run[start:end]):
                continue
            kept = best[end]
            if kept is None or len(before) + 1 < len(kept):
                best[end] = [*before, run[start:end]]
    return " ".join(best[-1] or [run])


def _known(word: str) -> bool:
    return word.lower() in _SHORT_WORDS if len(word) == 1 else bool(analyzer().word_is_known(word.lower()))
