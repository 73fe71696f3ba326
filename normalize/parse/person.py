"""Take a person's name apart: given name, patronymic, family name, initials, particles, titles; in any script and order.

>>> [(token.text, str(token.role)) for token in parse_person("Рогозин, Дмитрий Олегович").tokens]
[('Рогозин', 'family'), ('Дмитрий', 'given'), ('Олегович', 'patronymic')]
>>> [(token.text, str(token.role)) for token in parse_person("D.O. Rogosin").tokens]
[('D', 'initial'), ('O', 'initial'), ('Rogosin', 'family')]
"""

import functools
import re
import threading
from dataclasses import dataclass

from normalize.gazetteer.given_names import given_name_groups, group_gender
from normalize.kinds import Role
from normalize.phonetics.readings import fold, readings
from normalize.resources import read_rows
from normalize.text.clean_name import CleanName, clean_name

MAX_TOKENS = 12
"""More words than this are cut off: no name has them."""

_WORD = re.compile(r"[^\W\d_]+(?:['’`ʹʺ\"-][^\W\d_]+)*['’`ʹʺ]?|\d+")
_JOINED = re.compile(r"(?<=[a-zа-яё]{3})(?=[A-ZА-ЯЁ][a-zа-яё]{2})")
_DIGIT = re.compile(r"(?<=[^\W\d_])[0135](?=[^\W\d_])")
_LETTERS_FOR_DIGITS = {"0": "o", "1": "i", "3": "e", "5": "s"}
_ARTICLE = re.compile(r"\A(?:al|el|ul|ad|ar|as|ash|аль|эль|ас|аш|ад)-(?=.{3})")
_FAMILY_MALE = re.compile(
    r"(?:[оеёи]в|[ои]ў|[еаё]ў|[иы]н|[сц]ь?к[иі]й|[сц]кі|[нлв]ый"  # Cyrillic
    r"|[oei]v|[oe]ff|[oe]w|in|yn|ine|ts?k(?:iy|ii|yi|yy|ij|yj|y|i)|s[sc]?k(?:iy|ii|yi|yy|ij|yj|y|i))\Z"  # Latin
)
_FAMILY_FEMALE = re.compile(
    r"(?:[оеё]ва|[иы]на|[сц]ь?ка|[сц]кая|[нлв]ая|[ое]ўна|[оеа]ва"
    r"|[oe]va|[oe]wa|[iy]na|[st]s?kaya|[st]s?kaia|[st]s?kaja|[st]s?kaia)\Z"
)
_NUMERALS = frozenset("IVX")
"""Without a dot after a lone given name these count rulers: Пётр I."""
_THE_THIRD = 3
"""Words of "Charles the Third"."""
_SYLLABLES = frozenset("ЁЫ")
"""Russian letters no given name begins with, but Korean syllables: Ким Ё Чжон."""
_REGNAL = frozenset(
    [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
    ]
)
_lock = threading.Lock()

_SLAVIC = re.compile(
    r"(?:[оеёау]в|[оаеіи]ў|[иыі]н|[сц]ьк?[иі]й|[сцз]к(?:ий|і|ый)|[оеёа]ва|[иыі]на|[сцз]ь?кая?|[еэ]нк[оа]|[уюо]к|[иі]ч"
    r"|[oea]v|[oe]ff|[oe]w|[iyí]n|ine|[sz]k(?:iy|ii|yi|yy|ij|yj|y|i|aya|aia|aja|a)|[oe]v[aá]|[oe]wa|[iy]na|enk[oa]|uk|i[cč]h?)\Z"
)
"""Endings of East Slavic and many other Slavic family names, folded."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    Attributes:
        text: as written, cleaned.
        folded: lower case, without hyphens and Arabic articles; the form that is compared.
        role: what it is in the name.
        gender: "m", "f" or "" as far as this word shows it.
    """

    text: str
    folded: str
    role: Role
    gender: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart.

    Attributes:
        text: the cleaned name.
        tokens: the words that tell people apart, in the order written.
        particles: von, bin, оглы …, lower case.
        suffixes: jr, sr, iii …, in the form they are compared in.
        gender: "m", "f" or "".
        repairs: what cleaning changed, see `normalize.clean`; "digit" for digits inside words read as letters.
    """

    text: str
    tokens: tuple[Token, ...]
    particles: tuple[str, ...]
    suffixes: tuple[str, ...]
    gender: str
    repairs: tuple[str, ...]

    @property
    def is_ruler(self) -> bool:
        """Whether it is a given name and a number, which is part of it: Александр II."""
        return len(self.tokens) == 1 and any(suffix in _REGNAL for suffix in self.suffixes)

    def first(self, role: Role) -> Token | None:
        """The first token with a role."""
        return next((token for token in self.tokens if token.role == role), None)


@functools.cache
def _load() -> tuple[dict[str, tuple[str, str]], list[tuple[re.Pattern[str], str]]]:
    particles = {
        word: (kind, canonical or word)
        for word, kind, canonical in read_rows("normalize.parse", "name_particles.tsv", columns=3)
    }
    endings = [
        (re.compile(rf"(?:{ending})\Z"), gender)
        for ending, gender, _ in read_rows("normalize.parse", "patronymics.tsv", columns=3)
    ]
    return particles, endings


def _tables() -> tuple[dict[str, tuple[str, str]], list[tuple[re.Pattern[str], str]]]:
    with _lock:
        return _load()


@functools.lru_cache(maxsize=100_000)
def patronymic_stem(folded: str) -> tuple[str, str] | None:
    """(what stands before the patronymic's ending, gender), or None when the word has no such ending."""
    for pattern, gender in _tables()[1]:
        match = pattern.search(folded)
        if match:
            stem = folded[: match.start()]
            if len(stem) >= 2:
                return stem, gender
            return (folded[:3], gender) if len(folded) > 4 else None
    return None


def _split(text: str) -> list[tuple[str, bool]]:
    """Words with a flag for a dot after them."""
    words = []
    for match in _WORD.finditer(_JOINED.sub(" ", text)):
        after = match.string[match.end() : match.end() + 1]
        words.append((match.group(), after == "."))
    return words[:MAX_TOKENS]


def _is_initial(word: str, dotted: bool, alone: bool) -> bool:
    if alone or not word[0].isupper() or (not dotted and word in _SYLLABLES):
        return False
    if len(word) == 1:
        return bool(readings(word)) and not _is_cjk(word)
    return dotted and len(word) <= 2 and fold(word) not in _tables()[0]


def _is_cjk(word: str) -> bool:
    return any("\u3000" <= letter <= "\ud7ff" for letter in word)


def _token(word: str, role: Role, gender: str) -> Token:
    folded = word.casefold()
    return Token(word, fold(_ARTICLE.sub("", folded)), role, gender)


def _family_gender(folded: str) -> str:
    if _FAMILY_FEMALE.search(folded) and len(folded) > 4:
        return "f"
    return "m" if _FAMILY_MALE.search(folded) and len(folded) > 3 else ""


def _find_patronymic(words: list[str], family: int) -> int | None:
    """Position of the patronymic, if there is one: never the first word, nor the only one beside a given name."""
    candidates = [i for i, word in enumerate(words) if i and patronymic_stem(fold(word))]
    if not candidates:
        return None
    after_given = [i for i in candidates if given_name_groups(words[i - 1])]
    if len(words) == 2:
        return after_given[0] if after_given and given_name_groups_of_father(words[1]) and not family else None
    return after_given[0] if after_given else candidates[0] if len(words) > 2 else None


@functools.lru_cache(maxsize=100_000)
def given_name_groups_of_father(patronymic: str) -> frozenset[str]:
    """Given names the father may bear, for a patronymic; empty when the stem is no known name."""
    found = patronymic_stem(fold(patronymic))
    if not found:
        return frozenset()
    stem = found[0]
    groups: set[str] = set()
    for ending in ("", "й", "ий", "а", "я", "ь", "y", "i", "a", "iy", "ey", "ei"):
        groups |= given_name_groups(stem + ending)
        if stem[-1:] in "ьиіyij'":
            groups |= given_name_groups(stem[:-1] + ending)
    return frozenset(groups)


def _given_position(words: list[str], patronymic: int | None, family: int) -> int | None:
    """Position of the given name: after the `family` words that stand before a comma, else the first that is known as one."""
    if patronymic is not None:
        return patronymic - 1
    if family:
        return family if family < len(words) else (1 if len(words) > 1 else None)
    known = [i for i, word in enumerate(words) if given_name_groups(word)]
    return known[0] if known and len(words) > 1 else None


@functools.lru_cache(maxsize=200_000)
def parse_person(text: str) -> PersonName:
    """Take a name apart.

    Args:
        text: a name as found; it is cleaned first, see `normalize.clean.clean_name`.

    Returns:
        A name without tokens for text without letters.
    """
    cleaned = clean_name(text)
    lettered = _DIGIT.sub(lambda digit: _LETTERS_FOR_DIGITS[digit.group()], cleaned.text)  # Ig0r, from a bad scan
    if lettered != cleaned.text:
        cleaned = CleanName(lettered, (*cleaned.repairs, "digit"))
    kinds = _tables()[0]
    head, _, tail = cleaned.text.partition(",")
    family_first = len(head.split()) <= 3 and any(kinds.get(fold(w), ("",))[0] != "suffix" for w, _ in _split(tail))
    split = _split(cleaned.text)
    comma = len(_split(head)) if family_first else 0
    family = 0
    particles: list[str] = []
    suffixes: list[str] = []
    words: list[str] = []
    initials: list[bool] = []
    sizeable = sum(len(word) > 1 for word, _ in split)
    for number, (word, dotted) in enumerate(split):
        kind, canonical = kinds.get(fold(word)) or kinds.get(word.casefold()) or ("", "")
        if word in _NUMERALS and not dotted and len(words) == 1 and given_name_groups(words[0]) and len(split) == 2:
            suffixes.append(word.casefold())
            continue
        if kind == "regnal":
            if _is_regnal(word, words, len(split)):
                suffixes.append(canonical)
                continue
            kind = ""
        if word.casefold() == "the" and len(words) == 1 and len(split) == _THE_THIRD:
            continue
        if kind == "peerage" and len(words) > 1:
            family = 0
            break
        if kind and sizeable > 1 and len(split) > 1 and not (len(word) == 1 and word.isupper()):
            if kind == "particle" and len(split) > 2:
                particles.append(word.casefold())
                continue
            if kind == "suffix":
                suffixes.append(canonical)
                continue
            if kind == "title" and (dotted or word.islower() or (not words and len(split) > 2)):
                continue
        initials.append(_is_initial(word, dotted, alone=len(split) == 1))
        words.append(word)
        family += number < comma and not initials[-1]
    return _assemble(cleaned.text, words, initials, tuple(particles), tuple(suffixes), family, cleaned.repairs)


def _is_regnal(word: str, words: list[str], count: int) -> bool:
    """Whether a number belongs to the name: Екатерина Вторая, Charles the Third, John Paul II, Henry Ford II."""
    if word.isascii() and word.isupper():
        return bool(words)
    return len(words) == 1 and count in {2, _THE_THIRD} and bool(given_name_groups(words[0]))


def _assemble(
    text: str,
    words: list[str],
    initials: list[bool],
    particles: tuple[str, ...],
    suffixes: tuple[str, ...],
    family: int,
    repairs: tuple[str, ...],
) -> PersonName:
    full = [word for word, initial in zip(words, initials, strict=True) if not initial]
    patronymic = _find_patronymic(full, family)
    ruler = len(full) == 1 and any(suffix in _REGNAL for suffix in suffixes) and bool(given_name_groups(full[0]))
    given = 0 if ruler else _given_position(full, patronymic, family)
    tokens: list[Token] = []
    position = -1
    named = given is not None or len(full) < len(words)
    middle = _middle_positions(len(full), given, patronymic, family)
    for word, initial in zip(words, initials, strict=True):
        if initial:
            tokens.append(_token(word, Role.INITIAL, ""))
            continue
        position += 1
        if position == patronymic:
            found = patronymic_stem(fold(word))
            tokens.append(_token(word, Role.PATRONYMIC, found[1] if found else ""))
        elif position == given:
            tokens.append(_token(word, Role.GIVEN, group_gender(word)))
        elif position in middle:
            tokens.append(_token(word, Role.WORD, ""))
        elif named:
            tokens.append(_token(word, Role.FAMILY, _family_gender(fold(word))))
        else:
            tokens.append(_token(word, Role.WORD, _family_gender(fold(word)) if len(full) == 1 else ""))
    return PersonName(text, tuple(tokens), particles, suffixes, _gender(tokens), repairs)


def _middle_positions(count: int, given: int | None, patronymic: int | None, family: int) -> range:
    """Words that may be further given names or family names: Robert Carlyle Byrd; Коэн, Уильям Себастьян."""
    if given is None or patronymic is not None:
        return range(0)
    return range(given + 1, count if family else count - 1)


def _gender(tokens: list[Token]) -> str:
    """Patronymic first, then the given name, then the family name."""
    for role in (Role.PATRONYMIC, Role.GIVEN, Role.FAMILY, Role.WORD):
        for token in tokens:
            if token.role == role and token.gender:
                return token.gender
    return ""


@functools.lru_cache(maxsize=100_000)
def is_slavic(word: str) -> bool:
    """Whether it is a folded word that ends like a Slavic family name."""
    return bool(_SLAVIC.search(word))
