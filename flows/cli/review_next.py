"""The dialogue of `tolmach review next`: one case on the screen, one key an answer."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from flows.report.content import legend
from flows.review import NameCase, NameMark, Review, TranslationCase, TranslationMark
from flows.review.cases import Case
from flows.review.marks import CORRECTED, DIFFERENT, NOT_A_NAME, RENAMED, RIGHT, SAME

_ON_TRANSLATION = "r right   c correct   s skip   u undo   q quit"
_ON_NAME = "d different from all of them   m rename   n not a name   s skip   u undo   q quit"
_QUIT = {"q", "\x1b", "\x04", ""}  # Escape, Ctrl-D, the end of the input


class Session:
    """A review in the terminal.

    Attributes:
        review: the marks; kept in a file after each answer.
    """

    def __init__(self, cases: Sequence[Case], review: Review, kept: Path, *, stderr: bool = False) -> None:
        """Start with the marks there are; cases marked already are passed over."""
        marked = {mark.key for mark in review.translations} | {mark.entity_id for mark in review.names}
        self.cases = [case for case in cases if _key(case) not in marked]
        self.review = review
        self._kept = kept
        self._console = Console(highlight=False, stderr=stderr)
        self._words = {(row[0], row[1]): row[2] for row in legend()}

    def run(self) -> None:
        """Show cases until there are no more or the reader has had enough."""
        number, history = 0, [self.review]
        if not self.cases:
            self._say("Nothing is doubtful that is not marked yet.")
        while number < len(self.cases):
            case = self.cases[number]
            self._show(case, number)
            answer = self._answer(case)
            if answer is None:
                break
            if answer == "u":
                if number:
                    number -= 1
                    self._keep(history.pop())
                continue
            history.append(self.review)
            if isinstance(answer, tuple):
                review = self.review
                for mark in answer:
                    review = review.with_mark(mark)
                self._keep(review)
            number += 1

    def asks(self, question: str) -> bool:
        """Put a question that y answers with yes."""
        self._console.print(f"{question} (y/n) ", end="", markup=False)
        answer = _key_pressed().casefold() == "y"
        self._say("yes" if answer else "no")
        return answer

    def _keep(self, review: Review) -> None:
        self.review = review
        self._kept.write_text(review.as_json(), encoding="utf-8")

    def _answer(self, case: Case) -> tuple[TranslationMark | NameMark, ...] | str | None:
        """Marks, "u" for undo, "s" for skip, None for quit; other keys are asked again."""
        while True:
            key = _key_pressed().casefold()
            if key in _QUIT:
                return None
            if key in {"s", "u"}:
                return key
            found = self._on_name(case, key) if isinstance(case, NameCase) else self._on_translation(case, key)
            if found:
                return found

    def _on_translation(self, case: TranslationCase, key: str) -> tuple[TranslationMark, ...]:
        about = (case.source, case.source_lang, case.english)
        if key == "r":
            return (TranslationMark(*about, RIGHT),)
        if key == "c":
            text = self._line("English: ")
            return (TranslationMark(*about, CORRECTED, text),) if text else ()
        return ()

    def _on_name(self, case: NameCase, key: str) -> tuple[NameMark, ...]:
        if key.isdecimal() and 0 < int(key) <= len(case.candidates):
            other_id, other, _ = case.candidates[int(key) - 1]
            return (NameMark(SAME, case.entity_id, case.name, other_id, other),)
        if key == "d":
            return tuple(NameMark(DIFFERENT, case.entity_id, case.name, i, name) for i, name, _ in case.candidates)
        if key == "n":
            return (NameMark(NOT_A_NAME, case.entity_id, case.name),)
        if key == "m":
            text = self._line("Name: ")
            return (NameMark(RENAMED, case.entity_id, case.name, to=text),) if text else ()
        return ()

    def _line(self, prompt: str) -> str:
        self._console.print(prompt, end="", markup=False)
        return " ".join(sys.stdin.readline().split())

    def _say(self, text: str, style: str | None = None) -> None:
        shown = "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)
        self._console.print(shown, style=style, markup=False, soft_wrap=True)

    def _show(self, case: Case, number: int) -> None:
        self._say(f"\n{number + 1} of {len(self.cases)} · ×{case.n}", "dim")
        if isinstance(case, NameCase):
            self._say(f"{case.name}  ({case.kind}; {case.note})", "bold")
            if case.example:
                self._say(case.example)
            for digit, (_, name, n) in enumerate(case.candidates, start=1):
                self._say(f"  {digit} the same as {name} (×{n})")
            self._say(_ON_NAME, "dim")
            return
        reasons = [self._words.get(("reason", code), code) for code in case.reason.split("+") if code]
        quality = [] if case.quality is None else [f"quality {case.quality:.0%}"]
        doubt = self._words.get(("doubt", case.doubt), case.doubt)
        self._say(case.source, "bold")
        self._say(case.english)
        self._say(" · ".join([doubt, *reasons, *quality, case.document]), "dim")
        self._say(_ON_TRANSLATION, "dim")


def _key(case: Case) -> str | tuple[str, str]:
    return case.entity_id if isinstance(case, NameCase) else (case.source_lang, case.source)


def _key_pressed() -> str:
    """One key from the terminal, or one character of a piped input that is no line end."""
    if sys.stdin.isatty():
        return click.getchar()
    while (sign := sys.stdin.read(1)) in {"\n", "\r"}:
        pass
    return sign
