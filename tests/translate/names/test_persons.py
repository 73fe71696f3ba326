"""Names through a translation: what counts as kept, what is spelled anew, how a name is masked and found again."""

from dataclasses import replace

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from normalize.morphology.persons import nominative
from normalize.transliteration.romanize import romanize
from translate.names.persons import kept_words, missing_names
from translate.names.placeholders import MaskedNames, latinise, mask_names
from translate.names.places import english_name
from translate.names.spelling import spell, spell_known
from translate.names.types import SourceName


def name_in(text, surface, lemma):
    start = text.index(surface)
    return SourceName(start, start + len(surface), surface, lemma, romanize(lemma))


@pytest.mark.parametrize(("kept", "lemma", "surface", "english"), read_cases(__file__, "fidelity.tsv"))
def test_what_counts_as_kept(kept, lemma, surface, english):
    missing = missing_names([SourceName(0, len(surface), surface, lemma, romanize(lemma))], english)
    assert (not missing) == (kept == "yes")


@pytest.mark.parametrize(("lemma", "romanized", "before", "after"), read_cases(__file__, "fidelity_spell.tsv"))
def test_spelling(lemma, romanized, before, after):
    assert spell([SourceName(0, 1, lemma, lemma, romanized)], before) == after


@pytest.mark.parametrize(
    ("text", "surface", "lemma", "masked"),
    [
        ("Жмыхова сменил Ладыгин.", "Жмыхова", "Жмыхов", "Петрова сменил Ладыгин."),  # the case tells who replaced whom
        ("Встреча с Жмыховой прошла.", "Жмыховой", "Жмыхова", "Встреча с Петровой прошла."),
        ("Беседа с Дмитрием Жмыховым.", "Дмитрием Жмыховым", "Дмитрий Жмыхов", "Беседа с Дмитрием Петровым."),
        ("Слово Зубрицкому.", "Зубрицкому", "Зубрицкий", "Слово Петрову."),
        ("ЖМЫХОВ УШЁЛ", "ЖМЫХОВ", "ЖМЫХОВ", "ПЕТРОВ УШЁЛ"),
        ("Петров и Жмыхов.", "Жмыхов", "Жмыхов", "Петров и Иванов."),  # a stand-in that is there already is not taken
    ],
)
def test_mask_names_keeps_gender_and_case(text, surface, lemma, masked):
    assert mask_names(text, [name_in(text, surface, lemma)]).text == masked


@pytest.mark.parametrize(
    ("text", "surface", "lemma", "masked"),
    [
        ("Армия Польши ждёт.", "Польши", "Польша", "Армия Москвы ждёт."),
        ("Москва и Польша ждут.", "Польша", "Польша", "Москва и Варшава ждут."),
        ("Переговоры с Загребом идут.", "Загребом", "Загреб", "Переговоры с Лондоном идут."),
        ("Суд ЦАР ждёт.", "ЦАР", "ЦАР", "Суд CAR ждёт."),  # its case is not to be seen
        ("На Филиппинах ждут.", "Филиппинах", "Филиппины", "На Philippines ждут."),  # no stand-in in the plural
    ],
)
def test_mask_names_of_places(text, surface, lemma, masked):
    start = text.index(surface)
    english = english_name(lemma, "place", romanize(lemma))
    name = SourceName(start, start + len(surface), surface, lemma, english, "place")
    assert mask_names(text, [name]).text == masked


@pytest.mark.parametrize(
    ("lemma", "before", "after"),
    [
        ("Ксения Собчак", "Kossenia Sobchak left.", "Ksenia Sobchak left."),
        ("Ксения Собчак", "Xenia Sobchak left.", "Xenia Sobchak left."),  # a known form
        ("Вера Полозкова", "Profe Polozkova came.", "Profe Polozkova came."),  # not like it at all
        ("Вера Полозкова", "Singer Polozkova came.", "Singer Polozkova came."),  # an English word
    ],
)
def test_a_garbled_given_name_is_put_right(lemma, before, after):
    assert spell([SourceName(0, 1, lemma, lemma, romanize(lemma))], before) == after


def test_a_document_that_names_the_person_in_full_leaves_no_doubt():
    doubtful = SourceName(0, 9, "Горбачева", "Горбачев", "Gorbachev")
    assert spell([doubtful], "Gorbacheva was buried.") == "Gorbacheva was buried."  # it may be a woman's name
    assert spell([replace(doubtful, sure=True)], "Gorbacheva was buried.") == "Gorbachev was buried."


def test_kept_words():
    name = SourceName(0, 15, "Ирины Подносовой", "Ирина Подносова", "Irina Podnosova")
    assert {word for _, word in kept_words([name], "Irina Subnosova died.")} == {"Ирина"}
    assert {word for _, word in kept_words([name], "Podnosova died.")} == {"Подносова"}


def test_more_names_than_stand_ins_are_written_in_latin_letters():
    surnames = ["Жмыхов", "Ладыгин", "Зубарев", "Крутицын", "Сычёв", "Рыжиков", "Малышев", "Козырев"]
    text = ", ".join(surnames)
    hidden = mask_names(text, [name_in(text, s, s) for s in surnames])
    assert len(hidden.names) == 6
    assert "Zhmykhov, Ladygin" in hidden.text


def test_undo():
    hidden = MaskedNames("Петров сменил Иванова.", (("Ivanov", "Ladygin"), ("Petrov", "Zhmykhov")))
    assert hidden.unmask("Petrov replaced Ivanov.") == "Zhmykhov replaced Ladygin."
    assert hidden.unmask("Petrova's place went to Ivanova.") == "Zhmykhov's place went to Ladygin."  # gender mistaken
    assert hidden.unmask("PETROV REPLACED IVANOV") == "ZHMYKHOV REPLACED LADYGIN"
    assert hidden.unmask("Petrov replaced him.") is None  # one is missing
    assert hidden.unmask("Petrov and Petrov replaced Ivanov.") is None  # which of them?
    assert hidden.unmask("Pyotr Petrov replaced Ivanov.") == "Zhmykhov replaced Ladygin."  # an invented given name goes
    assert (
        MaskedNames("Пётр Петров ушёл.", (("Petrov", "Zhmykhov"),)).unmask("Pyotr Petrov left.")
        == "Pyotr Zhmykhov left."
    )


def test_latinise():
    text = "Слово Зубрицкому и Жмыховой."
    names = [name_in(text, "Зубрицкому", "Зубрицкий"), name_in(text, "Жмыховой", "Жмыхова")]
    assert latinise(text, names) == "Слово Zubritsky и Zhmykhova."


@pytest.mark.parametrize(
    ("lemma", "before", "after"),
    [
        ("Ростех", "Rostekh launches its token", "Rostec launches its token"),
        ("Роскосмос", "ROSKOSMOS AND NASA", "ROSCOSMOS AND NASA"),
        ("Роскосмос", "Roscosmos and Roskosmos's partners", "Roscosmos and Roscosmos's partners"),
        ("Минтранс", "the Mintrans said", "the Mintrans said"),  # the gazetteer has it of several states
        ("ООН", "the UN said", "the UN said"),  # no transcription
        ("Вектор", "the Vektor plant", "the Vektor plant"),  # not in the gazetteer
    ],
)
def test_known_organisations_get_their_english_name(lemma, before, after):
    name = SourceName(0, len(lemma), lemma, lemma, romanize(lemma), "organisation")
    assert spell_known([name], before) == after


@given(st.text(max_size=200))
def test_a_right_spelling_is_never_touched(noise):
    """Whatever stands around it, an English that has the press spelling stays as it is."""
    name = SourceName(0, 7, "Жмыхова", nominative("Жмыхова"), "Zhmykhov")
    english = f"{noise} Zhmykhov {noise}"
    assert missing_names([name], english) == []
    assert spell([name], english) == english


@given(st.text(max_size=100), st.text(max_size=40))
def test_any_text_is_taken(english, surface):
    names = [SourceName(0, len(surface), surface, surface, surface)]
    assert set(missing_names(names, english)) <= set(names)
    assert isinstance(spell(names, english), str)
    assert isinstance(mask_names(surface + english, names).unmask(english), str | None)  # None: a placeholder is gone
