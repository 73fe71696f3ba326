"""Declension tables of Russian names, read backwards: from a form to its possible nominatives.

The tables are ``data/lemma_paradigms.tsv`` (endings) and ``data/lemma_fixed.tsv`` (what does not decline).
"""

import functools
import re
import threading
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from normalize.resources import read_rows

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
CASE_PRIOR = {"nom": 0.5, "gen": 0.2, "dat": 0.07, "acc": 0.1, "ins": 0.1, "loc": 0.03}
"""Shares of cases among names in news; decides where form and lemma leave several open."""
_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєії'-")
_MIN_STEM = 2
_BESIDE_HER = 8.0
"""How many times likelier a name is a woman's in the case of the noun for a woman before it."""
_lock = threading.Lock()


class Asked(NamedTuple):
    """What the place of a name in its text asks for.

    Attributes:
        cases: share of each of `CASES` in the singular.
        plural: share of any plural, 0 to 1; 1.0 where a word before asks for a family.
        man: how many times likelier than that a man's nominative is (the subject of a verb in the masculine).
        woman: the same for a woman's.
        hers: cases in which a noun for a woman stands before the name.
    """

    cases: tuple[float, ...]
    plural: float = 0.0
    man: float = 1.0
    woman: float = 1.0
    hers: frozenset[str] = frozenset()

    def weight(self, gender: str, case: str) -> float:
        """Share of a gender and case."""
        odds = (self.man if gender == "m" else self.woman) if case == "nom" else 1.0
        odds *= _BESIDE_HER if gender == "f" and case in self.hers else 1.0
        return odds * self.cases[CASES.index(case)]


class Reading(NamedTuple):
    """One way to read one word.

    Attributes:
        lemma: nominative singular, lower case.
        gender: "m" or "f".
        case: one of `CASES`.
        role: "s" surname, "n" given name, "p" patronymic.
        weight: relative plausibility, above 0; not a probability.
    """

    lemma: str
    gender: str
    case: str
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Ending:
    form: str
    nominative: str
    stem: frozenset[str]
    gender: str
    case: str
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class FixedRules:
    """What does not decline.

    Attributes:
        oblique: (pattern on the end of the word, factor) for nominatives that look like another word's case form.
        stems: ends that no noun in a consonant has: Монеточк is no nominative, so Монеточка is one.
        japanese: a whole name that sounds Japanese, where words in -а are nominatives: Фумио Кисида.
        endings: (pattern on the end of the word, role, genders, weight).
        words: lower-case word to (role, genders, weight).
        particles: words that are copied as written (де, фон, аль).
        first_parts: first halves of hyphenated names that are copied as written (Кара-Мурза, Нью-Йорк).
        unchanged: other names that do not decline (Рийгикогу).
        family_first: East Asian family names that stand first and do not decline in a name of three syllables.
    """

    oblique: tuple[tuple[re.Pattern[str], float], ...]
    stems: re.Pattern[str]
    japanese: re.Pattern[str]
    endings: tuple[tuple[re.Pattern[str], str, str, float], ...]
    words: dict[str, tuple[str, str, float]]
    particles: frozenset[str]
    first_parts: frozenset[str]
    unchanged: frozenset[str]
    family_first: frozenset[str]


def _stem_letters(spec: str) -> frozenset[str]:
    """The letters a stem may end in."""
    if spec == "*":
        return _LETTERS
    if spec == "%":
        return frozenset("бвгдзклмнпрстфх")
    return _LETTERS - frozenset(spec[1:]) if spec.startswith("!") else frozenset(spec)


@functools.cache
def _endings() -> dict[str, list[_Ending]]:
    """Rows by ending of the form."""
    table: dict[str, list[_Ending]] = {}
    for role, gender, nominative, stem, *forms, weight in read_rows(
        "normalize.morphology", "lemma_paradigms.tsv", columns=10
    ):
        base = nominative.replace("0", "")
        for case, alternatives in zip(CASES, (base, *forms), strict=True):
            for alternative in alternatives.split("/"):
                row = _Ending(
                    alternative.replace("0", ""), base, _stem_letters(stem), gender, case, role, float(weight)
                )
                table.setdefault(row.form, []).append(row)
    return table


@functools.cache
def _fixed() -> FixedRules:
    endings, oblique = [], []
    words: dict[str, tuple[str, str, float]] = {}
    texts: dict[str, list[str]] = defaultdict(list)
    for kind, role, genders, text, weight, _ in read_rows("normalize.morphology", "lemma_fixed.tsv", columns=6):
        if kind == "ending":
            endings.append((re.compile(f"(?:{text})\\Z"), role, genders, float(weight)))
        elif kind == "word":
            words[text] = (role, genders, float(weight))
        elif kind == "oblique":
            oblique.append((re.compile(f"(?:{text})\\Z"), float(weight)))
        else:
            texts[kind].append(text)
    return FixedRules(
        oblique=tuple(oblique),
        stems=re.compile(f"(?:{'|'.join(texts['stem'])})\\Z"),
        japanese=re.compile(f"(?:{'|'.join(texts['japanese'])})\\Z"),
        endings=tuple(endings),
        words=words,
        particles=frozenset(texts["particle"]),
        first_parts=frozenset(texts["part"]),
        unchanged=frozenset(texts["unchanged"]),
        family_first=frozenset(texts["first"]),
    )


def fixed_rules() -> FixedRules:
    """The rules for what does not decline; read on first use, thread-safe."""
    with _lock:
        return _fixed()


def readings(word: str) -> list[Reading]:
    """Every reading of a lower-case Cyrillic word that the tables allow, in no particular order.

    A word that does not decline has one reading per case. The list is empty only for words of fewer than two letters
    or with an ending that no row knows.
    """
    with _lock:
        endings = _endings()
        rules = _fixed()
    factor = next((weight for pattern, weight in rules.oblique if pattern.search(word)), 1.0)
    found: list[Reading] = []
    for size in range(min(5, len(word) - 1) + 1):
        rows = endings.get(word[len(word) - size :])
        if not rows:
            continue
        stem = word[: len(word) - size]
        last = stem[-1]
        for row in rows:
            if last in row.stem and len(stem) >= min(_MIN_STEM, 3 - len(row.nominative)):
                weight = row.weight * factor if row.form == row.nominative else row.weight
                found.append(Reading(stem + row.nominative, row.gender, row.case, row.role, weight))
    for pattern, role, genders, weight in rules.endings:
        if len(word) > 1 and pattern.search(word):
            found.extend(Reading(word, gender, case, role, weight * factor) for gender in genders for case in CASES)
    if word in rules.words:
        role, genders, weight = rules.words[word]
        found.extend(Reading(word, gender, case, role, weight) for gender in genders for case in CASES)
    return found
