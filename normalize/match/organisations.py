"""Decide whether two names belong to one organisation, and say why.

Legal forms and articles do not count. The other words are paired off (`normalize.organisation_alignment`); distinguishing
words that remain on both sides, other numbers and other places veto; a distinguishing word that remains on one side only
(Gazprom and Gazprom Neft) makes two organisations as well, without a contradiction.
"""

import functools
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from normalize.gazetteer.identities import full_names
from normalize.gazetteer.word_lists import lists
from normalize.match.acronyms import spells
from normalize.match.known_organisations import compare_known, identity_of
from normalize.match.organisation_alignment import (
    ACRONYM,
    EXACT,
    GUESS,
    JOINED,
    PAIRED,
    PARTS,
    SOUND,
    SPELLING,
    TRANSLATION,
    OrgAlignment,
    OrgPair,
    align_organisations,
    compare_org_words,
    is_adjective,
    is_place,
)
from normalize.match.organisation_glance import apart_at_a_glance
from normalize.match.organisation_vetoes import DISTINCT, tells, texts, vetoes_of
from normalize.match.result import Match
from normalize.match.words import sound_similarity
from normalize.morphology.dictionary import is_common
from normalize.parse.organisation import Organisation, OrgWord, parse_organisation
from normalize.parse.organisation_words import GENERIC, HEAD, KIND, LEGAL, NUMBER, PERSON, PLACE, WORD, Meaning
from normalize.text.script import has_cyrillic
from normalize.words import analyzer

THRESHOLD = 0.8
"""Names that score at least this belong together."""
_WITHOUT_REST = 0.86
"""The same where common words alone agree and one of them has no counterpart."""
_STRONG_THRESHOLD = 0.4
"""The same where a proper name (Алмаз, Rostec) or an acronym of three letters or more agrees."""
_REST_WEIGHTS = {GENERIC: 0.07, KIND: 0.45, HEAD: 0.4, PERSON: 0.1, WORD: 1.0, PLACE: 0.8, NUMBER: 1.0}
_UNUSUAL = 6
_SHORT_ACRONYM = 6
_NOTHING_FITS = "no word of one name fits a word of the other"

_SAME_ENDING = 0.95
"""Two words alone whose stems agree are one only when their endings do."""
_SAME_SOUND = 0.97
"""Two words alone are one only when they sound alike to the last letter."""
_COGNATE = 0.6
"""A translation that sounds so much alike may be the name itself in English (Радиофизика); Звезда and Star are two brands."""
_LOOSE = frozenset({"part_omitted", "spelling", "acronym"})
"""Rules by which some of the words agree, or merely look alike."""
_STRICT_SORTS = frozenset(
    {"ministry", "court", "parliament", "service", "agency", "military", "media", "brand", "party", "international"}
)
"""Sorts of listed organisations whose names tell little word by word: services and papers are called after common words."""


def _describe(pair: OrgPair) -> str:
    left, right = texts(pair.left), texts(pair.right)
    if pair.relation == EXACT:
        return f"both names contain {left}" if left == right else f"{left} and {right} are the same word"
    return (
        f"{left} and {right} "
        + {
            SOUND: "are spellings of one word",
            SPELLING: f"differ slightly in spelling ({pair.similarity:.0%} alike by sound)",
            TRANSLATION: "mean the same",
            PARTS: "mean the same, one of them as a compound or abbreviation",
            JOINED: "are the same, written together and apart",
            ACRONYM: "agree: one is made of the beginnings of the other's words",
            GUESS: "may be translations of one another, as everything else agrees",
        }[pair.relation]
    )


def _is_strong(pair: OrgPair, *, alone: bool) -> bool:
    """Whether a proper name agrees: neither a common word, nor a place or an adjective made from one.

    Args:
        pair: the words.
        alone: one of the names is nothing but this word, which may then be a person's ("Ilyushin").
    """
    if pair.relation == ACRONYM:
        return pair.similarity >= 0.88
    if pair.relation not in {GUESS, TRANSLATION, PARTS} and any(word.quoted for word in (*pair.left, *pair.right)):
        return True
    if pair.relation in {GUESS, PARTS}:
        return False
    words = (*pair.left, *pair.right)
    if any(is_adjective(word.folded) or is_place(word) or len(word.folded) < 3 for word in words):
        return False
    kinds = {word.kind for word in words}
    return kinds == {WORD} or (kinds == {WORD, PERSON} and alone)


def _is_numbered(pairs: Sequence[OrgPair]) -> bool:
    """Whether two digits or more and another word agree: 18 ЦНИИ."""
    return len(pairs) > 1 and any(pair.left[0].kind == NUMBER and len(pair.left[0].folded) > 1 for pair in pairs)


def _is_named(pairs: Sequence[OrgPair]) -> bool:
    """Whether two words and the person agree: "Yakovlev Design Bureau"."""
    return len(pairs) > 2 and any({word.kind for word in (*pair.left, *pair.right)} == {PERSON} for pair in pairs)


def _rule(alignment: OrgAlignment, left: Sequence[OrgWord], right: Sequence[OrgWord]) -> str:
    relations = {pair.relation for pair in alignment.pairs}
    for relations_of, rule in (
        ({ACRONYM}, "acronym"),
        ({GUESS, TRANSLATION, PARTS}, "translation"),
        ({SPELLING}, "spelling"),
    ):
        if relations & relations_of:
            return rule
    if alignment.left or alignment.right:
        return "part_omitted"
    if relations & {SOUND}:
        return "transliteration"
    mine = [word.folded for word in left if word.weight]
    theirs = [word.folded for word in right if word.weight]
    return "exact" if mine == theirs or JOINED in relations else "reordered"


def _weighed(rest: list[OrgWord], words: Sequence[OrgWord], strong: Sequence[OrgPair]) -> list[OrgWord]:
    """Weigh words left over beside a proper name by where they stand.

    Little: ПСЗ in «ПСЗ Янтарь», Верхнеуфалейский in «завод Уралэлемент». Much: Neft in "Gazprom Neft", another company.
    """
    proper = [word for pair in strong for word in (*pair.left, *pair.right)]
    unusual = any(word.kind == WORD and len(word.folded) > _UNUSUAL and not word.meaning.concepts for word in proper)
    found = []
    for word in rest:
        at = words.index(word)
        following = next((other for other in words[at + 1 :] if not _is_short_acronym(other)), None)
        little = following in proper and _is_short_acronym(word)
        if (word.kind == WORD and little) or (word.kind in {WORD, PLACE} and unusual and is_adjective(word.folded)):
            found.append(replace(word, kind=HEAD, meaning=Meaning(HEAD)))
        elif (
            word.kind == KIND
            and any(other in proper for other in words[:at])
            and not any(other.kind in {HEAD, GENERIC} for other in words[at:])
        ) or (word.kind == GENERIC and tells(word) and _is_last_of_two(word, words, proper)):
            found.append(replace(word, kind=WORD))
        else:
            found.append(word)
    return found


def _is_last_of_two(word: OrgWord, words: Sequence[OrgWord], proper: Sequence[OrgWord]) -> bool:
    """Whether an English name is a proper name and this word: Izovak Engineering is a daughter of Izovac."""
    content = [other for other in words if other.kind != LEGAL]
    return len(content) == 2 and content[0] in proper and content[1] == word and word.folded.isascii()


def _is_short_acronym(word: OrgWord) -> bool:
    return word.is_acronym and len(word.folded) <= _SHORT_ACRONYM


def _is_other_word(alignment: OrgAlignment) -> bool:
    """Whether they are names of one word each, which is another word all the same: Time and The Times, демократы and Democracy."""
    if len(alignment.pairs) != 1 or alignment.left or alignment.right:
        return False
    (pair,) = alignment.pairs
    if pair.relation in {EXACT, ACRONYM} or len(pair.left) != 1 or len(pair.right) != 1:
        return False
    one, other = pair.left[0].folded, pair.right[0].folded
    simple = not any(word.is_acronym or word.meaning.parts for word in (*pair.left, *pair.right))
    if pair.relation == SOUND and simple and not _is_one_form(one, other):
        return True
    if one.isascii() and other.isascii():
        translated = pair.relation == TRANSLATION and sound_similarity(one, other) < _COGNATE
        return translated or {one, other} <= lists().common  # Star and Zvezda
    if one.isascii() == other.isascii():
        return False
    russian, english = (other, one) if one.isascii() else (one, other)
    similarity = sound_similarity(one, other)
    if pair.relation == TRANSLATION:
        return similarity < _COGNATE
    return similarity < _SAME_SOUND and is_common(russian) and english in lists().common


def _is_one_form(one: str, other: str) -> bool:
    """Whether two words sound alike to their ends, in one of their dictionary forms: Роснефти and Rosneft, not Станки, Stanko."""
    ours, theirs = (
        {word, *(str(parse.normal_form) for parse in analyzer().parse(word))} if has_cyrillic(word) else {word}
        for word in (one, other)
    )
    return any(sound_similarity(mine, yours) >= _SAME_ENDING for mine in ours for yours in theirs)


def _differ_in_sort_of_word(alignment: OrgAlignment) -> bool:
    """Whether they are two parties, one called by a noun and the other by an adjective: Партия прогресса, Прогрессивная партия."""
    words = [word for pair in alignment.pairs for word in (*pair.left, *pair.right)]
    if not any("партия" in word.meaning.concepts for word in words):
        return False
    return any(
        _is_adjective_word(one.folded) != _is_adjective_word(other.folded)
        for pair in alignment.pairs
        for one, other in zip(pair.left, pair.right, strict=False)
        if one.folded != other.folded and not one.folded.isascii() and not other.folded.isascii()
    )


def _is_adjective_word(folded: str) -> bool:
    return "ADJF" in analyzer().parse(folded)[0].tag


def _is_whole_beside_head(alignment: OrgAlignment, left: Sequence[OrgWord], right: Sequence[OrgWord]) -> bool:
    """Whether one name is a proper name with its legal form and nothing else, the other has a head: ООО Атлас, НТЦ Атлас."""
    for rest, short, full in ((alignment.left, right, left), (alignment.right, left, right)):
        heads = [word for word in rest if word.is_acronym and word.kind in {HEAD, KIND} and tells(word)]
        has_legal = any(word.kind == LEGAL for word in short)
        if heads and has_legal and len([w for w in short if w.weight]) == 1 and not any(w.kind == LEGAL for w in full):
            return True
    return False


def _compare_words(left: tuple[OrgWord, ...], right: tuple[OrgWord, ...]) -> Match:
    alignment = align_organisations(left, right)
    if not alignment.pairs:
        if not alignment.left and not alignment.right:
            return Match(False, 0.0, "different", (), ("nothing but legal forms to compare",))
        return Match(False, 0.0, "different", (), (_NOTHING_FITS,))
    alone = len(alignment.pairs) == 1 and not (alignment.left and alignment.right)
    proper = [pair for pair in alignment.pairs if _is_strong(pair, alone=alone)]
    strong = bool(proper) or _is_numbered(alignment.pairs) or _is_named(alignment.pairs)
    if proper and bool(alignment.left) != bool(alignment.right):
        alignment.left = _weighed(alignment.left, left, proper)
        alignment.right = _weighed(alignment.right, right, proper)
    rests = alignment.left + alignment.right
    weight = sum(pair.weight for pair in alignment.pairs)
    agreed = sum(pair.weight * pair.similarity for pair in alignment.pairs)
    score = agreed / (weight + sum(_REST_WEIGHTS[word.kind] for word in rests))
    evidence = [_describe(pair) for pair in alignment.pairs]
    vetoes = vetoes_of(alignment, left, right, strong=strong)
    if rests:
        evidence.append(f"{texts(rests)} is given in one name only" if not vetoes else f"{texts(rests)} is left over")
    if vetoes:
        return Match(False, round(min(score, 0.49), 4), "different", tuple(evidence), tuple(vetoes))
    if any(word.kind in DISTINCT for word in rests) or _is_whole_beside_head(alignment, left, right):
        return Match(False, round(min(score, 0.79), 4), "part_only", tuple(evidence), ())
    if _is_other_word(alignment) or _differ_in_sort_of_word(alignment):
        return Match(False, round(min(score, 0.79), 4), "too_different", tuple(evidence), ())
    telling = any(word.kind in {KIND, HEAD} for word in rests)
    same = score >= (_STRONG_THRESHOLD if strong else _WITHOUT_REST if telling else THRESHOLD)
    if same and strong:
        score = max(score, THRESHOLD)
    return Match(same, round(score, 4), _rule(alignment, left, right) if same else "too_different", tuple(evidence), ())


@functools.lru_cache(maxsize=100_000)
def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@functools.lru_cache(maxsize=50_000)
def _alternatives(name: str) -> tuple[tuple[OrgWord, ...], ...]:
    """The names that a string holds; where it explains its own acronym, the name without it and the acronym alone."""
    parsed = parse_organisation(name)
    found = list(parsed.alternatives)
    for word in parsed.words:
        rest = tuple(other for other in parsed.words if other is not word)
        content = tuple(other for other in rest if other.weight)
        if word.is_acronym and word.kind == WORD and len(content) > 1 and spells(word.folded, content):
            found += [rest, (word,)]
    return tuple(dict.fromkeys(found))


def _differ_in_one_word(one: Organisation, other: Organisation) -> bool:
    """Whether both names are a single word that is no compound, and these differ: the shortest way to the commonest outcome."""
    if not len(one.content) == len(other.content) == len(one.alternatives) == len(other.alternatives) == 1:
        return False
    (mine,), (theirs,) = one.content, other.content
    return not (mine.meaning.parts or theirs.meaning.parts) and compare_org_words(mine, theirs)[0] < PAIRED


def compare_organisations(left: str, right: str) -> Match:
    """Compare two organisations' names in any script, case and order; see `normalize.compare.compare`."""
    left, right = sorted((left, right))  # the pairing must not depend on the order
    apart = apart_at_a_glance(left, right)
    if apart:
        return Match(False, 0.0, "different", (), (apart,))
    one, other = parse_organisation(left), parse_organisation(right)
    if not one.words or not other.words:
        return Match(False, 0.0, "no_letters", (), ("one of the names has no letters",))
    if one.text.casefold() == other.text.casefold():
        return _noted(Match(True, 1.0, "exact", (f"both names are {one.text}",), ()), one, other)
    if _letters(one.text) == _letters(other.text):
        return _noted(
            Match(True, 0.99, "spacing", (f"{one.text} and {other.text} have the same letters",), ()), one, other
        )
    known = compare_known(one.text, other.text)
    if known is not None:
        return _noted(known, one, other)
    if _differ_in_one_word(one, other):
        return _noted(Match(False, 0.0, "different", (), (_NOTHING_FITS,)), one, other)
    best = _compare_words(one.words, other.words)
    for mine, theirs in product(_alternatives(left), _alternatives(right)):
        if best.same and best.score >= 0.9:
            break
        if (mine, theirs) != (one.words, other.words):
            match = _compare_words(mine, theirs)
            if match.same and match.score > (best.score if best.same else 0.0):
                best = replace(match, score=round(0.95 * match.score, 4))
    if best.same and best.rule in _LOOSE and _is_strict(best.rule, one, other):
        note = "a listed name is matched by its letters or by the list, not by some of its words"
        best = Match(False, min(best.score, 0.79), "part_only", (*best.evidence, note), ())
    return _noted(best, one, other)


def _is_strict(rule: str, one: Organisation, other: Organisation) -> bool:
    """Whether one of the names is a listed body, newspaper, brand or acronym: FSB is not meant by some of its words."""
    for parsed, against in ((one, other), (other, one)):
        identity = identity_of(parsed.text)
        if identity.body or (identity.ids and rule != "acronym" and identity.sort in _STRICT_SORTS):
            return True
        if identity.ids and rule == "acronym" and not _fits_listed(identity.ids, against):
            return True
    return False


def _fits_listed(ids: frozenset[str], name: Organisation) -> bool:
    """Whether a name agrees with what the acronym stands for in the list: ВАЗ is no Воскресенский агрегатный завод."""
    listed = [parse_organisation(text) for row in sorted(ids) for text in full_names(row)]
    return not listed or any(
        _compare_words(theirs, mine).same
        for full in listed
        for theirs in full.alternatives
        for mine in name.alternatives
    )


def _noted(match: Match, one: Organisation, other: Organisation) -> Match:
    notes = [
        f"{parsed.text}: look-alike letters of another alphabet were repaired"
        for parsed in (one, other)
        if "homoglyph" in parsed.repairs
    ]
    legal = [{word.text for word in parsed.words if word.kind == LEGAL} for parsed in (one, other)]
    if all(legal) and legal[0] != legal[1]:
        notes.append(f"the legal forms {_texts_of(legal[0])} and {_texts_of(legal[1])} are set aside")
    return replace(match, evidence=(*match.evidence, *notes)) if notes else match


def _texts_of(words: set[str]) -> str:
    return " ".join(sorted(words))
