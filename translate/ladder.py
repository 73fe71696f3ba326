"""The retry ladder: what is tried, in which order, when a translation fails a check.

All texts of a pool climb together: each rung collects the texts that still fail and asks the engine once. The first
attempt that passes every check is taken; if none does, the least bad one, and its reason says what is still wrong. The
last rung needs no engine: repetitions are cut, Cyrillic that is left is romanised, so that no text is ever lost.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from translate import casing, framing, pieces
from translate.checks import CYRILLIC, CYRILLIC_LANGUAGES, UNUSABLE, Context, find_problems, severity
from translate.engine import Engine, Hypothesis
from translate.pieces import Piece, Plan
from translate.romanized import romanized
from translate.translation import FAILED, OK, RETRIED, ROMANIZED, STILL, Translation

NO_REPEAT_NGRAM: Final = 3
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+(?:[-’'][\u0400-\u052f]+)*")
_REPETITION = re.compile(r"\b(\w[\w'’-]*(?:\W+\w[\w'’-]*){0,5}?)(?:\W+\1\b){2,}", re.IGNORECASE)
_LETTER_RUN = re.compile(r"(\S{1,6}?)\1{4,}")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Job:
    """One text on its way.

    Attributes:
        source: the text as given.
        framed: the text and what stands around it.
        cased: its core, ready for the engine.
    """

    source: str
    framed: framing.Framed
    cased: casing.Cased


@dataclass(frozen=True, slots=True)
class Attempt:
    """One translation of a job and what is wrong with it.

    Attributes:
        text: the finished text, frame and capitals restored.
        score: mean log-probability per target token over its pieces; None if the engine was not asked.
        problems: codes of the checks that complain.
        split: translated in more than one piece because it was too long.
    """

    text: str
    score: float | None
    problems: tuple[str, ...]
    split: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One way of trying again.

    Attributes:
        name: what is different.
        problems: it is tried for jobs whose attempts so far all have one of these.
        cut: how the text is cut.
        no_repeat_ngram_size: passed to the engine.
        recase: changes the text before it is cut.
    """

    name: str
    problems: frozenset[str]
    cut: Callable[[Plan], Plan]
    no_repeat_ngram_size: int = 0
    recase: Callable[[str], str] | None = None


def _as_is(plan: Plan) -> Plan:
    return plan


def _other_ending(text: str) -> str:
    """A full stop more or less: a small change that leads the search elsewhere."""
    return text.rstrip(".") if text.endswith(".") else f"{text}."


LADDER: Final = (
    Rung("no_repeat", frozenset({"looped", "truncated", "length", "copied"}), _as_is, NO_REPEAT_NGRAM),
    Rung(
        "ending",
        frozenset({"looped", "copied", "empty", "length", "numbers", "latin"}),
        _as_is,
        NO_REPEAT_NGRAM,
        _other_ending,
    ),
    Rung(
        "sentences", frozenset({"looped", "truncated", "length", "numbers", "entities", "latin"}), pieces.by_sentences
    ),
    Rung("entities", frozenset({"entities", "latin"}), pieces.around_entities),
    Rung(
        "clauses",
        frozenset({"looped", "truncated", "length", "numbers", "copied", "empty"}),
        pieces.by_clauses,
        NO_REPEAT_NGRAM,
    ),
    Rung("lower", frozenset({"looped", "copied", "empty"}), pieces.by_clauses, NO_REPEAT_NGRAM, str.lower),
)


def climb(engine: Engine, texts: Sequence[str], context: Context) -> list[Translation]:
    """Translate every text, trying again where a check complains; same order and length as `texts`."""
    jobs = [_job(text, context) for text in texts]
    attempts: list[list[Attempt]] = [
        [attempt] for attempt in _attempt(engine, jobs, Rung("first", frozenset(), _as_is), context)
    ]
    for rung in LADDER:
        failing = [i for i, tried in enumerate(attempts) if _still_fails(tried, rung)]
        if failing:
            tried_again = _attempt(engine, [jobs[i] for i in failing], rung, context)
            for i, attempt in zip(failing, tried_again, strict=True):
                attempts[i].append(attempt)
    return [_conclude(job, tried, context) for job, tried in zip(jobs, attempts, strict=True)]


def _still_fails(tried: Sequence[Attempt], rung: Rung) -> bool:
    best = _best(tried)
    return any(problem in rung.problems for problem in best.problems)


def _best(tried: Sequence[Attempt]) -> Attempt:
    """The least bad; of equally bad ones the likeliest, the earlier first."""
    return min(tried, key=lambda a: (severity(a.problems), -(a.score or 0.0)))


def _job(text: str, context: Context) -> Job:
    framed = framing.take_off(text)
    return Job(text, framed, casing.prepare(framed.core, context.source_lang))


def _attempt(engine: Engine, jobs: Sequence[Job], rung: Rung, context: Context) -> list[Attempt]:
    """Every job once more, cut and recased as the rung says, in one call of the engine."""
    base = [pieces.whole_lines(rung.recase(job.cased.text) if rung.recase else job.cased.text) for job in jobs]
    cut = [rung.cut(plan) for plan in base]
    plans = pieces.within_limits(engine, cut)
    wanted = list(dict.fromkeys(_SPACES.sub(" ", piece.text) for plan in plans for piece in plan if piece.translate))
    given = engine.translate_batch(wanted, no_repeat_ngram_size=rung.no_repeat_ngram_size) if wanted else []
    by_text = dict(zip(wanted, given, strict=True))
    return [
        _finish(job, plan, by_text, context, split=plan != before)
        for job, plan, before in zip(jobs, plans, cut, strict=True)
    ]


def _finish(job: Job, plan: Plan, by_text: dict[str, Hypothesis], context: Context, *, split: bool) -> Attempt:
    parts: list[str] = []
    hypotheses: list[Hypothesis] = []
    for piece in plan:
        if not piece.translate:
            parts.append(piece.text)
            continue
        hypothesis = by_text[_SPACES.sub(" ", piece.text)]
        hypotheses.append(hypothesis)
        parts.append(_polish(piece, hypothesis.text))
    core = "".join(parts)
    core = framing.same_ending(job.framed.core, core)
    if job.cased.capitals:
        core = casing.capitalise(core)
    truncated = any(hypothesis.truncated for hypothesis in hypotheses)
    problems = find_problems(job.framed.core, core, Context(context.source_lang, context.target_lang, truncated))
    return Attempt(job.framed.lead + core + job.framed.trail, _score(hypotheses), problems, split)


def _polish(piece: Piece, text: str) -> str:
    """White space made single, quotes made English."""
    del piece
    return _SPACES.sub(" ", text).strip().replace("«", '"').replace("»", '"')


def _score(hypotheses: Sequence[Hypothesis]) -> float | None:
    total = sum(h.n_target_tokens for h in hypotheses)
    if not hypotheses:
        return None
    if not total:
        return min(h.score for h in hypotheses)
    return sum(h.score * h.n_target_tokens for h in hypotheses) / total


def _conclude(job: Job, tried: Sequence[Attempt], context: Context) -> Translation:
    best = _best(tried)
    prepared = [code for code, applies in (("caps", job.cased.capitals), ("split", best.split)) if applies]
    if not tried[0].problems:
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
    failed_first = dict.fromkeys(code for attempt in tried for code in attempt.problems)
    cured = [code for code in failed_first if code not in best.problems and code in tried[0].problems]
    still = [STILL + code for code in best.problems]
    return Translation(text, status, "+".join([*prepared, *cured, *still]), score, cached=False)


def cut_repetitions(text: str) -> str:
    """`text` with what is said three times or more in a row said once."""
    return _LETTER_RUN.sub(r"\1", _REPETITION.sub(r"\1", text))


def _is_stump(job: Job, text: str) -> bool:
    """Whether cutting repetitions has left too little to stand for the source."""
    return len(text) < len(job.source) / 3
