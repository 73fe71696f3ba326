"""Trying again: what is tried, in which order, when a translation fails a check.

A text goes through the strategies in their order, each asked where it may cure what is wrong by then; what the texts of a call
ask is pooled (`translate.engine.pool`). The first attempt that passes every check is taken; if none does, the least bad one, and its reason says what is
still wrong. What is done last needs no engine: repetitions are cut, Cyrillic that is left is romanised, so that no text is
ever lost.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from normalize.text.script import has_cyrillic
from normalize.transliteration.letters import romanized
from translate.engine.base import Engine
from translate.engine.pool import Asking, Question
from translate.numbers.compare import made_up_numbers
from translate.prepare import chunks as pieces
from translate.prepare.chunks import Plan
from translate.prepare.terms import Terms
from translate.quality.attempts import Attempt, Job, asked, finish, lines, make_job
from translate.quality.checks import CYRILLIC_LANGUAGES, UNUSABLE, Context, find_problems, quantities_only
from translate.quality.damage import lost_content
from translate.quality.strategies import FIRST, STRATEGIES, Strategy
from translate.types import DOUBTFUL, FAILED, MENDED, OK, ROMANIZED, Translation, still

_LONGEST_ROMANIZED: Final = 200
"""Characters of a text that is romanised for its numbers: the rest of a longer one is worth more than they are."""
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+(?:[-’'][\u0400-\u052f]+)*")
_REPETITION = re.compile(r"\b(\w++(?:\W++\w++){0,5}?)(?:\W++\1\b){2,}", re.IGNORECASE)
"""Possessive quantifiers: without them a chain of hyphens takes time that grows exponentially."""
_LETTER_RUN = re.compile(r"(\S{1,6}?)\1{4,}")


def checked(
    engine: Engine,
    text: str,
    context: Context,
    replace_terms: Callable[[str], str] = str,
    lookup: Callable[[str], str | None] = lambda _text: None,
    terms: Terms | None = None,
) -> Asking[Translation]:
    """Translate a text, asking again where a check complains.

    Args:
        engine: its limits are asked for; the questions are for it.
        text: with something to translate.
        context: the languages.
        replace_terms: puts terms of the target language into a text before it is translated.
        lookup: knows the translation of some texts; asked for the pieces of the text, which it is not asked for whole.
        terms: the user's, to be found in every form.
    """
    job = make_job(text, context, replace_terms, terms or Terms())
    tried: list[Attempt] = []
    for strategy in (FIRST, *STRATEGIES):
        if not _is_for(job, tried, strategy):
            continue
        changed = strategy.change(job) if strategy.change else job
        size = strategy.no_repeat_ngram_size
        plan = _plan(engine, changed, strategy, context, lookup)
        if any((attempt.plan, attempt.no_repeat_ngram_size) == (plan, size) for attempt in tried):
            continue
        questions = {piece.text: Question(asked(piece), size) for piece in plan if piece.translate}
        answers = (yield list(questions.values())) if questions else {}
        by_text = {piece: answers[question] for piece, question in questions.items()}
        attempt = finish(changed, plan, by_text, size, context)
        if attempt is not None:
            tried.append(attempt)
    return _conclude(job, tried, context)


def _is_for(job: Job, tried: Sequence[Attempt], strategy: Strategy) -> bool:
    """Whether the best attempt so far has a problem this strategy may cure, or is doubtful without one."""
    if not tried:
        return True
    best = _best(job, tried)
    if strategy.doubts is not None and strategy.doubts(job, best):
        return True
    problems = set(best.problems)
    return bool(problems & strategy.problems) and not problems & strategy.unless


def _best(job: Job, tried: Sequence[Attempt]) -> Attempt:
    """The least bad, with what it has lost of the first attempt's content; of equally bad ones the likeliest, the earlier first."""
    there = tried[0].content

    def badness(attempt: Attempt) -> tuple[float, float]:
        lost = lost_content(attempt.content, there, job.framed.core) if attempt is not tried[0] else 0.0
        return attempt.damage + lost, -(attempt.score or 0.0)

    return min(tried, key=badness)


def _plan(engine: Engine, job: Job, strategy: Strategy, context: Context, lookup: Callable[[str], str | None]) -> Plan:
    """The job's text cut as the strategy says, and further where it is too long for the engine."""
    plan = pieces.within_limits(engine, strategy.cut(lines(job.ready, context)))
    return pieces.looked_up(plan, lookup, job.source)


def _conclude(job: Job, tried: Sequence[Attempt], context: Context) -> Translation:
    best = _best(job, tried)
    prepared = [
        code for code, applies in (("caps", job.capitals), ("split", _was_split(job, best, context))) if applies
    ]
    if not tried[0].problems and not tried[0].repaired:
        return Translation(best.text, OK, "+".join(prepared) or None, best.score, cached=False)
    text, status = best.text, DOUBTFUL if best.problems else MENDED
    score = best.score
    if "looped" in best.problems:
        text = cut_repetitions(text)
    if (
        UNUSABLE & set(find_problems(job.framed.core, text, context))
        or ("looped" in best.problems and _is_stump(job, text))
        or ("numbers" in best.problems and _is_invented(job, text, context))
    ):
        text, status, score = romanized(job.source), ROMANIZED, None
    elif "copied" in best.problems and context.target_lang not in CYRILLIC_LANGUAGES:
        text, status = _CYRILLIC_WORD.sub(lambda m: romanized(m.group()), text), ROMANIZED
    if not text.strip() or (status == ROMANIZED and not has_cyrillic(text) and text == job.source):
        text, status = job.source, FAILED
    failed_first = dict.fromkeys([*tried[0].problems, *best.repaired])
    cured = [code for code in failed_first if code not in best.problems]
    wrong = [still(code) for code in best.problems]
    return Translation(text, status, "+".join([*prepared, *cured, *wrong]), score, cached=False)


def _was_split(job: Job, attempt: Attempt, context: Context) -> bool:
    """Whether even the first plan, which cuts at line breaks only, had to be cut for the engine's limits."""
    return attempt.plan != lines(job.ready, context) and len(attempt.plan) > 1


def cut_repetitions(text: str) -> str:
    """`text` with what is said three times or more in a row said once."""
    return _LETTER_RUN.sub(r"\1", _REPETITION.sub(r"\1", text))


def _is_invented(job: Job, text: str, context: Context) -> bool:
    """Whether a sentence has numbers that its source has not, whatever was tried."""
    if len(job.source) > _LONGEST_ROMANIZED or "\n" in job.source:
        return False
    source, target = quantities_only(job.framed.core, text, context.source_lang)
    return bool(made_up_numbers(source, target, context.source_lang, context.target_lang))


def _is_stump(job: Job, text: str) -> bool:
    """Whether cutting repetitions has left too little to stand for the source."""
    return len(text) < len(job.source) / 3
