"""Short Russian records: headings, dates, laws, small ads, headlines."""

import pytest
from cases import read_cases

from translate.language.detect import detect, detect_spans
from translate.language.russian_entries import acronyms_in_codes, entry_weight, known_acronyms, outside_quotes
from translate.segment.spans import split_spans


@pytest.mark.parametrize("text", read_cases(__file__, "short_russian.tsv"))
def test_short_record_alone(text):
    assert detect(text).lang == "ru"


@pytest.mark.parametrize("text", ["Война", "Культура", "Видео"])
def test_surroundings_win_over_an_entry(text):
    assert detect(text, hint="bg").lang == "bg"
    assert detect(text, hint="ru").lang == "ru"


def test_headings_of_a_russian_page_are_russian_together_as_alone():
    found = detect_spans(split_spans("Война\nКультура\nМузыка\nИстория"))
    assert [d.lang for d in found] == ["ru"] * 4


def test_declared_language_of_the_source():
    spans = split_spans("Контакт")
    assert detect_spans(spans, hint="sr")[0].lang == "sr"
    assert detect_spans(spans)[0].lang == "ru"


def test_entries():
    assert entry_weight(["Вчера", "в"], "Вчера в 21:47") > 0
    assert entry_weight(["Квартира"], "Квартира") > 0
    assert entry_weight(["дом", "новы"], "дом новы") == 0
    assert entry_weight(["Добърден"], "Добърден") == 0


def test_acronyms_inside_codes():
    assert acronyms_in_codes("№ 44-ФЗ от 05.04.2013") == ["ФЗ"]
    assert acronyms_in_codes("HQ-9B") == []
    assert known_acronyms("ГЛАВНОЕ ЗА СУТКИ") == 0
    assert outside_quotes("ООО «Нур Жол»") == ["ООО"]
    assert outside_quotes("Нур Жол") == []
