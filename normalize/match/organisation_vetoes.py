"""What contradicts that two names are of one organisation: other numbers, places, people, sorts, words without a counterpart."""

import functools
from collections.abc import Sequence

from normalize.gazetteer.territories import places_named, places_within
from normalize.match.organisation_alignment import OrgAlignment, is_place, may_be_place
from normalize.parse.organisation import OrgWord
from normalize.parse.organisation_words import GENERIC, HEAD, KIND, NUMBER, PERSON, PLACE, WORD
from normalize.text.script import has_cyrillic

DISTINCT = frozenset({WORD, PLACE, NUMBER})
_LIGHT = frozenset(
    {
        "компания",
        "группа",
        "корпорация",
        "концерн",
        "холдинг",
        "российский",
        "организация",
        "федеральный",
        "федерация",
        "государственный",
        "национальный",
    }
)
"""Words that companies of one name change among themselves."""
_ALSO_HEADS = frozenset({"предприятие", "объединение"})
"""Words that say little and yet tell НПП from НПО."""


def texts(words: Sequence[OrgWord]) -> str:
    """Words as written, in a row."""
    return " ".join(word.text for word in words)


def _heads(words: Sequence[OrgWord]) -> frozenset[str]:
    meanings = [meaning for word in words for meaning in (word.meaning, *word.meaning.parts)]
    return frozenset().union(
        *(meaning.concepts for meaning in meanings if meaning.kind == HEAD or meaning.concepts & _ALSO_HEADS)
    )


def _is_number(word: OrgWord) -> bool:
    return word.kind == NUMBER


def _names_place(word: OrgWord) -> bool:
    return is_place(word) or "российский" in word.meaning.concepts


def tells(word: OrgWord) -> bool:
    """Whether it is a common word that companies do not change among themselves."""
    if word.kind not in {KIND, GENERIC, HEAD} or word.meaning.concepts & _LIGHT:
        return False
    return not word.meaning.parts or any(part.kind != GENERIC for part in word.meaning.parts)


@functools.lru_cache(maxsize=100_000)
def _places(words: tuple[OrgWord, ...]) -> list[tuple[int, int, frozenset[str]]]:
    """The known places in a name, see `normalize.gazetteer.territories.places_within`."""
    found = []
    for at, word in enumerate(words):
        if " " in word.text:  # Nizhny Novgorod, and its region
            region = places_named(f"{word.text} {words[at + 1].text}") if at + 1 < len(words) else frozenset()
            found.append((at, at + 1, region or places_named(word.text)))
    found = [place for place in found if place[2]]
    found += places_within([word.text.replace(" ", "") for word in words])
    return [(start, end, ids) for start, end, ids in sorted(found) if end - start > 1 or may_be_place(words[start])]


def _territory_veto(left: Sequence[OrgWord], right: Sequence[OrgWord]) -> str:
    """Why two names belong to two known places: МИД Латвии and МИД Литвы; "" where they do not."""
    places = [_places(tuple(words)) for words in (left, right)]
    if not all(places):
        return ""
    for mine, theirs in (places, places[::-1]):
        if all(any(ids & other for _, _, other in theirs) for _, _, ids in mine):
            return ""
    (start, end, _), (begin, stop, _) = places[0][0], places[1][0]
    return f"different places: {texts(left[start:end])} and {texts(right[begin:stop])}"


def _other_vetoes(alignment: OrgAlignment, *, strong: bool) -> list[str]:
    left, right = alignment.left, alignment.right
    found = []
    for belongs, what in ((_is_number, "numbers"), (_names_place, "places")):
        ours, theirs = texts(list(filter(belongs, left))), texts(list(filter(belongs, right)))
        if ours and theirs:
            found.append(f"different {what}: {ours} and {theirs}")
    if found:
        return found
    distinct = [[word for word in rest if word.kind in DISTINCT] for rest in (left, right)]
    if all(distinct):
        return [f"{texts(distinct[0])} has no counterpart, nor has {texts(distinct[1])}"]
    for proper, others in ((distinct[0], right), (distinct[1], left)):  # OSTEC-ST and OSTEC-TEST
        if any(word.is_acronym for word in proper) and any(word.is_acronym for word in others):
            return [f"{texts(left)} and {texts(right)} are different parts of one group"]
    persons = [[word for word in rest if word.kind == PERSON] for rest in (left, right)]
    if all(persons):
        return [f"named after different people: {texts(persons[0])} and {texts(persons[1])}"]
    heads = _heads(left), _heads(right)
    if all(heads) and not heads[0] & heads[1]:
        return [f"{texts(left)} and {texts(right)} are different sorts of organisation"]
    telling = [[word for word in rest if tells(word)] for rest in (left, right)]
    if all(telling) and len({has_cyrillic(word.folded) for rest in telling for word in rest}) == 1:
        return [f"{texts(telling[0])} and {texts(telling[1])} are different words"]
    kinds = [[word for word in rest if word.kind in DISTINCT | {KIND, HEAD}] for rest in (left, right)]
    if all(kinds) and not strong:
        return [f"{texts(kinds[0])} has no counterpart, nor has {texts(kinds[1])}"]
    return []


def vetoes_of(alignment: OrgAlignment, left: Sequence[OrgWord], right: Sequence[OrgWord], *, strong: bool) -> list[str]:
    """Say what contradicts that two names are of one organisation.

    Args:
        alignment: their words, paired off.
        left: all words of one name.
        right: all words of the other.
        strong: a proper name agrees.
    """
    territory = _territory_veto(left, right)
    return [territory] if territory else _other_vetoes(alignment, strong=strong)
