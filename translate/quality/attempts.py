"""One text on its way through the engine: made ready, asked for, put together again and checked."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from normalize.text.marks import without_stress
from normalize.text.script import has_cyrillic
from normalize.text.verbatim import romanize_hashtags
from normalize.transliteration.letters import romanized
from translate.engine.base import Hypothesis
from translate.numbers.compare import repair_numbers
from translate.numbers.figures import english_figures
from translate.numbers.units import repair_units, tidy_units
from translate.numbers.words import compounds_in_figures
from translate.prepare import casing, frame
from translate.prepare import chunks as pieces
from translate.prepare.abbreviations import expand
from translate.prepare.acronyms import Found, find_acronyms
from translate.prepare.chunks import Plan
from translate.prepare.letter_spacing import whole_words
from translate.prepare.masks import Mask, unmask
from translate.prepare.placeholders import PLACEHOLDER, Hidden, hide, hide_markup, reveal, reveal_numbers
from translate.prepare.terms import Terms, put_in
from translate.quality.acronyms import guess_acronym, missing_acronyms, repair_acronyms
from translate.quality.checks import CYRILLIC_LANGUAGES, TERMS, Context, find_problems
from translate.quality.damage import content, damage

_NOTHING = re.compile(r"no translation available\.?", re.IGNORECASE)
"""What models have learnt to say for what their corpora had no translation of."""
_SPACES = re.compile(r"[^\S\n]+")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[−\d])|(?<=[a-z]:)(?=\d)|\b(of|to|in|on|at|by|up|an?|for|is|or|as)(?=[−\d])")
_LETTER_DIGIT = re.compile(r"[^\W\d_]\d")
_LOOSE_AFTER = re.compile(r"([(\[])\s+(?=\w)")
_LOOSE_BEFORE = re.compile(r"(?<=[\w\"'])\s+([)\],;!?]|[.:](?=\s|$))")


@dataclass(frozen=True, slots=True)
class Job:
    """One text on its way.

    Attributes:
        source: the text, Russian words without stress marks and spaces between their letters.
        framed: the text and what stands around it.
        ready: its core in sentence case, terms replaced, as the engine gets it.
        hidden: the identifiers, placeholders and tags that words stand for in it.
        capitals: the source was in capitals.
        masks: names that stand for words the engine is not to touch.
        terms: English terms of the user in `ready`.
        kept: those of `hidden` that the user wants kept as they are.
        acronyms: those of `ready` that have one meaning, with what English has in their place.
    """

    source: str
    framed: frame.Framed
    ready: str
    hidden: tuple[Hidden, ...]
    capitals: bool
    masks: tuple[Mask, ...] = ()
    terms: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    acronyms: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One translation of a job and what is wrong with it.

    Attributes:
        text: the finished text, frame and capitals restored.
        score: mean log-probability per target token over its pieces; None if the engine was not asked.
        problems: codes of the checks that complain.
        repaired: codes of what was wrong in the engine's answer and was put right in place.
        damage: how bad that is, 0 for a clean one.
        content: words of content in it.
        plan: what the engine was asked.
        no_repeat_ngram_size: how it was asked.
    """

    text: str
    score: float | None
    problems: tuple[str, ...]
    repaired: tuple[str, ...]
    damage: float
    content: int
    plan: Plan
    no_repeat_ngram_size: int


def make_job(text: str, context: Context, replace_terms: Callable[[str], str], terms: Terms) -> Job:
    """A text without its frame, in sentence case, abbreviations written out, identifiers and markup hidden, terms put in."""
    russian = context.source_lang == "ru"
    plain = whole_words(without_stress(text)) if russian else text
    framed = frame.split_frame(plain)
    ready, hidden = hide_markup(framed.core)
    cased = casing.prepare(ready, context.source_lang)
    ready = cased.text
    if context.source_lang in CYRILLIC_LANGUAGES and context.target_lang not in CYRILLIC_LANGUAGES:
        ready = frame.latin_items(romanize_hashtags(ready, romanized))
    if russian:
        ready = expand(ready)
    ready, hidden = hide(ready, hidden)
    if russian:
        ready = compounds_in_figures(ready)
    ready = replace_terms(ready)
    users = terms.find(ready, any_case=cased.capitals)
    ready, english, kept = put_in(ready, users, PLACEHOLDER, len(hidden) + 1)
    hidden = (*hidden, *map(Hidden, kept))
    found = find_acronyms(ready) if (context.source_lang, context.target_lang) == ("ru", "en") else ()
    return Job(plain, framed, ready, hidden, cased.capitals, terms=english, kept=kept, acronyms=found)


def lines(text: str, context: Context) -> Plan:
    """The lines of a text, lists cut into members; what terms and identifiers have left nothing to translate in is copied."""
    plan = pieces.by_lists(pieces.whole_lines(text))
    if context.source_lang not in CYRILLIC_LANGUAGES:
        return plan
    return tuple(pieces.Piece(p.text, translate=p.translate and has_cyrillic(p.text)) for p in plan)


def asked(piece: pieces.Piece) -> str:
    """A piece as the engine gets it."""
    return _SPACES.sub(" ", piece.text)


def finish(
    job: Job, plan: Plan, by_text: Mapping[str, Hypothesis], no_repeat_ngram_size: int, context: Context
) -> Attempt | None:
    """The attempt that the answers to the pieces of a plan make, put together, repaired where that is safe, and checked.

    None when what was masked or hidden cannot be put back.
    """
    parts: list[str] = []
    hypotheses: list[Hypothesis] = []
    for piece in plan:
        if not piece.translate:
            parts.append(piece.text)
            continue
        hypothesis = by_text[piece.text]
        hypotheses.append(hypothesis)
        parts.append("" if _NOTHING.fullmatch(hypothesis.text) else _polish(piece.text, hypothesis.text))
    unmasked = unmask("".join(parts), job.masks)
    if unmasked is None:
        return None
    core = frame.same_beginning(job.framed.core, frame.same_ending(job.framed.core, unmasked))
    revealed = reveal_numbers(tidy_units(job.framed.core, english_figures(job.ready, core)), job.hidden)
    if revealed is None:
        return None
    core, repaired = _repaired(job, revealed, context)
    core, repaired, doubts = _with_acronyms(job, core, repaired)
    core = reveal(casing.capitalise(core) if job.capitals else core, job.hidden)
    truncated = any(hypothesis.truncated for hypothesis in hypotheses)
    context = Context(context.source_lang, context.target_lang, truncated)
    problems = find_problems(without(job.framed.core, job.kept), without(core, job.kept), context)
    problems += doubts
    if _lost_terms(job, core):
        problems = (*problems, TERMS)
    return Attempt(
        job.framed.lead + core + job.framed.trail,
        _score(hypotheses),
        problems,
        repaired,
        damage(job.framed.core, core, problems, context),
        content(core),
        plan,
        no_repeat_ngram_size,
    )


def _repaired(job: Job, target: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """The target with miscopied numbers and lost units put right where it is clear which is which, and the codes for it."""
    codes: list[str] = []
    source, _ = hide(*hide_markup(job.framed.core))
    source = expand(source) if context.source_lang == "ru" else source
    numbers = repair_numbers(source, target, context.source_lang, context.target_lang)
    if numbers is not None:
        target = numbers
        codes.append("numbers")
    units = repair_units(source, target) if (context.source_lang, context.target_lang) == ("ru", "en") else None
    if units is not None:
        target = units
        codes.append("units")
    return target, tuple(codes)


def _with_acronyms(job: Job, core: str, repaired: tuple[str, ...]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The text with acronyms put right, the codes of what was repaired, and of what is missing or guessed."""
    spelled = repair_acronyms(job.acronyms, core)
    if spelled != core:
        repaired = (*repaired, "acronyms")
    guessed = guess_acronym(job.framed.core, job.acronyms, spelled)
    doubts = ("acronyms",) if missing_acronyms(job.acronyms, guessed) else ("acronym_guessed",) * (guessed != spelled)
    return guessed, repaired, doubts


def without(text: str, kept: Sequence[str]) -> str:
    """`text` without what the user wants kept as it is, as the checks see it."""
    for stretch in kept:
        text = text.replace(stretch, " ", 1)
    return text


def _lost_terms(job: Job, english: str) -> bool:
    """Whether the user's terms are not as often in the English as in the source; letter case tells nothing in capitals."""
    there = english.casefold()
    wanted = Counter(term.casefold() for term in (*job.terms, *job.kept))
    return any(len(re.findall(rf"(?<!\w){re.escape(term)}(?!\w)", there)) < n for term, n in wanted.items())


def _polish(source: str, text: str) -> str:
    """White space made single, quotes made English, figures set off from words, beginning and end like the source's."""
    text = _SPACES.sub(" ", text).strip().replace("«", '"').replace("»", '"')
    if not _LETTER_DIGIT.search(source):
        text = _GLUED.sub(r"\1 ", text)
    text = _LOOSE_BEFORE.sub(r"\1", _LOOSE_AFTER.sub(r"\1", text))
    return frame.same_beginning(source, frame.same_ending(source, text))


def _score(hypotheses: Sequence[Hypothesis]) -> float | None:
    scored = [(h.score, h.n_target_tokens) for h in hypotheses if h.score is not None]
    if not scored or len(scored) < len(hypotheses):
        return None
    total = sum(n for _, n in scored)
    if not total:
        return min(score for score, _ in scored)
    return sum(score * n for score, n in scored) / total
