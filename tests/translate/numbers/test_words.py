"""Russian numbers in words: what they are worth, and when they are written in figures for the engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.numbers.words import compounds_in_figures, quantities, write_in_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Пять из двадцати трёх депутатов", "Пять из 23 депутатов"),  # the words up to ten are known to models
        ("Двести пятьдесят тысяч рублей", "250 тысяч рублей"),  # the scale stays a word
        ("Полтора миллиона евро", "1,5 миллиона евро"),
        ("два миллиона триста тысяч", "2 300 000"),  # two scales: figures throughout
        ("три тысячи акций", "три тысячи акций"),
        ("тысяча пятьсот рублей", "1 500 рублей"),
        ("двадцать третьего февраля", "23 февраля"),  # a date has no ending
        ("в две тысячи двадцать первом году", "в 2021 году"),
        ("Двадцать первый век", "21-й век"),
        ("сорок пятой школы", "45-й школы"),
        ("сто двадцать первого", "121-го"),
        ("тысячи людей", "тысячи людей"),  # no number
        ("пять, шесть, семь", "пять, шесть, семь"),
        ("позвонить в СТО", "позвонить в СТО"),  # a service station
        ("Сорока прилетела", "Сорока прилетела"),  # a magpie
        ("около сорока человек", "около 40 человек"),
        ("минут двадцать пять сто раз", "минут 25 100 раз"),  # "пять сто" is no number
    ],
)
def test_in_figures(text, figures):
    assert write_in_figures(text) == figures


def test_single_words_are_left_to_models_at_first():
    assert compounds_in_figures("сорок и сорок два, полтора года") == "сорок и 42, 1,5 года"


def test_where_it_stands():
    text = "из двадцати трёх депутатов"
    assert [(text[q.start : q.end], q.value, q.words) for q in quantities(text)] == [("двадцати трёх", 23, 2)]


@given(
    st.lists(st.sampled_from(["сто", "двадцать", "три", "тысяч", "третий", "полтора", "дом", "миллион"]), max_size=8)
)
def test_other_words_stay(words):
    assert write_in_figures(" ".join(words)).count("дом") == words.count("дом")
