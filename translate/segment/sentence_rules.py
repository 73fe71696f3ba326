"""Where a sentence ends, decided by a list of tiny named rules; the first to answer wins.

Own rules come first; where none answers, those of razdel decide (Kukushkin, github.com/natasha/razdel), called one
boundary at a time: razdel's own loop joins strings, which takes quadratic time on a long line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from normalize.text.emoji import RUN
from translate.resources import abbreviations, is_common_word, word_lists

_EMOJI = re.compile(rf"{RUN.pattern}$")
_TAIL = re.compile(r"((?:[^\W_]+(?:-[^\W_]+)*\.\s?-?)*)([^\W_]+(?:-[^\W_]+)*)\.$")
_INITIAL = re.compile(r"(?:^|[\s.])[А-ЯЁ]\.\s?$")
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*,?\s*$")
_SHORT_NAME = re.compile(r"[А-ЯЁ][а-яё]{1,2}\b")
_HEAD = re.compile(r"[\W_]*([^\W_]+(?:['’][^\W_]+)?)(\.?)")
_ENDING = re.compile(r"[.!?…](?:[\"'»”“’)\]}]|\[\d{1,3}\])*$")
_ITEM = re.compile(r"(?:[\[(]?(?:\d{1,3}|[a-zа-я]|[IVXLC]{1,6})[.)\]])+$", re.IGNORECASE)
_DASH_LOWER = re.compile(r"[-‐‑–—−]\s*[^\w\s]*([^\W\d_])")
_DASH_QUOTE = re.compile(r"[-‐‑–—−]\s*[«“„\"]")
_CAPITALISED_LATER = re.compile(r"[a-z]{1,2}[A-Z]")
_ENDS_IN_VOWEL = re.compile(r"[а-яё]{2}[аеёийоуыэюяьъ]\.$")
_CYRILLIC_WORD = re.compile(r"[А-ЯЁа-яё]+$")
_SMILEY = re.compile(r"(?:[:;=8][-']?[)(]|[)]{2,}|[(]{2,})$")
_LONELY_BRACKET = re.compile(r"[^\W\d_]{2}\)$")
_OPENED = re.compile(r"[«“„\"]([^«»“”„\"]*)$")
_TITLE = re.compile('[«“„"]')
_SINGLE_CAPITAL = re.compile(r"([A-ZА-ЯЁ])(?!\w)(\s+[^\W\d_A-ZА-ЯЁ])?")
_REFERS = re.compile(r"(?:[(\s]|^)(?:[Нн]а|[Вв]|[Сс]м\.|[Сс]|[Кк]|[Пп]о|[Ии]з|и|in|see|on|of)\s+\w+\.$|\(\w+\.$")
_SHOUTED: Final = 8
"""Letters that tell that a text is in capitals throughout."""
_CLOSED = re.compile(r"([^«»“”„\"]*[^\s«»“”„\".!?…,])[»”“\"]\s+[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place where a sentence may end.

    Attributes:
        sentence: the first characters of the sentence that would end here, 24 at most, or "" when it is longer.
        left: some characters before the boundary, ending with the delimiter.
        right: some characters after it, beginning with no whitespace.
        glued: no whitespace stands between them.
        bracketed: it lies inside brackets that are opened before it and closed after it.
    """

    sentence: str
    left: str
    right: str
    glued: bool = False
    bracketed: bool = False


Rule = Callable[[Boundary], bool | None]
"""True: the sentence ends here. False: it goes on. None: another rule must decide."""


def emoji(at: Boundary) -> bool | None:
    """Emoji take the place of a full stop: "…стал Сырский🇺🇦 Валерий Залужный уехал"."""
    return True if _EMOJI.search(at.left) else None


def mark_right(at: Boundary) -> bool | None:
    """A mark that ends or closes something belongs to what is before it: "Что ? !"."""
    return False if at.right[0] in ".!?…;»”’)]}。！？" else None


def inside_brackets(at: Boundary) -> bool | None:
    """What stands in brackets inside a sentence does not end it: (в т. ч. НДС), (её основал Петров. Потом он ушёл)."""
    return False if at.bracketed else None


def glued_latin(at: Boundary) -> bool | None:
    """A missing space in English shows by a function word only: "is over.The …", but Node.Js, https://a.example/b.The."""
    if not at.glued or not at.right[0].isascii():
        return None
    word = at.left.rsplit(maxsplit=1)[-1]
    return _opens(at.right) and not any(sign in word for sign in "/@_")


def after_vowel(at: Boundary) -> bool | None:
    """Russian words are not abbreviated after a vowel: "да ладно. не верю" are two sentences, in lower case or not."""
    if at.left[-1] != "." or not at.right[0].islower() or not _ENDS_IN_VOWEL.search(at.left):
        return None
    return None if at.left[:-1].rsplit(maxsplit=1)[-1].lower() in _all_abbreviations() else True


def lower_right(at: Boundary) -> bool | None:
    """What goes on in lower case is no new sentence; iPhone and eBay are not in lower case."""
    return False if at.right[0].islower() and not _CAPITALISED_LATER.match(at.right) else None


def list_item(at: Boundary) -> bool | None:
    """The number of a list item or section stays with it: 1. IV) 2.1. (a)."""
    return False if at.sentence and _ITEM.match(at.sentence) else None


def ordinary_word(at: Boundary) -> bool | None:
    """A full stop after a word that is no abbreviation, or after a number, before a capital: the plainest of ends."""
    if at.left[-1] != "." or not (at.right[0].isupper() or at.right[0].islower()):
        return None
    word = at.left[:-1].rsplit(maxsplit=1)[-1:]
    if not word:
        return None
    if word[0].isalpha():
        return True if len(word[0]) > 2 and word[0].lower() not in _all_abbreviations() else None
    return True if "/" in word[0] or any(c.isdigit() for c in word[0]) else None


def initials(at: Boundary) -> bool | None:
    """Д. О. Рогозин, William M. Shepherd, S. P. Korolev; but "витамин C. Это …" and "группа B. Учёные …" end.

    Two initials without a surname before them wait for one, though it be a word too: П.С. Ли, but Иванов П.С. Но …
    """
    tail = _TAIL.search(at.left) if at.left[-1] == "." else None
    if not tail or len(tail[2]) != 1 or not tail[2].isupper():
        return None
    if _INITIAL.search(tail[1]) and not _SURNAME.search(at.left[: tail.start()]) and _SHORT_NAME.match(at.right):
        return False
    return _opens(at.right) or (tail[2].isascii() and not tail[1] and _common_word_opens(at.right))


def abbreviation(at: Boundary) -> bool | None:
    """What the list of abbreviations says."""
    tail = _TAIL.search(at.left) if at.left[-1] == "." else None
    if not tail:
        return None
    last = tail[2].lower()
    whole = re.sub(r"\s", "", tail[1]).lower() + last
    known = abbreviations()
    kinds = known.get(whole) or known.get(".".join(whole.split(".")[-2:])) or known.get(last, frozenset())
    after_number = at.left[: tail.start(1)].rstrip()[-1:].isdigit()
    head = _HEAD.match(at.right)
    if "pair" in kinds and head and f"{last}+{head[1].lower()}" in _pairs():
        return False
    if "title" in kinds and _TITLE.match(at.right):
        return False
    if "number" in kinds and _letter_of_figure(at):
        return False
    if _in_capitals(at) and kinds & {"after", "either"}:
        return _opens_in_capitals(head)
    if "answer" in kinds and at.right[0].isupper():
        return True
    if "before" in kinds and not (after_number and "after" in kinds):
        return False
    if "number" in kinds and at.right[0].isdigit():
        return False
    if "either" in kinds or ("number" in kinds and after_number):
        return _opens(at.right) or _common_word_opens(at.right)
    if "after" in kinds:
        return bool(head and head[1][0].isupper() and not at.right.startswith(("(", "[")))
    return None


def _letter_of_figure(at: Boundary) -> bool:
    """Whether a letter follows that names a figure or a part: Fig. A; «на рис. В», but «ели рис. В обед …»."""
    letter = _SINGLE_CAPITAL.match(at.right)
    if not letter:
        return False
    word = letter[1].lower() in word_lists("translate.segment", "function_words.tsv")["ru"] or letter[1] == "I"
    return not (word and letter[2]) or bool(_REFERS.search(at.left))


def _in_capitals(at: Boundary) -> bool:
    """Whether all around it is in capitals, so that a capital after a full stop tells nothing."""
    letters = [c for c in at.left + at.right if c.isalpha()]
    return len(letters) >= _SHOUTED and all(c.isupper() for c in letters)


def _opens_in_capitals(head: re.Match[str] | None) -> bool:
    """Whether a pronoun or another word of grammar follows that opens sentences rather than phrases."""
    lists = word_lists("translate.segment", "function_words.tsv")
    word = head[1].lower() if head else ""
    return word in lists["ru"] | lists["en"] and word not in lists["open"]


def smiley(at: Boundary) -> bool | None:
    """Before a capital, a smiley ends a sentence: Спасибо :) Жду ответа."""
    if at.left[-1] not in "()":
        return None
    if at.right[0].isupper() and _SMILEY.search(at.left):
        return True
    lonely = _LONELY_BRACKET.search(at.sentence) and "(" not in at.sentence and at.right[0].isupper()
    return True if lonely else False if at.left[-1] == "(" else None


def inside_title(at: Boundary) -> bool | None:
    """A title of several sentences in quotes, when the text goes on after it: Выставка «Север. Лёд» открыта."""
    opened = _OPENED.search(at.left)
    if not opened or not opened[1]:
        return None
    closed = _CLOSED.match(at.right)
    return False if closed and at.left[opened.start() - 1 : opened.start()].isspace() else None


def quote_then_bracket(at: Boundary) -> bool | None:
    """A source in brackets belongs to the quotation before it: "Openly hostile!" (Daily Express)."""
    return False if at.left[-1] in "\"'»”’" and at.right[0] == "(" else None


def dash_goes_on(at: Boundary) -> bool | None:
    """«Нет!» — сказал он: a dash before a word in lower case; before a capital it opens a line of dialogue."""
    match = _DASH_LOWER.match(at.right)
    if match and match[1].islower():
        return False
    return False if at.left[-1] in '»”“"' and _DASH_QUOTE.match(at.right) else None


def no_ending(at: Boundary) -> bool | None:
    """A quote or a bracket that closes without . ! ? … before it is inside the sentence; a footnote after them is not."""
    if at.left[-1] in ".!?…;。！？":
        return None
    ending = _ENDING.search(at.left)
    if not ending:
        return False
    return True if at.left[-1] == "]" and at.right[0].isupper() else None


def razdel_decides(at: Boundary) -> bool | None:
    """Leave it to the rules of razdel."""
    split, rules, join = _razdel()
    state = split(at.left[-11:-1], at.left[-1], " " + at.right[:10], at.sentence or at.left)
    for rule in rules:
        action = rule(state)
        if action:
            return bool(action != join)
    return True


RULES: Final[tuple[Rule, ...]] = (
    emoji,
    mark_right,
    inside_brackets,
    glued_latin,
    after_vowel,
    lower_right,
    list_item,
    inside_title,
    ordinary_word,
    initials,
    abbreviation,
    smiley,
    quote_then_bracket,
    dash_goes_on,
    no_ending,
    razdel_decides,
)


def ends_sentence(at: Boundary) -> tuple[bool, str]:
    """Return whether the sentence ends at the boundary, and the name of the rule that said so."""
    for rule in RULES:
        answer = rule(at)
        if answer is not None:
            return answer, rule.__name__
    return True, "default"


def _opens(right: str) -> bool:
    """Whether the text begins with a capitalised function word, as sentences do and names do not."""
    head = _HEAD.match(right)
    if not head or head[2] or not head[1][0].isupper() or (len(head[1]) > 1 and head[1].isupper()):
        return False
    lists = word_lists("translate.segment", "function_words.tsv")
    return any(head[1].lower() in lists[kind] for kind in ("ru", "en", "uk", "bg"))


def _common_word_opens(right: str) -> bool:
    """Whether the text begins with a capitalised Russian word that is never a name."""
    head = _HEAD.match(right)
    if not head or head[2] or len(head[1]) < 2 or not head[1].istitle() or not _CYRILLIC_WORD.match(head[1]):
        return False
    return is_common_word(head[1].lower())


@cache
def _pairs() -> frozenset[str]:
    return word_lists("translate.segment", "abbreviations.tsv")["pair"]


@cache
def _all_abbreviations() -> frozenset[str]:
    from razdel.segmenters.sokr import HEAD_SOKRS, SOKRS

    return frozenset(abbreviations()).union(HEAD_SOKRS, SOKRS)


@cache
def _razdel() -> tuple[Any, Any, str]:
    from razdel.rule import JOIN
    from razdel.segmenters.sentenize import RULES as RAZDEL_RULES
    from razdel.segmenters.sentenize import SentSplit

    return SentSplit, RAZDEL_RULES, JOIN
