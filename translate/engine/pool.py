"""Many texts at work at once, what they ask the engine pooled: few calls of many texts, and no core idle meanwhile.

A text's way (translate, check, ask again, mend its names) is a generator that yields what it asks and gets the answers, as in
asyncio before `await`: so every text goes its own way, however often it asks, and still the engine sees hundreds of texts a
call. While it works on one call, the answers to the one before are checked.
"""

from collections import deque
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

from translate.engine.base import Engine, Hypothesis

T = TypeVar("T")

PART_CHARACTERS: Final = 20_000
"""Characters of one call, a few seconds' work; fewer wait for more while the engine is busy. Of 987 spans the parts of 12,000 cost
7 % more processor time than one call of all, the texts asked again three times as much in small calls as beside all others."""
_AHEAD: Final = 2
"""Calls that are waiting or running."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an engine.

    Attributes:
        text: to be translated.
        no_repeat_ngram_size: forbid repeated target n-grams of this size (0: allow).
    """

    text: str
    no_repeat_ngram_size: int = 0


Answers = Mapping[Question, Hypothesis]
Asking = Generator[Sequence[Question], Answers, T]
"""Yields questions, gets the answers to them (those of others may be among them), returns its result."""

_Part = list[tuple[int, Sequence[Question]]]


def ask_together(engine: Engine, works: Sequence[Asking[T]]) -> list[T]:
    """The results of all works, in their order. Their steps run in this thread, the engine in others.

    What is asked in which call depends on the works alone, not on how fast anything is.
    """
    results: dict[int, T] = {}
    ready: _Part = []
    running: deque[tuple[Future[Answers], _Part]] = deque()

    def step(i: int, answers: Answers | None) -> None:
        try:
            questions = next(works[i]) if answers is None else works[i].send(answers)
        except StopIteration as stop:
            results[i] = stop.value
        else:
            ready.append((i, questions))

    for i in range(len(works)):
        step(i, None)
    ready.sort(key=lambda asked: -_size(asked))
    executor = ThreadPoolExecutor(_AHEAD)
    try:
        while ready or running:
            enough = sum(map(_size, ready)) >= PART_CHARACTERS or not running
            if ready and enough and len(running) < _AHEAD:
                part, ready = _part(ready)
                running.append((executor.submit(_answers, engine, part), part))
                continue
            future, part = running.popleft()
            answers = future.result()
            for i, _ in part:
                step(i, answers)
    finally:
        executor.shutdown(cancel_futures=True)
    return [results[i] for i in range(len(works))]


def _size(asked: tuple[int, Sequence[Question]]) -> int:
    return sum(len(question.text) for question in asked[1])


def _part(ready: _Part) -> tuple[_Part, _Part]:
    """The works of the next call, and the rest."""
    size = 0
    for n, asked in enumerate(ready, start=1):
        size += _size(asked)
        if size >= PART_CHARACTERS:
            return ready[:n], ready[n:]
    return ready, []


def _answers(engine: Engine, part: _Part) -> Answers:
    answers: dict[Question, Hypothesis] = {}
    questions = dict.fromkeys(question for _, asked in part for question in asked)
    for size in sorted({question.no_repeat_ngram_size for question in questions}):
        group = [question for question in questions if question.no_repeat_ngram_size == size]
        made = engine.translate_batch([question.text for question in group], no_repeat_ngram_size=size)
        answers |= dict(zip(group, made, strict=True))
    return answers
