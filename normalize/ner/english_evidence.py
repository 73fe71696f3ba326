"""What words, lists and neighbours say about an English name, as log-odds to add to the tagger's own.

Weights are round numbers set by hand on development texts: they say how far a rule may move the tagger, not a
probability.
"""

import unicodedata
from collections.abc import Sequence

from normalize.gazetteer.word_lists import Lists, lists
from normalize.kinds import ORGANISATION, PERSON, PLACE
from normalize.ner.english_tokenizer import Token

OTHER = "other"
KINDS = (PERSON, ORGANISATION, PLACE, OTHER)
_PERSON, _ORGANISATION, _PLACE, _OTHER = range(4)
_QUOTES = frozenset("\"“«‘'")
# Points that a piece of evidence gives to a kind: judgements set by hand, not fitted.
_LISTED_ORGANISATION = 5.0
_LISTED_PLACE = (0.0, 3.0, 5.0)
_ORGANISATION_WORD = 3.0
_PLACE_WORD = 3.0
_FULL_NAME = 3.0
_LONE_NAME = 2.0
_TWO_UNKNOWN = 1.0
_UNKNOWN_WORD = 1.5
_TITLE_BEFORE = 3.0
_ARTICLE_BEFORE = 2.5
_ACRONYM = 2.0
_LOWER_CASE = -6.0
_WORK = 3.0
_IN_BEFORE = 1.5
_PLACE_NOUN_BESIDE = 2.5
_VERB_AFTER = 1.0
_CAPITALISED = 1.0
_COMMON_ALONE = -1.5
_MIN_SURNAME = 6
"""Shorter words with the ending of a Slavic surname are too often something else."""

Scores = list[float]
"""Person, organisation, place, other."""


def _is_name_word(text: str) -> bool:
    return text[:1].isupper() or (len(text) > 3 and text[:3] in {"al-", "el-"})


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()


def _fold(word: str) -> str:
    """Lower case without accents: Durán gives duran."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _person(words: list[str], known: Lists) -> float:
    """How much the words look like a person's name, from the lists of names."""
    folded = filter(None, map(_fold, words))  # a mark that stands alone folds to nothing
    core = [w for w in folded if w not in known.cues["particle"] and w not in known.cues["suffix"]]
    if core[-1:] == [","] and len(core) > 1:  # King, Jr.
        core.pop()
    if not core or any(w in known.cues["org"] or w in known.cues["place"] for w in core[1:]):
        return 0.0
    if any(not w[0].isalpha() for w in core):
        return -2.0
    first, last = core[0], core[-1]
    family = last in known.family or (len(last) >= _MIN_SURNAME and last.endswith(tuple(known.cues["surname_end"])))
    if len(core) == 1:
        return _LONE_NAME if first not in known.common and (first in known.given or family) else 0.0
    initial = len(first.rstrip(".")) == 1
    if (first in known.given or initial) and (last not in known.common or family):
        return _FULL_NAME
    if last in known.common:
        return 0.0
    return _LONE_NAME if family or first in known.given else _TWO_UNKNOWN


def _neighbours(tokens: Sequence[Token], start: int, end: int, known: Lists) -> Scores:
    """What stands before and after."""
    scores = [0.0, 0.0, 0.0, 0.0]
    before = tokens[start - 1].text if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    second = tokens[start - 2].text.lower() if start > 1 else ""
    cues = known.cues
    if before.lower() == "the":
        scores[_PERSON] -= _ARTICLE_BEFORE
        if second in cues["before_place"]:
            scores[_PLACE] += _IN_BEFORE
    elif before.lower().rstrip(".") in known.titles or before.lower() in cues["person_noun"]:
        scores[_PERSON] += _TITLE_BEFORE
    elif before.lower() in cues["org_noun"]:
        scores[_ORGANISATION] += _TITLE_BEFORE
    elif before.lower() in cues["before_place"]:
        scores[_PLACE] += _IN_BEFORE
    if before.lower() in cues["place"] or (before == "of" and second in cues["place"]):
        scores[_PLACE] += _PLACE_NOUN_BESIDE
    if after in cues["place"]:  # in lower case: "the Petén region"
        scores[_PLACE] += _PLACE_NOUN_BESIDE
    elif after in cues["says"]:
        scores[_PERSON] += _VERB_AFTER
    if before in _QUOTES and second in cues["work_noun"]:
        scores[_OTHER] += _WORK
    return scores


def _several_words(words: list[str], rank: int, known: Lists, scores: Scores) -> None:
    """What the first and the last word say, and how a name goes on after "of"; adds to `scores`."""
    lower = [w.lower() for w in words]
    cues = known.cues
    joint = next((i for i, w in enumerate(lower) if w in {"of", "for"} and 0 < i < len(lower) - 1), len(lower))
    first, head = lower[0], lower[joint - 1]
    organisation = head in cues["org"] or first in cues["org_first"]
    place = not rank and (head in cues["place"] or first in cues["place_first"])
    kind = _ORGANISATION if organisation else _PLACE
    if organisation:
        scores[_ORGANISATION] += _ORGANISATION_WORD
        scores[_PERSON] -= _ORGANISATION_WORD
    elif first in cues["person_first"] or (lower[-1] in cues["suffix"] and words[-1][:1].isupper()):
        scores[_PERSON] += _TITLE_BEFORE
    if place:
        scores[_PLACE] += _PLACE_WORD
    if lower[-1] in cues["work"] or first in cues["work"]:  # the place in "Treaty of London" goes to the whole, too
        scores[_OTHER] += _WORK + (
            _LISTED_PLACE[known.places.get(" ".join(words[joint + 1 :]), 0)] if lower[joint:] else 0.0
        )
    # what the parts would bring alone goes to the whole: Council of Ontario, Mount Kenya, Kiev Oblast
    if organisation or place:
        inner = words[joint + 1 :] if joint < len(lower) else words[1:]
        rank = known.places.get(" ".join(inner), 0) or (place and known.places.get(" ".join(words[:-1]), 0))
        scores[kind] += _LISTED_PLACE[rank]
        if first in known.peoples:
            scores[kind] += _WORK + 0.5


def _one_word(word: str, rank: int, known: Lists, scores: Scores) -> None:
    """Acronyms, words that no list holds, and common words; adds to `scores`."""
    lower = word.lower()
    if lower in known.cues["suffix"]:
        scores[:3] = [score + _LOWER_CASE for score in scores[:3]]
    elif _is_acronym(word):
        scores[_ORGANISATION] += _ACRONYM
    elif rank or not word[:1].isupper():
        return
    elif lower not in known.common:
        scores[_ORGANISATION] -= _UNKNOWN_WORD
        scores[_PERSON] += 0.5
    elif lower not in known.given:
        scores[:3] = [score + _COMMON_ALONE for score in scores[:3]]


def evidence(tokens: Sequence[Token], start: int, end: int) -> Scores:
    """Log-odds (person, organisation, place, other) for the name made of ``tokens[start:end]``."""
    known = lists()
    if end - start > 1 and tokens[start].text.lower() == "the":
        start += 1  # the tagger was trained to take the article in
    words = [t.text for t in tokens[start:end]]
    name = " ".join(words).replace(" - ", "-").replace(" '", "'").replace(" ’", "’")
    first = words[0].lower()
    before = tokens[start - 1].text.lower() if start else ""
    if name in known.organisations:
        return [0.0, _LISTED_ORGANISATION, 0.0, 0.0]
    scores = _neighbours(tokens, start, end, known)
    if not (_is_name_word(words[0]) and (_is_name_word(words[-1]) or (words[-1].isdigit() and words[-2:-1] != [","]))):
        scores[:3] = [score + _LOWER_CASE for score in scores[:3]]
    rank = known.places.get(name, 0)
    scores[_PLACE] += _LISTED_PLACE[rank] * len(words)
    if not rank:
        likeness = _person(words, known)
        scores[_PERSON] += likeness
        if likeness == _FULL_NAME and before == "the":  # "the Donald Trump impersonator": the article is another word's
            scores[_PERSON] += _ARTICLE_BEFORE
    elif len(words) == 1 and (first in known.given or first in known.family):
        scores[_PLACE] -= 1.0
    if len(words) > 1:
        _several_words(words, rank, known, scores)
    else:
        _one_word(words[0], rank, known, scores)
    if first in known.peoples and len(words) == 1:
        scores[_OTHER] += _WORK
    elif words[0][:1].isupper() and first not in known.common:
        scores = [score + _CAPITALISED for score in scores]
    return scores
