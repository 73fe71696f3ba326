import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.kinds import PERSON
from normalize.morphology.disambiguate import lemmas_in_context
from normalize.morphology.lemma import lemma
from normalize.morphology.persons import lemmas, nominative
from normalize.text.recase import recase


@pytest.mark.parametrize(("source", "expected", "gender"), read_cases(__file__, "lemmas.tsv"))
def test_cases(source, expected, gender):
    assert nominative(source) == expected
    assert lemmas(source)[0].gender == gender.replace("-", "")


def test_gender_decides_when_it_is_given():
    assert nominative("Пескова", "f") == "Пескова"
    assert nominative("Пескова", "m") == "Песков"
    assert nominative("Валерия Зорькина", "m") == "Валерий Зорькин"
    with pytest.raises(ValueError, match="gender must be"):
        nominative("Пескова", "женский")


def test_doubt():
    first, second = lemmas("Пескова")[:2]
    assert (first.text, first.gender) == ("Песков", "m")
    assert (second.text, second.gender) == ("Пескова", "f")
    assert first.score < 0.9
    assert lemmas("Дмитрия Пескова")[0].score > 0.95


def test_document_decides_the_doubt():
    assert lemmas_in_context("Пескова", ["Дмитрий Песков", "Пескова"])[0].text == "Песков"
    assert lemmas_in_context("Пескова", ["Татьяна Пескова", "Пескова"])[0].text == "Пескова"
    assert lemmas_in_context("Рогозина Д. О.", ["Елены Рогозиной"])[0].text == "Рогозина Д. О."


def test_contradicting_document_keeps_the_doubt():
    both = lemmas_in_context("Пескова", ["Дмитрий Песков", "Татьяна Пескова"])
    assert both[0].score < 0.9
    assert lemmas_in_context("Пескова", []) == lemmas("Пескова")


def test_adjectival_surname_of_a_curated_person():
    assert nominative("Василия Ланового") == "Василий Лановой"


@pytest.mark.xfail(strict=True, reason="plural surnames are not brought to the singular")
def test_plural_surname():
    assert nominative("братьев Ротенбергов") == "Ротенберг"


def test_japanese_name_that_is_a_russian_word_of_a_curated_person():
    assert nominative("Тору Камикава") == "Тору Камикава"


def test_a_womans_word_keeps_the_form():
    assert lemma("Лисицына Т.Г.", PERSON, {}).text == "Лисицын Т.Г."
    assert lemma("Лисицына Т.Г.", PERSON, {}, woman=True).text == "Лисицына Т.Г."
    assert lemma("Александра Яковенко", PERSON, {}, woman=True).text == "Александра Яковенко"


def test_bad_input():
    assert [lemma.text for lemma in lemmas("")] == [""]
    assert [lemma.text for lemma in lemmas("!!!")] == [""]
    assert nominative("Рoгoзина Дмитрия") == "Рогозин Дмитрий"  # Latin o
    assert len(nominative("Рогозина " * 1250)) < 400
    assert nominative("🚀 Рогозину Дмитрию") == "Рогозин Дмитрий"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="абвгеиклнорстуяьйА-. '", max_size=24))
def test_always_an_answer_with_scores_in_order(text):
    found = lemmas(text)
    assert found
    assert all(0 <= lemma.score <= 1 for lemma in found)
    assert [lemma.score for lemma in found] == sorted((lemma.score for lemma in found), reverse=True)
    assert len(found[0].text.split()) == len(found[-1].text.split())


def test_recase():
    assert recase("рогозин", "РОГОЗИНУ") == "РОГОЗИН"
    assert recase("маккейн", "МакКейна") == "МакКейн"
    assert recase("ростов-на-дону", "Ростове-на-Дону") == "Ростов-на-Дону"
    assert recase("фёдор", "Федора") == "Федор"
    assert recase("лев", "Льва") == "Лев"
