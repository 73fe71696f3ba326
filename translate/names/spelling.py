"""Names that the English nearly has, spelled right: the established or the press spelling, in the gender of the source.

`spell` replaces what is nearly a person's name, `spell_known` the transcription of a well-known organisation by its English
name.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

from rapidfuzz.distance import Indel

from normalize.gazetteer.curated import known_names
from normalize.gazetteer.lookup import lookup
from normalize.gazetteer.word_lists import lists
from normalize.kinds import PLACE
from normalize.match.words import NEAR, VARIANT, WordMatch
from normalize.phonetics.readings import fold
from translate.names.given import is_unusual, sound, spell_given
from translate.names.persons import (
    are_near,
    best_match,
    identifying_words,
    is_foreign,
    is_kept,
    is_known_given,
    is_listed,
    is_native_word,
    is_together,
    nominatives,
    of_other_gender,
    press_spellings,
    sounds_like,
    strongly_native,
)
from translate.names.types import EnglishWord, SourceName, english_words

_ESTABLISHED_ALIKE = 0.6
"""Likeness of an established name, by sound or by letters, from which a word that is no other name is it: Maskky, Musk."""
_STUMP = 4
"""Letters that a garbled family name behind the right given name shares with the right one, from its beginning."""
_STUMP_ENDING = 2
"""Letters that it may have instead of the right ones at its end."""
_SHORT = 2
"""Letters of a word that is too short to be told by its likeness: И of Ван И."""


def spell(names: Sequence[SourceName], english: str) -> str:
    """Replace English words that are nearly a name by its established spelling, or a native surname by its press spelling.

    Strongly native surnames are also brought from another spelling of the same sounds (Malahov) to the press one
    (Malakhov), unless it is an established foreign one. A form left in its case ending is brought to the nominative, one of
    the other gender (Popov for Попова) to the right one. A given name is put right where a word that is none stands in its
    place.
    """
    for name in names:
        own = {word.casefold() for word in name.romanized.split()}
        others = {word.casefold() for other in names for word in other.romanized.split()} - own
        english = _spell_name(name, others, _spell_after_given(name, others, english))
    return english


def _spell_after_given(name: SourceName, others: Collection[str], english: str) -> str:
    """The English with a garbled family name right behind its bearer's given name put right: Darya Naval in a list of the Navalnys.

    That the family name stands elsewhere, as that of a relative, says nothing of this bearer.
    """
    given, _, rest = name.lemma.partition(" ")
    family = rest.split()[-1] if rest.split() else ""
    right = press_spellings(name).get(family)
    if right is None or name.family or family not in identifying_words(name.lemma):
        return english
    accepted = {fold(form.split()[-1]) for form in (name.romanized, *name.accepted)}
    for before, word in pairwise(english_words(english)):
        if word.start != before.end + 1 or not word.text[0].isupper() or not is_kept(given, [before]):
            continue
        right_already = sounds_like(family, word.text) or fold(word.text) in accepted
        right_already |= word.text.casefold() in name.romanized.casefold().split()  # Getty Images Image
        if _begins_alike(right, word.text) and not right_already and word.text.casefold() not in others:
            spelled = right.upper() if word.text.isupper() else right
            return english[: word.start] + spelled + english[word.end :]
    return english


def _begins_alike(right: str, english: str) -> bool:
    """True for a stump of a name, or a name with another ending: Naval or Navalnov for Navalnaya."""
    pairs = zip(right.casefold(), english.casefold(), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared >= max(_STUMP, len(english) - _STUMP_ENDING)


def _spell_name(name: SourceName, others: Collection[str], english: str) -> str:
    press = press_spellings(name)
    identifying = identifying_words(name.lemma)
    if name.established:
        native = is_native_word(name.lemma.split()[-1])
        for word, right in press.items():
            if not native or word in identifying or not is_kept(word, english_words(english)):
                english = _spell_established(name, word, right, others, english)
        return english
    if any(_all_sound_like(lemma, english) for lemma in nominatives(name)[1:]):
        return english
    if is_together(identifying[-2:], english_words(english)) or are_near(identifying, english_words(english)):
        return english
    for word in identifying:
        if word in press:
            english = _spell_word(name, word, press[word] + "s" * name.family, others, english)
    return spell_given(name.lemma, press, others, english)


def is_there_exactly(right: str, words: Sequence[EnglishWord]) -> bool:
    """Whether an established word stands among English words, marks and case aside."""
    return any(fold(word.text) == fold(right) for word in words)


def _spell_established(name: SourceName, word: str, right: str, others: Collection[str], english: str) -> str:
    words = english_words(english)
    accepted = {fold(part) for form in name.accepted for part in form.split()}
    if is_there_exactly(right, words) or any(fold(w.text) in accepted for w in words if _alike(word, right, w.text)):
        return english
    beside = {fold(part) for part in name.romanized.split() if part != right}
    candidates = [
        w
        for i, w in enumerate(words)
        if w.text[0].isupper()
        and fold(w.text) not in beside
        and (w.text.casefold() not in others or _is_after_given(name, words, i))
        and _may_be_established(word, right, w.text, any(fold(n.text) in beside for n in words[max(0, i - 1) : i + 2]))
    ]
    if not candidates:
        return english
    best = max(candidates, key=lambda w: max(sound(word, w.text), _letters(right, w.text)))
    if best.text.casefold() in others:
        return english[: best.start] + right + english[best.end :]
    return _replaced_everywhere(best, right, english)


def _is_after_given(name: SourceName, words: Sequence[EnglishWord], at: int) -> bool:
    """Whether the English word before this one is a given name of the person: Yulia Navalny beside Alexey Navalny."""
    given = [word for word in name.lemma.split() if word not in identifying_words(name.lemma)]
    return at > 0 and any(is_kept(word, words[at - 1 : at]) for word in given)


def _may_be_established(word: str, right: str, english: str, beside: bool) -> bool:
    if len(right) <= _SHORT or len(english) <= _SHORT:
        return beside and (sounds_like(word, english) or sound(word, english) >= _ESTABLISHED_ALIKE)
    if not beside and english.lower() in lists().common and not sounds_like(word, english):
        return False
    return _alike(word, right, english)


def _alike(word: str, right: str, english: str) -> bool:
    return max(sound(word, english), _letters(right, english)) >= _ESTABLISHED_ALIKE


def _letters(right: str, english: str) -> float:
    return Indel.normalized_similarity(right.lower(), english.lower())


def _replaced_everywhere(found: EnglishWord, right: str, english: str) -> str:
    """The English with every word like the one found replaced: a name is garbled the same way all over a text."""
    for word in reversed(english_words(english)):
        if word.text == found.text:
            spelled = right.upper() if word.text.isupper() and len(word.text) > 1 else right
            english = english[: word.start] + spelled + english[word.end :]
    return english


def spell_known(names: Sequence[SourceName], english: str) -> str:
    """Replace transcriptions of organisations and places by their English names: Rostekh by Rostec, Maskat by Muscat.

    Args:
        names: found in the source; those that the lists have as one organisation or place of one English word count.
        english: the translation.
    """
    for name in names:
        right, accepted = _known_word(name)
        for word in reversed(english_words(english)) if right else ():
            text = word.text.casefold()
            if word.text[0].isupper() and text not in accepted and sounds_like(name.lemma, word.text):
                spelled = right.upper() if word.text.isupper() else right
                english = english[: word.start] + spelled + english[word.end :]
    return english


def _known_word(name: SourceName) -> tuple[str, frozenset[str]]:
    """The English word that an organisation or a place is, and all that are as good; "" where there is none or several."""
    entries = lookup(name.lemma, name.kind)
    known = known_names(name.lemma, name.kind)
    if len(entries) == 1 and name.lemma not in entries[0].ambiguous:
        right, accepted = entries[0].name_en, {entries[0].name_en}
    elif not entries and len({found.en for found in known}) == 1:
        right, accepted = known[0].en, {known[0].en}
    else:
        return "", frozenset()
    if name.kind == PLACE:  # Kiev, Ugledar
        accepted |= {variant for found in known for variant in (found.en, *found.variants_en)}
    return ("" if " " in right else right), frozenset(fold(word).casefold() for word in accepted) | {
        word.casefold() for word in accepted
    }


def _all_sound_like(lemma: str, english: str) -> bool:
    words = english_words(english)
    return all(
        any(sounds_like(word, w.text) and not of_other_gender(word, w.text) for w in words)
        for word in identifying_words(lemma)
    )


def _spell_word(name: SourceName, word: str, right: str, others: Collection[str], english: str) -> str:
    words = english_words(english)
    if any(w.text.casefold() in {right.casefold(), right.removesuffix("s").casefold()} for w in words):
        return english
    free = [w for i, w in enumerate(words) if w.text.casefold() not in others or _is_after_given(name, words, i)]
    best = best_match(word, free)
    if best is None or best[0].conflict or (best[0].relation == VARIANT and not of_other_gender(word, best[1].text)):
        return english
    match, found = best
    if not found.text[0].isupper() or not _may_be_mended(word, match, found.text):
        return english
    if found.text.casefold() in others:
        return english[: found.start] + right + english[found.end :]
    return _replaced_everywhere(found, right, english)


def _may_be_mended(word: str, match: WordMatch, english: str) -> bool:
    if is_known_given(word):
        return match.relation == NEAR and is_unusual(word, english)
    if is_foreign(english) or (not is_native_word(word) and is_listed(english)):
        return False
    if sounds_like(word, english) and not of_other_gender(word, english):
        return strongly_native(word)
    return match.relation in {NEAR, VARIANT} or sounds_like(word, english)
