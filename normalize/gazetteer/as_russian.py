"""A name of another Cyrillic language as Russian writes it: Володимир Путін is Владимир Путин.

>>> as_russian("Володимир Зеленський", "uk")
'Владимир Зеленский'
"""

import re

from normalize.gazetteer.given_names import given_name_groups, is_diminutive
from normalize.resources import once, read_rows


@once
def _letters() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    tables = {}
    for lang, cells in read_rows("normalize.gazetteer", "as_russian.tsv", columns=2):
        pairs = dict(pair.split("=") for pair in cells.split(" "))
        pattern = re.compile("|".join(other.replace("$", r"\Z") for other in pairs))
        tables[lang] = pattern, {other.rstrip("$"): russian for other, russian in pairs.items()}
    return tables


def _word(word: str, lang: str) -> str:
    pattern, letters = _letters()[lang]
    spelled = pattern.sub(lambda match: letters[match.group()], word.lower())
    return spelled.capitalize() if word[:1].isupper() else spelled


def as_russian(name: str, lang: str) -> str:
    """Write a name in the nominative as Russian does: given names by their Russian form, family names letter by letter.

    Args:
        name: a name in Cyrillic letters.
        lang: its primary language; a name of a language without a table comes back as it is.
    """
    if lang not in _letters():
        return name
    words = name.split(" ")
    given = _given(words[0]) if len(words) > 1 else ""
    return " ".join((given or _word(words[0], lang), *(_word(word, lang) for word in words[1:])))


def _given(word: str) -> str:
    """The Russian form of a given name (Володимир: Владимир), "" where none or several are it, or it is a short one (Джо)."""
    groups = given_name_groups(word)
    return next(iter(groups)) if len(groups) == 1 and not is_diminutive(word) else ""
