"""Pair off the words of two organisations' names: by spelling, sound, meaning, parts of compounds and initials."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from normalize.gazetteer.territories import differ_in_place
from normalize.gazetteer.word_lists import lists
from normalize.match.acronyms import may_spell, spells
from normalize.match.words import is_slip, mean_weight, sound_similarity
from normalize.morphology.lexicon import is_known, name_readings
from normalize.parse.organisation import OrgWord
from normalize.parse.organisation_words import (
    FUNCTION,
    GENERIC,
    HEAD,
    KIND,
    LEGAL,
    NAMED,
    NUMBER,
    PLACE,
    WORD,
    Meaning,
    spoken_letters,
)
from normalize.phonetics.readings import FAR, sound_distance, sure_sounds, weight
from normalize.text.script import has_cyrillic
from normalize.words import analyzer

EXACT, SOUND, SPELLING, TRANSLATION, ACRONYM, JOINED, PARTS, GUESS = (
    "exact", "transliteration", "spelling", "translation", "acronym", "joined", "parts", "guess",
)  # fmt: skip
PAIRED = 0.84
"""Words less alike by sound than this are not paired."""
_LEAST = 0.75
"""How much less alike they are makes no difference; less than `PAIRED` and the threshold of places."""
_SILENT = frozenset({LEGAL, FUNCTION, NAMED})
_TELLING = frozenset({KIND, HEAD, PLACE, WORD, NUMBER})
_ADJECTIVE = re.compile(
    r"(?P<suffix>[еэия]?[нв]?)(?:ск(?:ий|ая|ое|ие|ого|ой|ому|ую|им|ом|их|ими|і|і[йи]|а|ае|аго)"
    r"|sk(?:iy|ii|yi|yy|ij|yj|y|i|aya|aia|aja|oye|oe|oje|iye|ie)|(?<=i)an|(?<=[^i])ian)\Z"
)
_CASE_ENDING = re.compile(r"(?:ого|ому|ыми|ими|ами|ями|ах|ях|ов|ев|ей|ой|ом|ем|ый|ий|ая|ое|ые|ие|[аеёиоуыэюяьй])\Z")
_FINAL_VOWEL = re.compile(r"[aeiouy]\Z")
_MIN_STEM = 4
_LETTERS_ALONE = 4
"""Acronyms of so few letters are one by their letters only; longer words in capitals may be names (LUKOIL, ЛУКОЙЛ)."""
_SYLLABIC = 6
"""Letters that an abbreviation of syllables (Уралтрансмаш) has at least."""


@dataclass(frozen=True, slots=True)
class OrgPair:
    """Words of the two names that say the same, how, and how surely (0 to 1)."""

    left: tuple[OrgWord, ...]
    right: tuple[OrgWord, ...]
    relation: str
    similarity: float

    @property
    def weight(self) -> float:
        """The larger side's weight."""
        return max(sum(word.weight for word in self.left), sum(word.weight for word in self.right))


@dataclass(slots=True)
class OrgAlignment:
    """Paired words, and those of either name that found no partner."""

    left: list[OrgWord]
    right: list[OrgWord]
    pairs: list[OrgPair] = field(default_factory=list)

    def pair(self, left: Sequence[OrgWord], right: Sequence[OrgWord], relation: str, similarity: float) -> None:
        """Take words out of the rest."""
        self.pairs.append(OrgPair(tuple(left), tuple(right), relation, similarity))
        for word in left:
            self.left.remove(word)
        for word in right:
            self.right.remove(word)


@functools.lru_cache(maxsize=100_000)
def is_adjective(folded: str) -> bool:
    """Whether a word looks like made from a place: казанский, Kazanskiy."""
    return bool(_ADJECTIVE.search(folded))


@functools.lru_cache(maxsize=100_000)
def is_place(word: OrgWord) -> bool:
    """Whether a word is the name of a town or country in either language."""
    if word.kind == PLACE:
        return True
    if has_cyrillic(word.folded):
        return is_known(word.folded) and any("Geox" in parse.tag for parse in analyzer().parse(word.folded))
    return lists().places.get(word.text.title(), 0) > 0


def may_be_place(word: OrgWord) -> bool:
    """Whether a word could be a territory's name or made from one: a name, or a place that the tables know as such."""
    return (word.kind in {WORD, PLACE} and not word.is_acronym) or "российский" in word.meaning.concepts


@functools.lru_cache(maxsize=100_000)
def stems_of(folded: str) -> tuple[str, ...]:
    """The word without an adjective's or a case's ending, where enough remains; the word itself first."""
    adjective = _ADJECTIVE.search(folded)
    if adjective:
        cuts = {
            folded[: adjective.start() + len(adjective["suffix"]) - size]
            for size in range(len(adjective["suffix"]) + 1)
        }
    else:
        cuts = {(_CASE_ENDING if has_cyrillic(folded) else _FINAL_VOWEL).sub("", folded)}
    return (folded, *sorted(cut for cut in cuts if len(cut) >= _MIN_STEM - bool(adjective) and cut != folded))


@functools.lru_cache(maxsize=200_000)
def word_similarity(left: str, right: str) -> float:
    """How alike two words sound, in whichever case and script; adjectives meet their nouns at .96.

    From 0.75 to 1; 0 for words less alike than that.
    """
    if left == right:
        return 1.0
    if max(len(left), len(right)) > 3 * min(len(left), len(right)):
        return 0.0
    ours, theirs = stems_of(left), stems_of(right)
    endings = sum(weight(word) - min(map(weight, stems)) for word, stems in ((left, ours), (right, theirs)))
    if sound_distance(left, right, int((1 - _LEAST) * mean_weight(left, right) + endings)) == FAR:
        return 0.0  # further apart than other endings could explain
    best = sound_similarity(left, right, _LEAST)
    if best >= 0.97 or min(len(left), len(right)) < _MIN_STEM - 1:
        return best
    stems = [sound_similarity(one, other, _LEAST) for one in ours for other in theirs]
    best = max(best, 0.96 * max(stems))
    return max(best, 0.95) if is_adjective(left) != is_adjective(right) and _begins(left, right) else best


def _begins(left: str, right: str) -> bool:
    """Whether they are like Ярославль and ярославский: what is left of one is the beginning of the other."""
    adjective, noun = (left, right) if is_adjective(left) else (right, left)
    full = sure_sounds(noun)
    return any(
        len(beginning) > _MIN_STEM and len(sounds) - len(beginning) <= 2
        for stem in stems_of(adjective)[1:]
        for beginning in sure_sounds(stem)
        for sounds in full
        if sounds.startswith(beginning)
    )


def _means_same(one: Meaning, other: Meaning) -> bool:
    if one.concepts & other.concepts:
        return True
    return len(one.parts) == len(other.parts) > 0 and all(
        bool(a.concepts & b.concepts) for a, b in zip(one.parts, other.parts, strict=True)
    )


def _is_one_acronym(one: str, other: str) -> bool:
    """Whether letters stand for the same ones in two scripts or schemes; in one script they are read in one way only."""
    ours, theirs = spoken_letters(one), spoken_letters(other)
    if one.isascii() == other.isascii():
        return ours[:1] == theirs[:1] and bool(ours)
    latin = one if one.isascii() else other
    common = set(ours) & set(theirs)
    return any(
        sounds.count("з") <= latin.count("z") and sounds.count("с") <= latin.count("s") + latin.count("c")
        for sounds in common  # z is read as с in words, not in acronyms: MMZ is not ММС
    )


@functools.lru_cache(maxsize=300_000)
def compare_org_words(one: OrgWord, other: OrgWord) -> tuple[float, str]:
    """How much alike two words are and in which way; they are one from `PAIRED` on."""
    if one.folded == other.folded:
        return 1.0, EXACT
    if NUMBER in {one.kind, other.kind}:
        return 0.0, ""
    if may_be_place(one) and may_be_place(other) and differ_in_place(one.folded, other.folded):
        return 0.0, ""
    if one.is_acronym and other.is_acronym and _is_one_acronym(one.folded, other.folded):
        return 1.0, SOUND
    longest = max(len(one.folded), len(other.folded))
    if one.is_acronym and other.is_acronym and WORD in {one.kind, other.kind} and longest <= _LETTERS_ALONE:
        return 0.0, ""
    similarity = word_similarity(one.folded, other.folded)
    if _means_same(one.meaning, other.meaning):
        return max(similarity, 0.95), SOUND if similarity >= PAIRED else TRANSLATION
    if one.kind != other.kind and WORD not in {one.kind, other.kind} and similarity < 0.97:
        return 0.0, ""
    if min(len(one.folded), len(other.folded)) < _MIN_STEM and similarity < 0.95:
        return 0.0, ""
    if similarity < PAIRED and one.kind == other.kind == WORD and is_slip(one.folded, other.folded):
        return PAIRED, SPELLING
    return similarity, SOUND if similarity >= 0.95 else SPELLING


def _by_words(state: OrgAlignment) -> None:
    """One word with one word, the surest and nearest first."""
    _by_equality(state)
    found = []
    for i, one in enumerate(state.left):
        for j, other in enumerate(state.right):
            similarity, relation = compare_org_words(one, other)
            if similarity >= PAIRED:
                found.append((-similarity, abs(i - j), i, j, relation))
    used_left: set[int] = set()
    used_right: set[int] = set()
    left, right = list(state.left), list(state.right)
    for negative, _, i, j, relation in sorted(found):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            state.pairs.append(OrgPair((left[i],), (right[j],), relation, -negative))
    state.left = [word for i, word in enumerate(left) if i not in used_left]
    state.right = [word for j, word in enumerate(right) if j not in used_right]


def _by_equality(state: OrgAlignment) -> None:
    """Words that both names have once: nothing fits better."""
    ours = Counter(word.folded for word in state.left)
    theirs = {word.folded: word for word in state.right}
    once = Counter(word.folded for word in state.right)
    for word in list(state.left):
        if ours[word.folded] == once.get(word.folded) == 1:
            state.pair([word], [theirs[word.folded]], EXACT, 1.0)


def _both_ways(
    state: OrgAlignment, step: Callable[[OrgWord, list[OrgWord]], tuple[list[OrgWord], str, float] | None]
) -> None:
    """Try every word of either rest against the other rest."""
    for mine, theirs, swapped in ((state.left, state.right, False), (state.right, state.left, True)):
        for word in list(mine):
            found = step(word, theirs)
            if found:
                words, relation, similarity = found
                if relation == ACRONYM and any(left.kind in _TELLING for left in mine if left is not word):
                    continue
                one, other = (words, [word]) if swapped else ([word], words)
                state.pair(one, other, relation, similarity)


def _parts(word: OrgWord, others: list[OrgWord]) -> tuple[list[OrgWord], str, float] | None:
    """НПО and "Scientific and Production Association"; радиозавод and "Radio Plant"."""
    if not word.meaning.parts:
        return None
    free = list(others)
    taken: list[OrgWord] = []
    parts = list(word.meaning.parts)
    while parts:
        partner = next((other for other in free if _begins_with(parts, other.meaning)), None)
        if partner:
            free.remove(partner)
            taken.append(partner)
            consumed = len(partner.meaning.parts)
            while (
                not partner.meaning.parts and parts[consumed:] and parts[consumed].concepts & partner.meaning.concepts
            ):
                consumed += 1  # "refinery" is both words of нефте-переработка
            del parts[:consumed]
        elif parts.pop(0).kind != GENERIC:
            return None
    return (taken, PARTS, 0.95) if len(taken) > 1 or (taken and len(word.meaning.parts) > 2) else None


def _begins_with(parts: Sequence[Meaning], meaning: Meaning) -> bool:
    """Whether the meaning is that of the first part, or of the first parts together (мор-теплотехника)."""
    if meaning.concepts & parts[0].concepts:
        return not meaning.parts
    size = len(meaning.parts)
    return 0 < size <= len(parts) and all(a.concepts & b.concepts for a, b in zip(meaning.parts, parts, strict=False))


def _joined(word: OrgWord, others: list[OrgWord]) -> tuple[list[OrgWord], str, float] | None:
    """Goodwill and "Good Will"."""
    if word.kind != WORD:
        return None
    for size in (2, 3):
        for start in range(len(others) - size + 1):
            run = others[start : start + size]
            joined = "".join(other.folded for other in run)
            if abs(len(joined) - len(word.folded)) <= 4 and len(joined) > _MIN_STEM:
                similarity = word_similarity(word.folded, joined)
                if similarity >= 0.9:
                    return run, JOINED, similarity
    return None


def _acronym(word: OrgWord, others: list[OrgWord]) -> tuple[list[OrgWord], str, float] | None:
    """ФСБ and the words that it abbreviates: all that are left, or a run of them."""
    syllabic = len(word.folded) >= _SYLLABIC and word.kind == WORD and not is_adjective(word.folded)
    if not (word.is_acronym or syllabic) or word.kind not in {WORD, KIND, HEAD} or len(others) < 2:
        return None
    if not may_spell(word.folded, tuple(others)):
        return None
    sure = {2: 0.7, 3: 0.88}.get(len(word.folded), 0.95)
    if spells(word.folded, tuple(others), misses=int(syllabic)) > 1:
        return list(others), ACRONYM, sure
    if len(word.folded) < 3:
        return None
    for size in range(len(others) - 1, 1, -1):
        for start in range(len(others) - size + 1):
            run = others[start : start + size]
            if spells(word.folded, tuple(run)) == size:
                return run, ACRONYM, sure
    return None


def _syllables(word: OrgWord, others: list[OrgWord]) -> tuple[list[OrgWord], str, float] | None:
    """Уралтрансмаш and all the words that it abbreviates; before its parts are looked for one by one."""
    return _acronym(word, others) if word.kind == WORD and word.meaning.parts else None


def _guessed(state: OrgAlignment) -> None:
    """A Russian word left over and an English one may be translations that the tables lack, when all else agrees."""
    left = [word for word in state.left if word.kind == WORD]
    right = [word for word in state.right if word.kind == WORD]
    if len(left) != 1 or len(right) != 1 or not state.pairs:
        return
    scripts = {has_cyrillic(word.folded) for word in (*left, *right)}
    if len(scripts) == 2 and _is_common(left[0] if has_cyrillic(left[0].folded) else right[0]):
        state.pair(left, right, GUESS, 0.5)


def _is_common(word: OrgWord) -> bool:
    """Whether it is a Russian dictionary word that is no name."""
    if not is_known(word.folded) or name_readings(word.folded):
        return False
    return not any("Geox" in parse.tag or "Orgn" in parse.tag for parse in analyzer().parse(word.folded)[:1])


def align_organisations(left: Sequence[OrgWord], right: Sequence[OrgWord]) -> OrgAlignment:
    """The best pairing of two names' words; legal forms and function words are left aside."""
    state = OrgAlignment(
        [word for word in left if word.kind not in _SILENT], [word for word in right if word.kind not in _SILENT]
    )
    _by_words(state)
    if state.left and state.right and (len(state.left) + len(state.right) > 2 or _is_compound(state)):
        _both_ways(state, _syllables)
        _both_ways(state, _parts)
        _both_ways(state, _joined)
        _both_ways(state, _acronym)
    _guessed(state)
    return state


def _is_compound(state: OrgAlignment) -> bool:
    return any(word.meaning.parts for word in (*state.left, *state.right))
