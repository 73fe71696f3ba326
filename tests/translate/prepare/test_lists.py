"""Lists are cut into their members, and a lost member is noticed."""

import pytest

from translate.prepare.chunks import by_lists, by_members, whole_lines
from translate.prepare.letter_spacing import whole_words
from translate.prepare.lists import has_lost_members


def members(text, cut=by_lists):
    return [piece.text for piece in cut(whole_lines(text)) if piece.translate]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("чай/кофе/сок", ["чай", "кофе", "сок"]),
        ("чёрный чай / кофе с молоком", ["чёрный чай", "кофе с молоком"]),
        ("[чай] [кофе]", ["чай", "кофе"]),
        ("Напиток (чай/кофе)", ["Напиток", "чай", "кофе"]),
        ("Выберите чай/кофе на завтрак", ["Выберите чай/кофе на завтрак"]),  # a sentence around it
        ("да/нет/не знаю", ["нет", "не знаю"]),
        ("Выберите чай/кофе/сок на завтрак", ["Выберите чай/кофе/сок на завтрак"]),
        ("Приедет и/или уедет", ["Приедет и/или уедет"]),
        ("скорость в км/ч", ["скорость в км/ч"]),
        ("Груши, сливы, дыни", ["Груши", "сливы", "дыни"]),  # the lexicon has them all
        ("Состав: мука, сахар, соль", ["Состав", "мука", "сахар", "соль"]),
        ("Груши, сливы", ["Груши, сливы"]),
        ("Рим, Прага, Вена", ["Рим, Прага, Вена"]),  # names: the lexicon has вена, a vein
        ("Груши, сливы, пшыкалки", ["Груши, сливы, пшыкалки"]),
        ("Пришёл, увидел, победил", ["Пришёл, увидел, победил"]),  # no things
    ],
)
def test_lists(text, parts):
    assert members(text) == parts


def test_members_of_any_list():
    assert members("Меню: чай, кофе; сок", by_members) == ["Меню", "чай", "кофе", "сок"]


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Меню: чай, кофе, сок, вода", "Menu: tea, coffee, water", True),
        ("Меню: чай, кофе, сок и вода", "Menu: tea, coffee, juice, and water", False),
        ("Выберите чай/кофе/сок на завтрак", "Choose tea for breakfast", True),
        ("Выберите чай/кофе на завтрак", "Choose tea or coffee for breakfast", False),
        ("Если он знает, то, видимо, скажет", "If he knows he will say", False),  # a sentence
    ],
)
def test_lost_members(source, target, lost):
    assert has_lost_members(source, target) == lost


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("О Б Ъ Я В Л Е Н И Е", "ОБЪЯВЛЕНИЕ"),
        ("О Б Ъ Я В Л Е Н И Е   О   П Р О Д А Ж Е", "ОБЪЯВЛЕНИЕ   О   ПРОДАЖЕ"),
        ("П Р И К А З О Б О Т П У С К Е", "ПРИКАЗ ОБ ОТПУСКЕ"),  # no wider gap between the words
        ("Ы Ж Ъ Щ", "ЫЖЪЩ"),
        ("Обычный текст", "Обычный текст"),
    ],
)
def test_letter_spaced_words(text, words):
    assert whole_words(text) == words
