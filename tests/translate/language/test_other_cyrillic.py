"""Languages in Cyrillic letters that are not Russian, and Russian of words that the dictionary lacks."""

import pytest
from cases import read_cases

from normalize.resources import read_rows
from normalize.text.script import CYRILLIC_LETTER
from translate.language.alphabets import SLAVIC, family, foreign_languages
from translate.language.detect import detect, detect_spans
from translate.language.other_cyrillic import evidence, other_languages
from translate.segment.spans import split_spans


@pytest.mark.parametrize(("text", "allowed"), read_cases(__file__, "other_cyrillic.tsv"))
def test_language_beside_russian(text, allowed):
    assert detect(text).lang in allowed.split("|")


@pytest.mark.parametrize("text", read_cases(__file__, "russian_unknown_words.tsv"))
def test_russian_of_unknown_words(text):
    assert detect(text).lang == "ru"


def test_a_page_lends_its_language_to_what_says_little():
    page = "Балалар мектепке барады.\nСенат отырысы болды.\nАта мен апа\nСпорт"
    assert [d.lang for d in detect_spans(split_spans(page))] == ["kk", "kk", "kk", "kk"]


def test_a_russian_sentence_on_a_page_in_another_language():
    page = "Кыргыз тили\nБалдар мектепке барышат\nВчера в Бишкеке открыли новую школу для детей."
    assert [d.lang for d in detect_spans(split_spans(page))][-1] == "ru"


def test_letters_that_no_known_language_has_together():
    assert foreign_languages("ԥӡҷ") == ("ab",)
    assert foreign_languages("ԥӟ") == ("und",)
    assert foreign_languages("qr-код надворʼе") == ()  # Latin letters and apostrophes say nothing


def test_latin_letters_of_people_without_the_keyboard():
    assert detect("Цæгат Ирыстон").lang == "os"
    assert detect("Чăваш халăхĕ").lang == "cv"


def test_evidence_counts_a_word_once():
    once, twice = evidence(["жакшы"]), evidence(["жакшы", "жакшы"])
    assert once == twice
    assert once.words == 1
    assert once.langs["ky"] > 0
    assert evidence([]).langs == {}


def test_words_of_the_table_are_cyrillic_and_no_language_is_one_of_the_six():
    for lang, kind, items in read_rows("translate.language", "lang_other_cyrillic.tsv", columns=3, required=3):
        assert lang not in SLAVIC
        assert kind in ("word", "phrase", "end", "inside")
        assert not [
            w for w in items.split() if not all(CYRILLIC_LETTER.match(c) for c in w.strip(";-").replace("-", ""))
        ]
    assert all(family(lang) == "Cyrl" for lang in other_languages())
