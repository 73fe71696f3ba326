"""What the words around a name say of its case by agreement: the subject of a woman's verb, or what a noun before it owns.

    Адвокат Петрова подала жалобу.     the verb is a woman's: she is the subject, in the nominative
    Адвокат Петрова подал жалобу.      the advocate is the subject, Петрова a man's genitive

`normalize.ner.cases` reads three words to each side; this looks for the verb of the clause, also behind an apposition.
"""

from collections.abc import Sequence
from typing import NamedTuple

from normalize.mentions.rules import noun_kind
from normalize.morphology.dictionary import first_reading, grammemes, is_feminine
from normalize.morphology.lexicon import CASES_OF_TAGS
from normalize.ner.russian import Word

_HERS = 8.0
"""How many times likelier a verb in the name's gender makes the nominative."""
_PERHAPS_THEIRS = 5.0
"""The same for a list whose verb may have nobody for its subject: between victories (3 is too little) and arrests (8 too much)."""
_NOT_HERS = 0.02
"""The same for a verb in another gender or number, and for a name behind the noun that is the subject itself."""
_BY_POST = 12.0
"""The same behind a post and what it is a post of, where no verb is near; a genitive would be the thing's owner."""
_REACH = 9
"""Words behind a name among which its verb is looked for."""
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS"})
_MARKS = frozenset({"masc", "femn", "neut", "plur"})
_BEFORE_DATIVE = frozenset({"к", "ко", "благодаря", "вопреки", "согласно"})
"""Before a dative, which in -ым and -им is a plural."""
_CONJUNCTIONS = frozenset({"и", "или", "с", "а", "но"})
"""Behind a name they make its verb plural, or lead to another subject's."""
_GOVERNING = frozenset({"NOUN", "PREP", "ADJF", "PRTF", "NUMR", "VERB"})
"""A word of these before a list of names may govern them: адвокаты Петрова и Сидорова подали жалобу."""
_OPENING = frozenset({"«", '"', "„", "“", ",", "что", "о", "об"})
"""What an object or what is said may begin with: подписали «Акт», сказали, что, рассказали о деле."""
_A_WOMAN = frozenset({"NOUN", "anim", "femn", "sing"})
_ENDS = frozenset(".!?;:»)(—–…\n")


def predicate(words: Sequence[Word], at: int) -> str:
    """Gender or "plur" of the first verb from a word on, an apposition between commas left out; "" when none is near."""
    found = _predicate_at(words, at)
    reading = first_reading(words[found][2]) if found >= 0 else frozenset()
    return next(iter(reading & _MARKS), "") if reading & {"past", "PRTS", "ADJS"} or "plur" in reading else ""


def _predicate_at(words: Sequence[Word], at: int) -> int:
    """Where that verb stands, -1 for nowhere."""
    if at < len(words) and words[at][2] == ",":
        closing = next((i for i in range(at + 1, min(at + _REACH, len(words))) if words[i][2] == ","), 0)
        if not closing:
            return -1
        at = closing + 1
    for i in range(at, min(at + _REACH, len(words))):
        word = words[i][2]
        if word[0] in _ENDS or word == "," or word.lower() in _CONJUNCTIONS:
            return -1
        if first_reading(word) & _PREDICATES:
            return i
    return -1


def _may_lack_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a transitive verb in the plural has no object behind it, which may stand before it: Титова и Носова видели в Ростове."""
    found = _predicate_at(words, at)
    if found < 0 or "tran" not in first_reading(words[found][2]):
        return False
    after = words[found + 1][2] if found + 1 < len(words) else ""
    return (
        bool(after)
        and after[0] not in _ENDS
        and not first_reading(after) & {"NOUN", "ADJF", "NPRO", "PRTF", "NUMR", "INFN"}
        and not after.isdigit()
        and after not in _OPENING
    )


def beside_her(words: Sequence[Word], start: int) -> frozenset[str]:
    """Cases in which a noun for a woman right before a name stands, which the name then shares: певице Шакире, студентки Беловой."""
    at = next((i for i, word in enumerate(words) if word[0] >= start), len(words))
    noun = first_reading(words[at - 1][2]) if at else frozenset()
    if noun & {"ADJF", "PRTF"} and noun >= {"femn", "sing"}:  # потерпевшая Жданова
        noun = grammemes(words[at - 1][2])
    elif not noun >= _A_WOMAN or noun_kind(words[at - 1][2]) == "kin":
        return frozenset()
    return frozenset(case for tag, case in CASES_OF_TAGS.items() if tag in noun)


class Odds(NamedTuple):
    """How many times likelier than its place alone says a name is a man's or a woman's nominative; 1.0: unsaid."""

    man: float = 1.0
    woman: float = 1.0


def nominative_odds(words: Sequence[Word], start: int, end: int, *, several: bool = False) -> Odds:
    """Say what the verb behind a name makes of it, which may be its subject.

    Args:
        words: (start, end, text) of the words of the text.
        start: first character of the name, or of a list of names.
        end: one past its last.
        several: whether it is a list, whose verb is a plural.
    """
    inside = [i for i, (at, stop, _) in enumerate(words) if at < end and start < stop]
    verb = predicate(words, inside[-1] + 1) if inside else ""
    if not verb:
        likely = inside and (
            _is_caption(words, inside[0], inside[-1])
            or _stands_by(words, inside[0])
            or (several and _women_before(words, inside[0]))
        )
        return Odds(_BY_POST, _BY_POST) if likely else Odds()
    before = words[inside[0] - 1][2] if inside[0] else ""
    noun = first_reading(before)
    is_subject = {"NOUN", "nomn"} <= noun and verb in noun
    begins = not before or not before[0].isalpha()
    if several:
        free = begins or not noun & _GOVERNING or _women_before(words, inside[0]) or _stands_by(words, inside[0])
        if verb != "plur" or not free:
            return Odds()
        theirs = _PERHAPS_THEIRS if _may_lack_subject(words, inside[-1] + 1) else _HERS
        return Odds(theirs, theirs)
    if verb == "femn":
        return Odds(_NOT_HERS, _NOT_HERS if is_subject and "inan" in noun else _HERS)
    if is_subject or begins:
        is_his = verb == "masc" and begins
        return Odds(_HERS if is_his else _NOT_HERS if verb != "masc" else 1.0, _NOT_HERS)
    return Odds()


def _is_caption(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a post in the nominative and a name are all there is between two full stops: Секретарь Данилова."""
    if not first or not {"NOUN", "anim", "nomn"} <= first_reading(words[first - 1][2]):
        return False
    begins = first == 1 or words[first - 2][2][0] in _ENDS
    return (
        begins
        and (last + 1 >= len(words) or words[last + 1][2][0] in _ENDS)
        and noun_kind(words[first - 1][2]) != "kin"
    )


def _women_before(words: Sequence[Word], at: int) -> bool:
    """Whether a noun for women in the nominative plural stands before a list of names: студентки Королёва и Белова."""
    noun = words[at - 1][2] if at else ""
    return {"NOUN", "anim", "plur", "nomn"} <= grammemes(noun) and is_feminine(noun)


def _stands_by(words: Sequence[Word], at: int) -> bool:
    """Whether a post in the nominative stands before a name, with the thing it is a post of: секретарь комиссии Петрова А.С."""
    if at < 2:
        return False
    post, thing = (first_reading(words[i][2]) for i in (at - 2, at - 1))
    return {"NOUN", "anim", "nomn"} <= post and {"NOUN", "inan", "gent"} <= thing


def asks_for_family(words: Sequence[Word], start: int) -> bool:
    """Whether what stands before a name that may be a plural says that it is one: братьям Лисицким, семья, к Петровым."""
    at = next((i for i, word in enumerate(words) if word[0] >= start), len(words))
    before = words[at - 1][2] if at else ""
    if before.lower() in _BEFORE_DATIVE:
        return True
    kind = noun_kind(before)
    return kind == "family" or (kind == "kin" and "plur" in first_reading(before))
