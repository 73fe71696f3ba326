"""The retry ladder: what is tried, in which order, when a translation fails a check.

All texts of a pool climb together: each rung collects the texts that still fail and asks the engine once. The first
attempt that passes every check is taken; if none does, the least bad one, and its reason says what is still wrong. The
last rung needs no engine: repetitions are cut, Cyrillic that is left is romanised, so that no text is ever lost.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from normalize.text.verbatim import romanize_hashtags
from normalize.transliteration.letters import romanized
from translate.engine.base import Engine, Hypothesis
from translate.numbers.compare import repair_numbers
from translate.numbers.figures import english_figures
from translate.numbers.words import compounds_in_figures, write_in_figures
from translate.prepare import casing, framing
from translate.prepare import chunks as pieces
from translate.prepare.abbreviations import expand
from translate.prepare.chunks import Plan
from translate.prepare.placeholders import hide, reveal
from translate.quality.checks import CHECKS, CYRILLIC, CYRILLIC_LANGUAGES, UNUSABLE, Context, find_problems, severity
from translate.types import FAILED, OK, RETRIED, ROMANIZED, STILL, Translation

NO_REPEAT_NGRAM: Final = 3
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+(?:[-’'][\u0400-\u052f]+)*")
_REPETITION = re.compile(r"\b(\w++(?:\W++\w++){0,5}?)(?:\W++\1\b){2,}", re.IGNORECASE)
"""Possessive quantifiers: without them a chain of hyphens takes time that grows exponentially."""
_LETTER_RUN = re.compile(r"(\S{1,6}?)\1{4,}")
_NOTHING = re.compile(r"no translation available\.?", re.IGNORECASE)
"""What models have learnt to say for what their corpora had no translation of."""
_SPACES = re.compile(r"[^\S\n]+")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=\d)")
_LETTER_DIGIT = re.compile(r"[^\W\d_]\d")
_LOOSE_AFTER = re.compile(r"([(\[])\s+(?=\w)")
_LOOSE_BEFORE = re.compile(r"(?<=[\w\"'])\s+([)\],;!?]|[.:](?=\s|$))")


@dataclass(frozen=True, slots=True)
class Job:
    """One text on its way.

    Attributes:
        source: the text as given.
        framed: the text and what stands around it.
        ready: its core in sentence case, terms replaced, as the engine gets it.
        hidden: the identifiers that words stand for in it.
        capitals: the source was in capitals.
    """

    source: str
    framed: framing.Framed
    ready: str
    hidden: tuple[str, ...]
    capitals: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """One translation of a job and what is wrong with it.

    Attributes:
        text: the finished text, frame and capitals restored.
        score: mean log-probability per target token over its pieces; None if the engine was not asked.
        problems: codes of the checks that complain.
        repaired: codes of what was wrong in the engine's answer and was put right in place.
        plan: what the engine was asked.
        no_repeat_ngram_size: how it was asked.
    """

    text: str
    score: float | None
    problems: tuple[str, ...]
    repaired: tuple[str, ...]
    plan: Plan
    no_repeat_ngram_size: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One way of trying again.

    Attributes:
        name: what is different.
        problems: it is tried for jobs whose best attempt so far has one of these.
        cut: how the text is cut.
        no_repeat_ngram_size: passed to the engine.
        recase: changes the text before it is cut.
        unless: it is not tried for jobs whose best attempt has one of these.
    """

    name: str
    problems: frozenset[str]
    cut: Callable[[Plan], Plan]
    no_repeat_ngram_size: int = 0
    recase: Callable[[str], str] | None = None
    unless: frozenset[str] = frozenset()


def _as_is(plan: Plan) -> Plan:
    return plan


def _other_ending(text: str) -> str:
    """A full stop more or less: a small change that leads the search elsewhere."""
    return text.rstrip(".") if text.endswith(".") else f"{text}."


FIRST: Final = Rung("first", frozenset(), _as_is)
_RUNAWAY: Final = frozenset({"truncated"})
LADDER: Final = (
    Rung("no_repeat", frozenset({"looped", "length", "copied"}), _as_is, NO_REPEAT_NGRAM, unless=_RUNAWAY),
    Rung("figures", frozenset({"numbers"}), _as_is, recase=write_in_figures),
    Rung("sentences", frozenset({"looped", "truncated", "length", "numbers", "latin"}), pieces.by_sentences),
    Rung("entities", frozenset({"entities", "latin"}), pieces.around_entities),
    Rung(
        "clauses", frozenset({"looped", "truncated", "length", "numbers", "copied"}), pieces.by_clauses, NO_REPEAT_NGRAM
    ),
    Rung("ending", frozenset(CHECKS), _as_is, NO_REPEAT_NGRAM, _other_ending, unless=_RUNAWAY),
    Rung("lower", frozenset({"looped", "copied", "empty"}), pieces.by_clauses, NO_REPEAT_NGRAM, str.lower),
)


def climb(
    engine: Engine, texts: Sequence[str], context: Context, replace_terms: Callable[[str], str] = str
) -> list[Translation]:
    """Translate every text, trying again where a check complains; same order and length as `texts`.

    Args:
        engine: asked once per rung.
        texts: distinct texts with something to translate.
        context: the languages.
        replace_terms: puts terms of the target language into a text before it is translated.
    """
    jobs = [_job(text, context, replace_terms) for text in texts]
    attempts: list[list[Attempt]] = [[] for _ in jobs]
    for rung in (FIRST, *LADDER):
        failing = [i for i, tried in enumerate(attempts) if _climbs(tried, rung)]
        plans = _plans(engine, [jobs[i] for i in failing], rung, context)
        new = [
            (i, plan)
            for i, plan in zip(failing, plans, strict=True)
            if (plan, rung.no_repeat_ngram_size) not in _asked(attempts[i])
        ]
        if new:
            made = _attempt(engine, [jobs[i] for i, _ in new], [plan for _, plan in new], rung, context)
            for (i, _), attempt in zip(new, made, strict=True):
                attempts[i].append(attempt)
    return [_conclude(job, tried, context) for job, tried in zip(jobs, attempts, strict=True)]


def _climbs(tried: Sequence[Attempt], rung: Rung) -> bool:
    """Whether the best attempt so far has a problem this rung may cure."""
    if not tried:
        return True
    problems = set(_best(tried).problems)
    return bool(problems & rung.problems) and not problems & rung.unless


def _asked(tried: Sequence[Attempt]) -> set[tuple[Plan, int]]:
    return {(attempt.plan, attempt.no_repeat_ngram_size) for attempt in tried}


def _best(tried: Sequence[Attempt]) -> Attempt:
    """The least bad; of equally bad ones the likeliest, the earlier first."""
    return min(tried, key=lambda a: (severity(a.problems), -(a.score or 0.0)))


def _job(text: str, context: Context, replace_terms: Callable[[str], str]) -> Job:
    framed = framing.take_off(text)
    cased = casing.prepare(framed.core, context.source_lang)
    ready = cased.text
    if context.source_lang in CYRILLIC_LANGUAGES and context.target_lang not in CYRILLIC_LANGUAGES:
        ready = romanize_hashtags(ready, romanized)
    if context.source_lang == "ru":
        ready = expand(ready)
    ready, hidden = hide(ready)
    if context.source_lang == "ru":
        ready = compounds_in_figures(ready)
    return Job(text, framed, replace_terms(ready), hidden, cased.capitals)


def _plans(engine: Engine, jobs: Sequence[Job], rung: Rung, context: Context) -> list[Plan]:
    """Every job's text recased and cut as the rung says, and further where it is too long for the engine."""
    texts = [rung.recase(job.ready) if rung.recase else job.ready for job in jobs]
    return pieces.within_limits(engine, [rung.cut(_lines(text, context)) for text in texts])


def _lines(text: str, context: Context) -> Plan:
    """The lines of a text; one that terms and identifiers have left nothing to translate in is copied."""
    plan = pieces.whole_lines(text)
    if context.source_lang not in CYRILLIC_LANGUAGES:
        return plan
    return tuple(pieces.Piece(p.text, translate=p.translate and bool(CYRILLIC.search(p.text))) for p in plan)


def _attempt(engine: Engine, jobs: Sequence[Job], plans: Sequence[Plan], rung: Rung, context: Context) -> list[Attempt]:
    """Every job once more, in one call of the engine."""
    wanted = list(dict.fromkeys(_SPACES.sub(" ", piece.text) for plan in plans for piece in plan if piece.translate))
    given = engine.translate_batch(wanted, no_repeat_ngram_size=rung.no_repeat_ngram_size) if wanted else []
    by_text = dict(zip(wanted, given, strict=True))
    return [_finish(job, plan, by_text, rung, context) for job, plan in zip(jobs, plans, strict=True)]


def _finish(job: Job, plan: Plan, by_text: dict[str, Hypothesis], rung: Rung, context: Context) -> Attempt:
    parts: list[str] = []
    hypotheses: list[Hypothesis] = []
    for piece in plan:
        if not piece.translate:
            parts.append(piece.text)
            continue
        hypothesis = by_text[_SPACES.sub(" ", piece.text)]
        hypotheses.append(hypothesis)
        parts.append("" if _NOTHING.fullmatch(hypothesis.text) else _polish(piece.text, hypothesis.text))
    core = framing.same_ending(job.framed.core, "".join(parts))
    source, _ = hide(job.framed.core)
    core, repaired = _with_numbers(source, english_figures(job.ready, core), context)
    core = reveal(core, job.hidden)
    if job.capitals:
        core = casing.capitalise(core)
    truncated = any(hypothesis.truncated for hypothesis in hypotheses)
    problems = find_problems(job.framed.core, core, Context(context.source_lang, context.target_lang, truncated))
    return Attempt(
        job.framed.lead + core + job.framed.trail,
        _score(hypotheses),
        problems,
        repaired,
        plan,
        rung.no_repeat_ngram_size,
    )


def _with_numbers(source: str, target: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """The target with miscopied numbers put right where it is clear which is which, and the code for it."""
    repaired = repair_numbers(source, target, context.source_lang, context.target_lang)
    return (target, ()) if repaired is None else (repaired, ("numbers",))


def _polish(source: str, text: str) -> str:
    """White space made single, quotes made English, figures set off from words, the first letter like the source's."""
    text = _SPACES.sub(" ", text).strip().replace("«", '"').replace("»", '"')
    if not _LETTER_DIGIT.search(source):
        text = _GLUED.sub(" ", text)
    text = _LOOSE_BEFORE.sub(r"\1", _LOOSE_AFTER.sub(r"\1", text))
    return framing.same_beginning(source, text)


def _score(hypotheses: Sequence[Hypothesis]) -> float | None:
    total = sum(h.n_target_tokens for h in hypotheses)
    if not hypotheses:
        return None
    if not total:
        return min(h.score for h in hypotheses)
    return sum(h.score * h.n_target_tokens for h in hypotheses) / total


def _conclude(job: Job, tried: Sequence[Attempt], context: Context) -> Translation:
    best = _best(tried)
    prepared = [
        code for code, applies in (("caps", job.capitals), ("split", _was_split(job, best, context))) if applies
    ]
    if not tried[0].problems and not tried[0].repaired:
        return Translation(best.text, OK, "+".join(prepared) or None, best.score, cached=False)
    text, status = best.text, RETRIED
    score = best.score
    if "looped" in best.problems:
        text = cut_repetitions(text)
    if UNUSABLE & set(find_problems(job.framed.core, text, context)) or (
        "looped" in best.problems and _is_stump(job, text)
    ):
        text, status, score = romanized(job.source), ROMANIZED, None
    elif "copied" in best.problems and context.target_lang not in CYRILLIC_LANGUAGES:
        text, status = _CYRILLIC_WORD.sub(lambda m: romanized(m.group()), text), ROMANIZED
    if not text.strip() or (status == ROMANIZED and CYRILLIC.search(text) is None and text == job.source):
        text, status = job.source, FAILED
    failed_first = dict.fromkeys([*tried[0].problems, *best.repaired])
    cured = [code for code in failed_first if code not in best.problems]
    still = [STILL + code for code in best.problems]
    return Translation(text, status, "+".join([*prepared, *cured, *still]), score, cached=False)


def _was_split(job: Job, attempt: Attempt, context: Context) -> bool:
    """Whether even the first plan, which cuts at line breaks only, had to be cut for the engine's limits."""
    return attempt.plan != _lines(job.ready, context) and len(attempt.plan) > 1


def cut_repetitions(text: str) -> str:
    """`text` with what is said three times or more in a row said once."""
    return _LETTER_RUN.sub(r"\1", _REPETITION.sub(r"\1", text))


def _is_stump(job: Job, text: str) -> bool:
    """Whether cutting repetitions has left too little to stand for the source."""
    return len(text) < len(job.source) / 3
