"""Texts in, translations out: glossary, memory, engine, checks and retries behind one call.

>>> from translate import Translator
>>> Translator.load("ru", "en").translate(["Войти"])[0].text
'Sign in'
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Final, Self

from normalize.resources import content_digest, versions_of
from normalize.text.script import has_cyrillic
from translate.corrections import Corrections
from translate.engine.base import Engine, EngineInfo
from translate.engine.pool import Asking, ask_together
from translate.glossary import Glossary
from translate.memory import Memory
from translate.names.find import find_source_names
from translate.names.repair import mended
from translate.names.types import SourceName
from translate.quality.checks import CYRILLIC_LANGUAGES, Context
from translate.quality.estimate import judged
from translate.quality.retry import checked
from translate.types import BY_MODEL, FAILED, GLOSSARY, HUMAN, OK, Translation

NO_NAMES: Final[Sequence[Sequence[SourceName]]] = ()
"""Given as `names`: nothing is looked for and nothing is mended."""

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
"""What the engine stops at: a zero byte, half of a character."""

SLICE_CHARACTERS: Final = 60_000
"""Source characters translated before the results are put into the memory: what a killed process loses (about 10 s)."""

Progress = Callable[[int], None]
"""Gets a number of source words."""

_Row = tuple[str, tuple[SourceName, ...] | None]
"""A text and its names; None where they are to be found."""
_Found = Callable[[str], tuple[SourceName, ...]]
"""Tells the names of a text."""


class Translator:
    """Translates texts of one language pair. Safe for threads; load it once per process.

    Args:
        engine: a loaded engine; its `info` names the pair.
        corrections: what people wrote for whole texts; looked up before anything else.
        glossary: looked up next.
        memory: where translations are kept between runs; None keeps nothing.
        slice_characters: how much is translated between two visits to the memory.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        corrections: Corrections | None = None,
        glossary: Glossary | None = None,
        memory: Memory | None = None,
        slice_characters: int = SLICE_CHARACTERS,
    ) -> None:
        self.engine = engine
        self.corrections = corrections or Corrections()
        self.glossary = glossary or Glossary()
        self.memory = memory
        self.slice_characters = slice_characters
        self._context = Context(engine.info.source, engine.info.target)
        self._pair = f"{engine.info.source}-{engine.info.target}"
        # Whole-text entries never get into the memory: only the terms of a glossary count, editing the rest forgets nothing.
        self._memory_signature = f"{engine.signature}+rules-{rules_signature()}+terms-{self.glossary.terms_signature}"

    @classmethod
    def load(
        cls,
        source: str = "ru",
        target: str = "en",
        *,
        model: str | Path | None = None,
        beam: int = 4,
        threads: int = 0,
        compute_type: str = "auto",
        memory: Memory | None = None,
        glossaries: Sequence[Path] = (),
        corrections: Corrections | None = None,
    ) -> Self:
        """Load the engine and the glossaries of a language pair.

        Args:
            source: BCP 47 code translated from.
            target: BCP 47 code translated to.
            model: name or path of a model; None takes the newest installed one, else the embedded one.
            beam: hypotheses the search keeps; 1 is about four times as fast as 4 and a little worse.
            threads: CPU threads; 0 takes all.
            compute_type: of CTranslate2, e.g. "int8".
            memory: where translations are kept between runs.
            glossaries: TSV files on top of the built-in glossary; later ones win.
            corrections: what people wrote for whole texts.

        Raises:
            GlossaryError: a glossary file cannot be read.
        """
        from translate.engine.argos import load_engine

        glossary = Glossary.load(source, target, [Path(path) for path in glossaries])
        engine = load_engine(source, target, model=model, beam=beam, threads=threads, compute_type=compute_type)
        return cls(engine, corrections=corrections, glossary=glossary, memory=memory)

    @property
    def info(self) -> EngineInfo:
        """Who translates."""
        return self.engine.info

    @property
    def signature(self) -> str:
        """What a translation depends on, in short: engine, model, beam, rules, data files, glossaries, corrections."""
        return hashlib.blake2b(
            f"{self._memory_signature}+{self.glossary.signature}+{self.corrections.signature}".encode(), digest_size=8
        ).hexdigest()

    def translate(
        self,
        texts: Iterable[str],
        *,
        names: Sequence[Sequence[SourceName]] | None = None,
        kept: Sequence[Sequence[str]] | None = None,
        progress: Progress | None = None,
    ) -> list[Translation]:
        """Translate every text; same length and order as `texts`.

        Equal texts are translated once. Corrections answer first, then the glossary, then the memory; the rest goes to the engine in
        slices, each remembered as soon as it is done, so that a killed run loses one slice at most. Then the English is
        held against the names of the source and mended where it lost or garbled one, and its quality is estimated.

        Args:
            texts: source texts of any length; lines stay lines, white space at the ends stays.
            names: the names of each text, when the caller has found them in the light of the whole document; None has
                them found in each text alone, `NO_NAMES` leaves names to the model.
            kept: the stretches of each text that are to stay as they are.
            progress: called with the number of source words done since the last call, repeated texts counted.

        Raises:
            TypeError: `texts` is one string.
            ValueError: `names` or `kept` are not as many as the texts.
        """
        if isinstance(texts, str):
            raise TypeError("texts is one string; give a list of texts, such as [text]")
        texts = list(texts)
        if names is not None and names is not NO_NAMES and len(names) != len(texts):
            raise ValueError(f"names of {len(names)} texts given for {len(texts)} texts: give one list for each text")
        if kept is not None and any(kept):
            return self._translate_keeping(texts, names, kept, progress)
        if not self._mends_names:
            names = NO_NAMES
        rows: list[_Row] = [(text, () if names is NO_NAMES else None) for text in texts]
        if names:
            rows = list(zip(texts, map(tuple, names), strict=True))
        of_text: dict[str, list[_Row]] = {}
        for row in dict.fromkeys(rows):
            of_text.setdefault(row[0], []).append(row)
        known = self._known(list(of_text))
        counts = _Counter(texts, progress)
        counts.done(known)
        parts = list(
            _slices(sorted(of_text.keys() - known.keys(), key=lambda text: (len(text), text)), self.slice_characters)
        )
        answers: dict[_Row, Translation] = {}
        with _finding(list(of_text) if names is None else (), self.info.source) as found:
            for n, part in enumerate(parts or [[]]):
                fresh: dict[str, Translation] = {}
                texts_now = [*part, *known] if n == 0 else part
                works = [self._work(row, known, fresh, found) for text in texts_now for row in of_text[text]]
                answers |= dict(ask_together(self.engine, works))
                self._remember(fresh)
                counts.done(part)
        return [answers[row] for row in rows]

    def _work(
        self, row: _Row, known: Mapping[str, Translation], fresh: dict[str, Translation], found: _Found
    ) -> Asking[tuple[_Row, Translation]]:
        """One text and its names on their way to the finished translation; what is made on the way is put into `fresh`."""
        text, names = row
        if text in known:
            yield ()  # the engine is asked for others before names are waited for
            translation = known[text]
        else:
            translation = yield from self._made(text, fresh)
        if names is None:
            names = found(text) if translation.status in BY_MODEL else ()
        again = partial(self._again, fresh=fresh)
        translation = yield from mended(text, self._left_to_names(text, names), translation, again)
        return row, judged(text, translation) if self._judges_quality else translation

    def _again(self, text: str, fresh: dict[str, Translation]) -> Asking[Translation]:
        """A text with other names, translated without a look at them."""
        found = self._known([text]).get(text)
        return found or (yield from self._made(text, fresh))

    def _made(self, text: str, fresh: dict[str, Translation]) -> Asking[Translation]:
        """A text translated by the engine, and checked."""
        if text not in fresh:
            readable, glossary = _UNREADABLE.sub(" ", text), self.glossary
            fresh[text] = yield from checked(
                self.engine, readable, self._context, glossary.replace_terms, glossary.lookup, glossary.terms
            )
        return fresh[text]

    @property
    def _judges_quality(self) -> bool:
        """Whether quality is judged: where there are labels it was fitted on."""
        return (self.info.source, self.info.target) == ("ru", "en")

    def _translate_keeping(
        self,
        texts: Sequence[str],
        names: Sequence[Sequence[SourceName]] | None,
        kept: Sequence[Sequence[str]],
        progress: Progress | None,
    ) -> list[Translation]:
        """Translate the texts that have the same stretches to be kept together."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for i, (_, stretches) in enumerate(zip(texts, kept, strict=True)):
            groups.setdefault(tuple(stretches), []).append(i)
        answers: dict[int, Translation] = {}
        for stretches, members in groups.items():
            glossary = self.glossary.keeping(stretches) if stretches else self.glossary
            translator = type(self)(
                self.engine,
                corrections=self.corrections,
                glossary=glossary,
                memory=self.memory,
                slice_characters=self.slice_characters,
            )
            of_members = names if names is None or names is NO_NAMES else [names[i] for i in members]
            made = translator.translate([texts[i] for i in members], names=of_members, progress=progress)
            answers |= dict(zip(members, made, strict=True))
        return [answers[i] for i in range(len(texts))]

    def _left_to_names(self, text: str, names: Sequence[SourceName]) -> Sequence[SourceName]:
        """The names that are no part of a user's term, whose English the user has decided."""
        if not self.glossary.terms or not names:
            return names
        terms = self.glossary.terms.find(text)
        return [name for name in names if not any(name.start < term.end and term.start < name.end for term in terms)]

    @property
    def _mends_names(self) -> bool:
        """Whether names are mended: in the languages that have rules for them."""
        return (self.info.source, self.info.target) == ("ru", "en")

    def _known(self, texts: Sequence[str]) -> dict[str, Translation]:
        """What needs no engine: corrections, glossary entries, what is remembered."""
        found = {text: answer for text in texts if (answer := self._without_engine(text)) is not None}
        pending = [text for text in texts if text not in found]
        if self.memory is not None and pending:
            found |= self.memory.get_many(self._pair, self._memory_signature, pending)
        return found

    def _remember(self, fresh: Mapping[str, Translation]) -> None:
        kept = {source: made for source, made in fresh.items() if made.status != FAILED}
        if self.memory is not None and kept:
            self.memory.put_many(self._pair, self._memory_signature, kept)

    def _without_engine(self, text: str) -> Translation | None:
        """Corrections, glossary entries, and what has nothing to translate in it."""
        correction = self.corrections.lookup(text)
        if correction is not None:
            return Translation(correction, HUMAN, None, None, cached=False)
        entry = self.glossary.lookup(text)
        if entry is not None:
            return Translation(entry, GLOSSARY, None, None, cached=False)
        if self._context.source_lang in CYRILLIC_LANGUAGES:
            translatable = has_cyrillic(text)
        else:
            translatable = any(c.isalpha() for c in text)
        return None if translatable else Translation(text, OK, None, None, cached=False)


class _Counter:
    """Tells a progress callback how many source words, those of repeated texts counted, are done."""

    def __init__(self, texts: Sequence[str], progress: Progress | None) -> None:
        self._progress = progress
        self._times: dict[str, int] = {}
        if progress is not None:
            for text in texts:
                self._times[text] = self._times.get(text, 0) + 1

    def done(self, texts: Collection[str]) -> None:
        if self._progress is not None and texts:
            self._progress(sum(self._times[text] * len(text.split()) for text in texts))


@contextmanager
def _finding(texts: Sequence[str], lang: str) -> Iterator[_Found]:
    """Tells the names of texts, which are looked for while the engine works."""
    unique = list(dict.fromkeys(texts))
    executor = ThreadPoolExecutor(1)
    finding = executor.submit(find_source_names, unique, lang) if unique else None

    @cache
    def found() -> dict[str, tuple[SourceName, ...]]:
        return dict(zip(unique, map(tuple, finding.result()), strict=True)) if finding else {}

    try:
        yield lambda text: found()[text]
    finally:
        executor.shutdown(cancel_futures=True)


@cache
def rules_signature() -> str:
    """Identity of what decides how texts are prepared, checked and mended: code, data files, the Russian dictionary."""
    return f"{content_digest('translate', 'normalize')}+{versions_of('pymorphy3-dicts-ru', 'razdel')}"


def _slices(texts: Sequence[str], characters: int) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for text in texts:
        part.append(text)
        size += len(text)
        if size >= characters:
            yield part
            part, size = [], 0
    if part:
        yield part
