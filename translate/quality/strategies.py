"""The strategies of trying again: for which problems each is made, and what it changes in what the engine is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from normalize.morphology.dictionary import is_verb
from translate.numbers.words import write_in_figures
from translate.prepare import chunks as pieces
from translate.prepare.acronyms import Found, find_acronyms, stretches
from translate.prepare.chunks import Plan
from translate.prepare.masks import Stretch, mask
from translate.prepare.placeholders import hide_numbers
from translate.prepare.write_out import write_out
from translate.quality.acronyms import FREE, is_name
from translate.quality.attempts import Attempt, Job
from translate.quality.checks import CHECKS, TERMS
from translate.resources import word_lists

_LOW: Final = -0.65
"""Mean log-probability. On newstest2020, its 375 sentences under 90 characters without their full stops: all of them asked both
ways and the better-scored taken is +0.6 chrF, those under -0.5 +0.6, under -0.7 +0.2, under -0.9 +0.3; the lower, the cheaper."""
_LEAST: Final = 20
_LONGEST: Final = 90
"""Characters of a headline."""
_LEAST_WORDS: Final = 4
NO_REPEAT_NGRAM: Final = 3
NO_REPEAT_PAIR: Final = 2
"""For phrases said twice ("the head of the head"): it cured 9 of 10 in a news test set, trigrams 7, another ending 5."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way of asking the engine.

    Attributes:
        name: what is different.
        problems: it is tried for jobs whose best attempt so far has one of these.
        cut: how the text is cut.
        no_repeat_ngram_size: passed to the engine.
        change: makes the text ready in another way, before it is cut.
        unless: it is not tried for jobs whose best attempt has one of these.
        doubts: it is tried for a clean attempt, too, where this says so; the better-scored is taken then.
    """

    name: str
    problems: frozenset[str]
    cut: Callable[[Plan], Plan]
    no_repeat_ngram_size: int = 0
    change: Callable[[Job], Job] | None = None
    unless: frozenset[str] = frozenset()
    doubts: Callable[[Job, Attempt], bool] | None = None


def _as_is(plan: Plan) -> Plan:
    return plan


def _with(change: Callable[[str], str]) -> Callable[[Job], Job]:
    return lambda job: replace(job, ready=change(job.ready))


def _other_ending(text: str) -> str:
    """A full stop more or less: a small change that leads the search elsewhere."""
    return text.rstrip(".") if text.endswith(".") else f"{text}."


def _is_doubtful_headline(job: Job, attempt: Attempt) -> bool:
    """Whether a sentence without a full stop, as headlines are, has come out with a low score: a model that has seldom seen such
    may say the opposite ("Workers failed to pay" for "не получили зарплату").
    """
    text = job.ready
    if attempt.problems or (attempt.score or 0.0) >= _LOW or not _LEAST <= len(text) <= _LONGEST:
        return False
    if not text[0].isupper() or not text[-1].isalnum():
        return False
    words = text.split()
    if words[-1].lower() in word_lists("translate.segment", "function_words.tsv")["ru"]:
        return False  # cut off, and no full stop would be right: Об этом рассказывается в
    return len(words) >= _LEAST_WORDS and any(is_verb(word.strip(',:«»"').lower()) for word in words)


def _masked(which: str) -> Callable[[Job], Job]:
    """Latin words, addresses and handles behind names that models copy."""

    def change(job: Job) -> Job:
        terms = _places(job)
        latin = [
            (a, b) for a, b in pieces.verbatim(job.ready) if not any(a < end and start < b for start, end in terms)
        ]
        stretches = [Stretch(a, b, job.ready[a:b]) for a, b in sorted([*terms, *latin])]
        masked = mask(job.ready, stretches, which)
        return job if masked is None else replace(job, ready=masked[0], masks=masked[1])

    return change


def _numbers_hidden(job: Job) -> Job:
    """Numbers, times, scores and percentages behind words that models copy."""
    ready, hidden = hide_numbers(job.ready, job.hidden)
    return replace(job, ready=ready, hidden=hidden)


def _acronyms(masked: Callable[[Found], bool], which: str) -> Callable[[Job], Job]:
    """Some acronyms, and what has no full form, behind names that models copy; the others written out."""

    def change(job: Job) -> Job:
        found = [one for one in job.acronyms if one.kind not in FREE]
        hidden = [one for one in found if masked(one) or one.name or not one.full]
        text = write_out(job.ready, [one for one in found if one not in hidden])
        shifted = [one for one in find_acronyms(text) if one.surface in {h.surface for h in hidden}]
        result = mask(text, stretches(shifted), which)
        if result is None:
            return replace(job, ready=text)
        return replace(job, ready=result[0], masks=result[1])

    return change


def _places(job: Job) -> list[tuple[int, int]]:
    """Where the user's English terms are in the text for the engine."""
    found = []
    at = 0
    for term in job.terms:
        start = job.ready.find(term, at)
        if start >= 0:
            at = start + len(term)
            found.append((start, at))
    return found


FIRST: Final = Strategy("first", frozenset(), _as_is)
_ACRONYMS: Final = frozenset({"acronyms", "acronym_guessed"})
_RUNAWAY: Final = frozenset({"truncated"})
_NUMBERS: Final = frozenset({"numbers", "units"})
STRATEGIES: Final = (
    Strategy("full_stop", frozenset(), _as_is, change=_with(_other_ending), doubts=_is_doubtful_headline),
    Strategy("no_repeat", frozenset({"looped", "length", "copied"}), _as_is, NO_REPEAT_NGRAM, unless=_RUNAWAY),
    Strategy("no_repeat_pairs", frozenset({"doubled"}), _as_is, NO_REPEAT_PAIR),
    Strategy("figures", frozenset({"numbers"}), _as_is, change=_with(write_in_figures)),
    Strategy("sentences", frozenset({"looped", "truncated", "length", "numbers", "latin"}), pieces.by_sentences),
    Strategy("hidden_numbers", _NUMBERS, pieces.by_sentences, change=_numbers_hidden),
    Strategy("acronyms", _ACRONYMS, _as_is, change=_acronyms(is_name, "first")),
    Strategy("acronyms_again", _ACRONYMS, _as_is, change=_acronyms(lambda one: not is_name(one), "second")),
    Strategy("mask", frozenset({"entities", "latin", TERMS}), _as_is, change=_masked("first")),
    Strategy("mask_again", frozenset({"entities", "latin", TERMS}), _as_is, change=_masked("second")),
    Strategy("entities", frozenset({"entities", "latin", TERMS}), pieces.around_entities),
    Strategy("members", frozenset({"members"}), pieces.by_members),
    Strategy(
        "clauses", frozenset({"looped", "truncated", "length", "numbers", "copied"}), pieces.by_clauses, NO_REPEAT_NGRAM
    ),
    Strategy("ending", frozenset(CHECKS), _as_is, NO_REPEAT_NGRAM, _with(_other_ending), unless=_RUNAWAY),
    Strategy("around_numbers", _NUMBERS, pieces.around_numbers),
    Strategy("lower", frozenset({"looped", "copied", "empty"}), pieces.by_clauses, NO_REPEAT_NGRAM, _with(str.lower)),
)
