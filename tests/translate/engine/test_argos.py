"""The Argos engine with the embedded model: real translations, whole accounts, one model for all threads."""

import itertools
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engine import argos
from translate.engine.argos import load_engine
from translate.errors import ModelError

pytestmark = pytest.mark.slow

TEXTS = [
    "Экипаж вернулся на Землю.",
    "Кошка спит на диване.",
    "Министр прибыл в Москву в понедельник.",
    "Новости",
    "Вчера в порту разгрузили три корабля с зерном, а сегодня ждут ещё два.",
    "Он сказал, что не приедет, потому что заболел.",
    "Цена выросла на 15 процентов.",
    "Кошка спит на диване.",
]


@pytest.fixture(scope="module")
def engine():
    return load_engine("ru", "en", beam=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Кошка спит на диване.", "cat sleep"),
        ("Министр прибыл в Москву в понедельник.", "minister arrived moscow monday"),
        ("Ракета стартовала с космодрома утром.", "rocket|missile launch|start|lift|took morning"),
        ("Цена выросла на 15 процентов.", "price 15"),
    ],
)
def test_translates(engine, text, expected):
    translated = engine.translate_batch([text])[0].text.lower()
    assert all(re.search(word, translated) for word in expected.split()), translated


def test_a_batch_gives_what_each_text_gives_alone(engine):
    together = engine.translate_batch(TEXTS)
    alone = [engine.translate_batch([text])[0] for text in TEXTS]
    assert [h.text for h in together] == [h.text for h in alone]
    assert [h.score for h in together] == pytest.approx([h.score for h in alone], abs=0.01)
    assert together[1] == together[-1], "equal texts, equal answers"


def test_pools_of_any_size_give_the_same(engine, monkeypatch):
    whole = [h.text for h in engine.translate_batch(TEXTS)]
    monkeypatch.setattr(argos, "POOL_TEXTS", 2)
    monkeypatch.setattr(argos, "BATCH_TOKENS", 10)
    assert [h.text for h in engine.translate_batch(TEXTS)] == whole


def test_nothing_in_nothing_out(engine):
    assert engine.translate_batch([]) == []
    answers = engine.translate_batch(["", "   ", "\n", "Привет"])
    assert [h.text for h in answers[:3]] == ["", "", ""]
    assert all(h.n_source_tokens == h.n_target_tokens == 0 and not h.truncated for h in answers[:3])
    assert answers[3].text


def test_underscores_and_latin_names_survive(engine):
    # Argos' own decoding makes "my file.txt" of it.
    assert "my_file.txt" in engine.translate_batch(["Откройте файл my_file.txt"])[0].text


@pytest.mark.parametrize("beam", [1, 3])
def test_the_score_is_the_mean_log_probability_with_the_end_counted(beam):
    engine = load_engine("ru", "en", beam=beam)
    model = engine.model()
    text = TEXTS[4]
    hypothesis = engine.translate_batch([text])[0]
    source = model.tokenizer.encode([text])
    target = model.translator.translate_batch(source, beam_size=beam, length_penalty=engine.length_penalty)
    scored = model.translator.score_batch(source, [target[0].hypotheses[0]])[0]
    assert hypothesis.n_target_tokens == len(scored.log_probs)
    assert hypothesis.score == pytest.approx(sum(scored.log_probs) / len(scored.log_probs), abs=0.005)
    assert hypothesis.n_source_tokens == len(source[0]) == engine.count_tokens([text])[0]


def test_a_text_longer_than_the_model_reads_is_marked(engine):
    long = "Экипаж вернулся на Землю. " * 200
    assert engine.count_tokens([long])[0] > engine.max_source_tokens
    answer, other = engine.translate_batch([long, TEXTS[0]])
    assert answer.truncated
    assert answer.text
    assert not other.truncated


def test_output_that_hits_the_limit_is_marked(engine, monkeypatch):
    monkeypatch.setattr(argos, "decoding_limit", lambda _n, _longest: 3)
    answer = engine.translate_batch([TEXTS[4]])[0]
    assert answer.truncated
    assert answer.n_target_tokens == 3


def test_no_ngram_is_repeated_when_forbidden(engine):
    text = "да, да, да, да, да, да, да, да"
    pieces = engine.model().tokenizer.encode([engine.translate_batch([text], no_repeat_ngram_size=2)[0].text])[0]
    pairs = list(itertools.pairwise(pieces))
    assert len(pairs) == len(set(pairs))


def test_threads_share_one_model_and_agree(engine):
    expected = [h.text for h in engine.translate_batch(TEXTS)]
    answers: list[list[str]] = []

    def work() -> None:
        mine = load_engine("ru", "en", beam=1)
        assert mine.model() is engine.model()
        answers.append([h.text for h in mine.translate_batch(TEXTS)])

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert answers == [expected] * 4


def test_beams_share_the_model(engine):
    assert load_engine("ru", "en", beam=4).model() is engine.model()


def test_one_thread_gives_the_same(engine):
    single = load_engine("ru", "en", beam=1, threads=1)
    assert [h.text for h in single.translate_batch(TEXTS)] == [h.text for h in engine.translate_batch(TEXTS)]


def test_the_signature_tells_what_changes_translations(engine):
    signatures = {
        load_engine("ru", "en", beam=beam, compute_type=kind).signature
        for beam in (1, 4)
        for kind in ("default", "int8")
    }
    assert len(signatures) == 4
    assert load_engine("ru", "en", beam=1, threads=1).signature == engine.signature
    assert load_engine("ru", "en", beam=1, compute_type="auto").signature == engine.signature
    assert engine.info.sha256[:16] in engine.signature


def test_an_unknown_compute_type_tells_the_possible_ones():
    with pytest.raises(ModelError, match=r"'int3' .*default, auto, .*int8"):
        load_engine("ru", "en", compute_type="int3")


def test_a_beam_of_nothing_is_refused():
    with pytest.raises(ModelError, match="at least 1"):
        load_engine("ru", "en", beam=0)


def run(script: str, *, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=timeout, check=False)


def test_works_without_network_and_without_argos_own_translator():
    done = run(
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network used')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from translate.engine.argos import load_engine\n"
        "print(load_engine('ru', 'en', beam=1).translate_batch(['Кошка спит.'])[0].text)\n"
        "print([m for m in ('argostranslate.translate', 'stanza', 'torch', 'minisbd', 'spacy') if m in sys.modules])\n"
    )
    assert done.returncode == 0, done.stderr
    text, modules = done.stdout.splitlines()
    assert "cat" in text.lower()
    assert modules == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_forked_process_loads_its_own_model():
    done = run(
        "import os, sys\n"
        "from translate.engine.argos import load_engine\n"
        "engine = load_engine('ru', 'en', beam=1)\n"
        "before = engine.translate_batch(['Кошка спит.'])\n"
        "pid = os.fork()\n"
        "if pid == 0: sys.exit(0 if engine.translate_batch(['Кошка спит.']) == before else 1)\n"
        "assert os.waitpid(pid, 0)[1] == 0\n"
        "assert engine.translate_batch(['Кошка спит.']) == before\n"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_a_long_call_soon():
    script = (
        "from translate.engine.argos import load_engine\n"
        "engine = load_engine('ru', 'en', beam=4, threads=1)\n"
        "texts = [f'Вчера в порту номер {i} разгрузили три корабля с зерном, а сегодня ждут ещё два.' for i in range(5000)]\n"
        "print('ready', flush=True)\n"
        "engine.translate_batch(texts)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=40)  # the whole call would take minutes
    assert "KeyboardInterrupt" in errors


@given(st.dictionaries(st.text(max_size=5), st.lists(st.just("▁a"), min_size=1, max_size=600), max_size=40))
def test_batches_hold_every_text_once_by_length_class(sources):
    found = list(argos.batches(sources, longest=511))
    assert sorted(text for batch in found for text in batch) == sorted(sources)
    for batch in found:
        lengths = [min(len(sources[text]), 511) for text in batch]
        assert len({argos.length_class(n) for n in lengths}) == 1
        assert len(batch) == 1 or max(lengths) * len(batch) <= argos.BATCH_TOKENS


@given(st.integers(1, 2000), st.integers(1, 2000), st.integers(1, 512))
def test_longer_texts_may_have_longer_translations(a, b, longest):
    low, high = sorted((a, b))
    assert argos.decoding_limit(low, longest) <= argos.decoding_limit(high, longest) <= longest
    assert argos.decoding_limit(low, 10_000) >= min(low, 1024)


@pytest.mark.slow
def test_a_translation_does_not_depend_on_its_batch():
    verbs, places = ("прилетел", "уехал", "вернулся"), ("в Самару", "из Казани", "на завод", "к морю", "домой")
    texts = [
        f"Директор {verb} {place} {n} марта вместе с дочерью." for verb in verbs for place in places for n in (1, 22)
    ]
    engine = load_engine("ru", "en", beam=4)
    together = engine.translate_batch([*texts, *(f"{text} Погода была хорошей." for text in texts)])
    alone = [engine.translate_batch([text])[0] for text in texts]
    assert [h.text for h in alone] == [h.text for h in together[: len(texts)]]
