"""The language of a span: letters, words, detectors, surroundings."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.language.alphabets import SLAVIC, WESTERN, letters, misfits
from translate.language.detect import detect, detect_spans, detector_signature
from translate.language.detectors import langdetect_best
from translate.language.latin_russian import is_transliterated
from translate.language.neighbours import hints, vote
from translate.language.result import Detection
from translate.language.sample import language_text
from translate.language.word_evidence import listed
from translate.segment.spans import Span, split_spans

CASES = Path(__file__).parent / "cases"
RULES = {
    *("no-letters", "codes", "script", "letters", "words", "dictionary"),
    *("lingua", "vote", "translit", "context", "entry", "mentioned", "undecided"),
}


def lines(name: str) -> list[str]:
    return (CASES / name).read_text(encoding="utf-8").splitlines()


def pages() -> list[list[list[str]]]:
    found: list[list[list[str]]] = [[]]
    for line in lines("detect_pages.tsv"):
        if not line:
            found.append([])
        elif not line.startswith("#"):
            found[-1].append(line.split("\t"))
    return found


def spans(*texts: str) -> list[Span]:
    return [Span(0, len(text), text, i, "Cyrl") for i, text in enumerate(texts)]


@pytest.mark.parametrize(("text", "hint", "lang"), read_cases(__file__, "detect.tsv"))
def test_language(text, hint, lang):
    assert detect(text, None if hint == "-" else hint).lang == lang


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page[0][0]}-{page[0][1][:20]}")
def test_page(page):
    found = detect_spans(spans(*(text for _, text in page)))
    assert [(d.lang, text) for d, (_, text) in zip(found, page, strict=True)] == [(lang, text) for lang, text in page]


def test_rule_tells_what_decided():
    assert detect("Ґанок").rule == "letters"
    assert detect("Она сказала ему, что он тоже там").rule == "words"
    assert detect("Да", "ru").rule == "context"
    assert detect("Да").rule == "entry"
    assert detect("А").rule == "undecided"
    assert detect("privet, kak dela").rule == "translit"
    assert detect("12:30").rule == "no-letters"
    assert detect("editor@example.org").rule == "codes"
    assert detect("שלום").rule == "script"
    assert {d.rule for line in lines("detect.tsv") for d in [detect(line)]} <= RULES


def test_a_sentence_with_evidence_of_its_own_is_not_moved_by_the_hint():
    for hint in ("ru", "uk", "bg", "sr", "kk", "en", "nonsense", "", None):
        assert detect("Тя каза, че няма да дойде утре сутринта.", hint).lang == "bg"
        assert detect("Она сказала, что завтра утром не придёт.", hint).lang == "ru"


def test_a_word_repeated_counts_once():
    assert detect("да да да да да да да да да, расскажите").lang == "ru"


def test_spans_of_a_document_keep_their_number_and_order():
    text = "The harbour is open.\nОна уже уехала\n12:45\nУчора тут відкрили причал."
    assert [d.lang for d in detect_spans(split_spans(text))] == ["en", "ru", "zxx", "uk"]
    assert detect_spans([]) == []


def test_neighbours_count_more_than_the_rest():
    page = [vote("ru", 1.0, 60)] * 20 + [vote("uk", 1.0, 60), None, vote("uk", 1.0, 60)] + [vote("ru", 1.0, 60)] * 20
    assert hints(page)[21] == "uk"
    assert hints(page)[5] == "ru"
    assert hints([None, None]) == [None, None]
    assert hints([vote("ru", 1.0, 60)]) == [None]  # a span is no context for itself


def test_alphabets():
    assert set(letters().alphabets) == set(SLAVIC)
    assert misfits("щит и мыло") == {"ru": 0, "uk": 1, "be": 3, "bg": 1, "mk": 2, "sr": 2}


def test_listed_words_fit_the_alphabet_of_their_language():
    rows = [
        line.split("\t") for line in (Path("translate/language/data/lang_words.tsv").read_text("utf-8")).splitlines()
    ]
    for row in rows:
        if len(row) == 3 and row[0] in SLAVIC:
            wrong = [w for w in row[2].split() if not set(w) - set("'-") <= letters().alphabets[row[0]]]
            assert not wrong, row[0]


def test_every_language_lists_its_own_frequent_words():
    for lang, word in zip(
        (*SLAVIC, *WESTERN), ("чтобы", "щоб", "каб", "съм", "сум", "није", "would", "nicht", "est"), strict=True
    ):
        assert set(listed(word)) == {lang}


def test_addresses_and_codes_are_no_language():
    assert language_text("Цена 120 руб. за HQ-9B, www.example.org").split() == ["Цена", "руб.", "за", ","]
    assert language_text("и\u0306од за\u0301мок") == "йод замок"  # composed й; the stress mark goes


def test_transliterated_needs_frequent_words():
    assert is_transliterated(["kto", "tam"]) is True
    assert is_transliterated(["Moskva", "Kreml"]) is False
    assert is_transliterated([]) is False


def test_langdetect_is_seeded():
    assert len({langdetect_best.__wrapped__("El ministro dijo que no") for _ in range(5)}) == 1
    assert langdetect_best("12") == ("und", 0.0)


def test_signature_names_versions_and_data():
    assert re.fullmatch(r"lingua-\S+\+py3langid-\S+\+langdetect-\S+\+pymorphy3-\S+\+[0-9a-f]{16}", detector_signature())


def test_threads_agree():
    texts = ["Он уехал", "Той замина", "Він поїхал", "Noticias del día de hoy", "kako ste danas", "12"] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect, texts)) == [detect(t) for t in texts]


def test_first_use_from_many_threads():
    code = (
        "from concurrent.futures import ThreadPoolExecutor as P\n"
        "from translate.language.detect import detect\n"
        "texts = ['Столица России', 'El ministro dijo que no habrá más', 'kako ste danas', 'Wissenschaft']\n"
        "print([sorted(set(d.lang for d in P(8).map(detect, [t] * 8))) for t in texts])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[['ru'], ['es'], ['und'], ['de']]"


def test_import_is_light():
    code = "import sys, translate.language.detect; print([m for m in ('lingua', 'py3langid', 'langdetect', 'pymorphy3', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    ["Слово за слово. " * 70_000, "а" * 1_000_000, "x" * 1_000_000, "1 " * 500_000 + "Это было давно", "@" * 1_000_000],
    ids=["words", "one word", "one Latin word", "numbers first", "signs"],
)
def test_a_megabyte_is_cheap(text):
    detect("Столица"), detect("capital city")  # loads what is loaded on first use
    started = time.process_time()
    found = detect(text)
    assert time.process_time() - started < 2
    assert 0 <= found.confidence <= 1


def test_words_after_a_megabyte_of_numbers_are_seen():
    assert detect("1 " * 500_000 + "Это было давно").lang == "ru"


MIXED = st.text(alphabet=st.sampled_from("абвыіїўќљёЁЙqwertyüß '’-.@/:0123 \n\u0301\u00ad«»😀日Ω"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=120), MIXED), st.sampled_from([None, "ru", "uk", "en", "kk", "pl", "zxx", "und", "??"])
)
def test_any_text_gets_a_language(text, hint):
    found = detect(text, hint)
    assert isinstance(found, Detection)
    assert re.fullmatch(r"[a-z]{2,3}(-Latn)?", found.lang)
    assert 0 <= found.confidence <= 1
    assert found.rule in RULES
    assert detect(text, hint) == found


@settings(max_examples=100, deadline=None)
@given(st.lists(MIXED, max_size=12))
def test_any_document_gets_a_language_per_span(texts):
    found = detect_spans(spans(*texts))
    assert len(found) == len(texts)
    assert all(0 <= d.confidence <= 1 for d in found)
