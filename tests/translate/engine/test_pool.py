"""What many texts ask is asked together: the answers each gets, in how few calls, and what happens when one fails."""

import threading
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import ScriptedEngine

from translate.engine import pool
from translate.engine.pool import Asking, Question, ask_together


def asks(*rounds: Sequence[str], size: int = 0) -> Asking[list[str]]:
    """A work that asks these texts round after round and gives all answers."""
    got: list[str] = []
    for texts in rounds:
        questions = [Question(text, size) for text in texts]
        answers = yield questions
        got += [answers[question].text for question in questions]
    return got


def test_nothing_to_do():
    engine = ScriptedEngine()
    assert ask_together(engine, []) == []
    assert engine.calls == []


@given(st.lists(st.lists(st.lists(st.sampled_from(["да", "нет", "мир", "дом"]), max_size=3), max_size=4), max_size=8))
def test_every_work_gets_the_answers_to_its_own_questions(works):
    table = {"да": "yes", "нет": "no", "мир": "peace", "дом": "house"}
    got = ask_together(ScriptedEngine(table), [asks(*rounds) for rounds in works])
    assert got == [[table[text] for texts in rounds for text in texts] for rounds in works]


def test_a_round_of_all_is_one_call_and_equal_questions_are_asked_once():
    engine = ScriptedEngine()
    ask_together(engine, [asks(["один"], ["два"]), asks(["один"], ["три"]), asks(["четыре"])])
    assert [sorted(call) for call in engine.calls] == [["один", "четыре"], ["два", "три"]]


def test_ways_of_asking_are_asked_apart():
    engine = ScriptedEngine()
    ask_together(engine, [asks(["один"]), asks(["один"], size=3), asks(["два"])])
    assert sorted(map(sorted, engine.calls)) == [["два", "один"], ["один"]]


def test_much_is_asked_in_parts_the_longest_first_and_what_is_asked_again_waits_for_a_full_part(monkeypatch):
    monkeypatch.setattr(pool, "PART_CHARACTERS", 20)
    monkeypatch.setattr(pool, "_AHEAD", 1)
    engine = ScriptedEngine()
    ask_together(engine, [asks(["а" * 5], ["б"]), asks(["в" * 20], ["г"]), asks(["д" * 15], ["е"])])
    assert engine.calls == [["в" * 20], ["д" * 15, "а" * 5], ["г", "е", "б"]]


def test_the_engine_works_while_answers_are_checked(monkeypatch):
    monkeypatch.setattr(pool, "PART_CHARACTERS", 1)
    busy = threading.Event()

    class Slow(ScriptedEngine):
        def translate_batch(self, texts, *, no_repeat_ngram_size=0):
            if texts == ["второй"]:
                busy.set()
            return super().translate_batch(texts, no_repeat_ngram_size=no_repeat_ngram_size)

    def waits() -> Asking[bool]:
        yield [Question("первый раз")]
        return busy.wait(10)

    assert ask_together(Slow(), [waits(), asks(["второй"])])[0], "asked before the first answer is dealt with"


def test_an_error_of_the_engine_is_told():
    class Broken(ScriptedEngine):
        def translate_batch(self, texts, *, no_repeat_ngram_size=0):
            raise RuntimeError("no model")

    with pytest.raises(RuntimeError, match="no model"):
        ask_together(Broken(), [asks(["один"])])
