"""Quality: calibrated on rows it was not fitted on, doubtful where low, known without a score, fast."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import ScriptedEngine

from normalize.resources import read_rows
from translate.quality.estimate import DOUBTFUL_BELOW, estimate, judged
from translate.quality.features import features
from translate.translator import Translator
from translate.types import STATUSES, Translation

LABELS = Path(__file__).parents[3] / "bench" / "quality_labels.tsv"


def labelled(half, *, with_score=True):
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            which, label, source, english, status, reason, score = line.split("\t")
            if which == half:
                told = float(score) if with_score and score else None
                yield source, Translation(english, status, reason or None, told, cached=False), int(label)


def test_there_are_labels_enough_and_the_halves_share_no_source():
    fit, unseen = list(labelled("fit")), list(labelled("unseen"))
    assert min(len(fit), len(unseen)) >= 200
    assert {source for source, *_ in fit}.isdisjoint(source for source, *_ in unseen)


@pytest.mark.parametrize("with_score", [True, False])
def test_what_is_doubted_misleads(with_score):
    rows = [(estimate(s, t), label) for s, t, label in labelled("unseen", with_score=with_score)]
    doubted = [label for quality, label in rows if quality < DOUBTFUL_BELOW]
    assert len(doubted) >= 80
    assert doubted.count(0) / len(doubted) >= 0.8


@pytest.mark.parametrize("with_score", [True, False])
def test_quality_is_a_probability(with_score):
    rows = sorted((estimate(s, t), label) for s, t, label in labelled("unseen", with_score=with_score))
    for start in range(0, len(rows) - 59, 59):  # quarters: a standard error of a share of 59 is 0.065 at most
        part = rows[start : start + 59]
        assert sum(q for q, _ in part) / 59 == pytest.approx(sum(label for _, label in part) / 59, abs=0.15)


def made(text, status="ok", reason=None, score=-0.2):
    return Translation(text, status, reason, score, cached=False)


@pytest.mark.parametrize(
    ("source", "better", "worse"),
    [
        pytest.param(
            "Суд вынес приговор",
            made("The court passed a sentence"),
            made("The fish ate a hat"),
            id="words of the lexicon",
        ),
        pytest.param(
            "Рейс не отменён",
            made("The flight is not cancelled"),
            made("The flight is cancelled"),
            id="a lost negation",
        ),
        pytest.param(
            "Дом построен", made("The house is built", score=-0.1), made("The house is built", score=-1.5), id="score"
        ),
        pytest.param(
            "Дом построен",
            made("The house is built"),
            made("The house is built", "doubtful", "still_numbers"),
            id="a failed check",
        ),
        pytest.param("Новый дом построен в городе", made("A new house is built in the city"), made("New"), id="length"),
    ],
)
def test_what_tells(source, better, worse):
    assert estimate(source, better) > estimate(source, worse)


def test_low_quality_is_doubtful_and_says_why():
    bad = judged("Хлебопёки ропщут на мукомолов", made("The ice bakes squeeze up on the puppets", score=-1.2))
    assert (bad.status, bad.reason) == ("doubtful", "quality")
    good = judged("Правительство утвердило план", made("The government approved the plan", "mended", "numbers", -0.1))
    assert (good.status, good.reason) == ("mended", "numbers")
    assert bad.quality < DOUBTFUL_BELOW < good.quality


@pytest.mark.parametrize(
    ("status", "quality"), [("human", 1.0), ("glossary", 0.93), ("romanized", 0.0), ("failed", 0.0)]
)
def test_what_no_model_has_said(status, quality):
    got = judged("Дом", made("House", status))
    assert (got.status, got.quality, got.reason) == (status, quality, None)


def test_what_needs_no_translation_is_right():
    assert judged("NASA 12", made("NASA 12")).quality == 1.0


def test_every_weight_is_of_a_feature():
    names = {name for name, *_ in read_rows("translate.quality", "quality.tsv", columns=3, required=3)}
    assert names == {"(intercept)", *features("Да", made("Yes"))}
    assert features("Да", made("Yes")).keys() - features("Да", made("Yes", score=None)).keys() == {
        "score",
        "score_words",
    }


@given(
    st.text(max_size=80),
    st.text(min_size=1, max_size=80),
    st.sampled_from(list(STATUSES)),
    st.floats(-20, 0) | st.none(),
)
def test_any_texts_have_a_quality(source, english, status, score):
    assert 0 <= estimate(source, made(english, status, score=score)) <= 1


def test_a_long_text_takes_no_time():
    source, english = "Дом построен в городе. " * 2_000, "The house is built in the city. " * 2_000
    start = time.process_time()
    assert 0 <= estimate(source, made(english)) <= 1
    assert time.process_time() - start < 2


def test_the_translator_judges_russian_only():
    (got,) = Translator(ScriptedEngine({"Дом построен": "The house is built"})).translate(["Дом построен"])
    assert 0 < got.quality <= 1
    engine = ScriptedEngine({"Дім збудовано": "The house is built"})
    engine.info = type(engine.info)("scripted", "table", "1", "0" * 64, "uk", "en")
    assert Translator(engine).translate(["Дім збудовано"])[0].quality is None


def test_the_promise_of_every_status_is_told():
    assert all(re.search(r"\w{3}", promise) for promise in STATUSES.values())
