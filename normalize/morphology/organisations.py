"""Names of organisations: nominative of the head noun; quotes, legal form and descriptor set apart.

>>> organisation_lemma('госкорпорации «Роскосмос»')
OrganisationName(core='Роскосмос', legal_form='', descriptor='госкорпорация')
"""

import functools
import re
from dataclasses import dataclass

from normalize.morphology.legal_forms import legal_forms
from normalize.morphology.phrases import nominative_phrase
from normalize.resources import read_rows
from normalize.text.clean_name import clean_name
from normalize.text.script import CYRILLIC_LETTER, has_cyrillic
from normalize.words import analyzer

_QUOTED = re.compile(r'"(?P<core>.+)"')
_MAX_DESCRIPTOR_WORDS = 4


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The parts of an organisation's name.

    Attributes:
        core: the proper name in the nominative, without quotes; what identifies the organisation.
        legal_form: canonical legal form (ООО, ПАО, LLC …) or "".
        descriptor: the common noun beside the name, in the nominative (госкорпорация, State Corporation) or "".
    """

    core: str
    legal_form: str
    descriptor: str

    @property
    def lemma(self) -> str:
        """The name as a dictionary would list it: the core, or the descriptor where there is nothing else."""
        return self.core or self.descriptor


@functools.cache
def _legal_forms() -> tuple[list[tuple[re.Pattern[str], str]], list[tuple[re.Pattern[str], str]]]:
    """Patterns at the start and at the end of a name, longest forms first."""
    before, after = [], []
    for row in sorted(legal_forms(), key=lambda row: -len(row.form)):
        flags = re.IGNORECASE if " " in row.form else 0
        body = re.escape(row.form).replace(r"\ ", r"[\s-]+")
        if row.before:
            before.append((re.compile(rf"\A{body}(?=[\s\",]|\Z)[\s,]*", flags), row.canonical))
        if row.after:
            after.append((re.compile(rf"(?<=[\s\",]){body}[\s,]*\Z", flags), row.canonical))
    return before, after


@functools.cache
def _descriptors() -> tuple[frozenset[str], tuple[str, ...]]:
    """Russian descriptors in lower case; English ones, longest first."""
    rows = list(read_rows("normalize.morphology", "lemma_descriptors.tsv", columns=2))
    russian = frozenset(text for text, lang in rows if lang == "ru")
    english = sorted((text for text, lang in rows if lang == "en"), key=len, reverse=True)
    return russian, tuple(english)


def _take_legal_form(text: str) -> tuple[str, str]:
    """(rest, canonical form). Several forms ("Co., Ltd") come off one by one; the first one found is reported."""
    found = ""
    before, after = _legal_forms()
    changed = True
    while changed and text:
        changed = False
        spoken = nominative_phrase(text.replace('"', ' "')) if not found and CYRILLIC_LETTER.match(text) else text
        for candidate in dict.fromkeys((text, spoken)):
            for pattern, canonical in (*before, *after):
                if not pattern.search(candidate):
                    continue
                rest = re.sub(r"\s+", " ", pattern.sub("", candidate)).strip(" ,")
                if rest != re.sub(r"\s+", " ", candidate).strip(" ,") and rest.strip('" '):
                    text, found, changed = rest, found or canonical, True
                    break
            if changed:
                break
    return text, found


def _take_descriptor(text: str) -> tuple[str, str]:
    """(rest, descriptor) of a name without quotes, when a capitalised rest remains."""
    russian, english = _descriptors()
    words = text.split(" ")
    for size in range(min(_MAX_DESCRIPTOR_WORDS, len(words) - 1), 0, -1):
        rest = words[size:]
        if not rest[0][:1].isupper() and not rest[0][:1].isdigit():
            continue
        lemma = nominative_phrase(" ".join(words[:size])).lower()
        # Банка России: a capitalised descriptor before a Cyrillic word is part of the name itself
        if lemma in russian and (words[0][:1].islower() or not has_cyrillic(rest[0])):
            return " ".join(rest), lemma
    for descriptor in english:
        if text.endswith(f" {descriptor}"):
            return text.removesuffix(f" {descriptor}"), descriptor
        if text.startswith(f"{descriptor} ") and text[len(descriptor) + 1 :][:1].isupper():
            return text.removeprefix(f"{descriptor} "), descriptor
    return text, ""


@functools.lru_cache(maxsize=100_000)
def organisation_lemma(text: str) -> OrganisationName:
    """Take an organisation's name apart and put it into the nominative.

    A name in quotes after a descriptor is kept as it stands (it does not decline there); without quotes and without a
    descriptor the head noun is put into the nominative: "Роскосмоса" gives "Роскосмос".

    Returns:
        Never an empty core for text that has letters: what cannot be taken apart is the core.
    """
    cleaned = clean_name(text).text
    rest, legal_form = _take_legal_form(cleaned)
    quoted = _QUOTED.search(rest)
    if quoted:
        around = f"{rest[: quoted.start()]} {rest[quoted.end() :]}"
        descriptor = nominative_phrase(" ".join(around.replace('"', " ").split()))
        core, inner_form = _take_legal_form(" ".join(quoted["core"].replace('"', " ").split()))
        return OrganisationName(core, legal_form or inner_form, _lower_first(descriptor))
    rest = " ".join(rest.replace('"', " ").split()) or cleaned
    core, descriptor = _take_descriptor(rest)
    if not descriptor and not legal_form and not _is_stressed_adjective(core):
        core = nominative_phrase(core, "Orgn")
    return OrganisationName(core, legal_form, descriptor)


def _is_stressed_adjective(core: str) -> bool:
    """Whether a name is one masculine adjective in the nominative that looks like a feminine in another case: Сухой."""
    return core.endswith("ой") and any(
        parse.normal_form == core.lower() and {"ADJF", "masc", "nomn"} in parse.tag for parse in analyzer().parse(core)
    )


def _lower_first(descriptor: str) -> str:
    """Госкорпорация → госкорпорация; acronyms and Latin words keep their capitals."""
    first, _, tail = descriptor.partition(" ")
    if has_cyrillic(first) and not (len(first) > 1 and first.isupper()):
        first = first[:1].lower() + first[1:]
    return f"{first} {tail}" if tail else first
