"""What the words around a name say of its case by agreement: the subject of a woman's verb, or what a noun before it owns.

    Адвокат Петрова подала жалобу.     the verb is a woman's: she is the subject, in the nominative
    Адвокат Петрова подал жалобу.      the advocate is the subject, Петрова a man's genitive

`normalize.ner.cases` reads three words to each side; this looks for the verb of the clause, also behind an apposition.
"""

from collections.abc import Sequence

from normalize.mentions.rules import noun_kind
from normalize.morphology.dictionary import first_reading
from normalize.ner.russian import Word

_HERS = 8.0
"""How many times likelier a verb in the feminine makes the nominative."""
_NOT_HERS = 0.02
"""The same for a verb in another gender or number, and for a name behind the noun that is the subject itself."""
_REACH = 9
"""Words behind a name among which its verb is looked for."""
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS"})
_MARKS = frozenset({"masc", "femn", "neut", "plur"})
_BEFORE_DATIVE = frozenset({"к", "ко", "благодаря", "вопреки", "согласно"})
"""Before a dative, which in -ым and -им is a plural."""
_CONJUNCTIONS = frozenset({"и", "или", "с", "а", "но"})
"""Behind a name they make its verb plural, or lead to another subject's."""
_ENDS = frozenset(".!?;:»)(—–…\n")


def predicate(words: Sequence[Word], at: int) -> str:
    """Gender or "plur" of the first verb from a word on, an apposition between commas left out; "" when none is near."""
    if at < len(words) and words[at][2] == ",":
        closing = next((i for i in range(at + 1, min(at + _REACH, len(words))) if words[i][2] == ","), 0)
        if not closing:
            return ""
        at = closing + 1
    for _, _, word in words[at : at + _REACH]:
        if word[0] in _ENDS or word == "," or word.lower() in _CONJUNCTIONS:
            return ""
        reading = first_reading(word)
        if reading & _PREDICATES:
            return next(iter(reading & _MARKS), "") if reading & {"past", "PRTS", "ADJS"} or "plur" in reading else ""
    return ""


def nominative_odds(words: Sequence[Word], start: int, end: int) -> float:
    """How many times likelier than its place alone says a name that may be a woman's nominative is one; 1.0: unsaid.

    Args:
        words: (start, end, text) of the words of the text.
        start: first character of the name.
        end: one past its last.
    """
    inside = [i for i, (at, stop, _) in enumerate(words) if at < end and start < stop]
    if not inside:
        return 1.0
    verb = predicate(words, inside[-1] + 1)
    if not verb:
        return 1.0
    before = words[inside[0] - 1][2] if inside[0] else ""
    noun = first_reading(before)
    is_subject = {"NOUN", "nomn"} <= noun and verb in noun
    if verb == "femn":
        return _NOT_HERS if is_subject and "inan" in noun else _HERS
    begins = not before or not before[0].isalpha()
    return _NOT_HERS if is_subject or begins else 1.0


def asks_for_family(words: Sequence[Word], start: int) -> bool:
    """Whether what stands before a name that may be a plural says that it is one: братьям Лисицким, семья, к Петровым."""
    at = next((i for i, word in enumerate(words) if word[0] >= start), len(words))
    before = words[at - 1][2] if at else ""
    if before.lower() in _BEFORE_DATIVE:
        return True
    kind = noun_kind(before)
    return kind == "family" or (kind == "kin" and "plur" in first_reading(before))
