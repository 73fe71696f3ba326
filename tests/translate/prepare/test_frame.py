"""What stands around a text is taken off and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.prepare.frame import latin_items, same_ending, split_frame


@pytest.mark.parametrize(
    ("text", "lead", "core", "trail"),
    [
        (": список", ": ", "список", ""),  # the rest of what was cut off before
        ("[12] Музей", "[12] ", "Музей", ""),
        ("3. ^ Архив", "3. ^ ", "Архив", ""),
        ("^ a b Архив", "^ a b ", "Архив", ""),  # several ways back
        ("2) Окно", "2) ", "Окно", ""),
        ("2.1. Общие положения", "2.1. ", "Общие положения", ""),
        ("2.5 млн рублей", "", "2.5 млн рублей", ""),  # a number, no item
        ("1941. Начало", "", "1941. Начало", ""),  # a year
        ("в) копия", "c) ", "копия", ""),  # the third letter
        ("(Б) Ответ", "(B) ", "Ответ", ""),
        ("с) копия", "q) ", "копия", ""),
        ("Цена*", "", "Цена", "*"),
        ("Цена **", "", "Цена", " **"),
        ("Завод[3]", "", "Завод", "[3]"),
        ("Завод работает.[3][4]", "", "Завод работает.", "[3][4]"),
        ("Завод работает[3].", "", "Завод работает.", "[3]"),  # English has the footnote after the stop
        ("© Автор", "© ", "Автор", ""),
        ("Автор ©", "", "Автор", " ©"),
        ("Сила™", "", "Сила", "™"),
        ("(«Север»)", '("', "Север", '")'),
        ("«(Север)»", '"(', "Север", ')"'),
        ("<b>Окно</b>", "<b>", "Окно", "</b>"),
        ("<b>Окно</b> и <b>дверь</b>", "", "<b>Окно</b> и <b>дверь</b>", ""),  # closed within the text
        ("<b>Окно</b> открыто", "", "<b>Окно</b> открыто", ""),
        ('<a href="/x?y=1">Окно</a>', '<a href="/x?y=1">', "Окно", "</a>"),
        ("«Север» и «Юг»", "", "«Север» и «Юг»", ""),  # two titles, no frame
        ("***", "***", "", ""),
    ],
)
def test_split_frame(text, lead, core, trail):
    framed = split_frame(text)
    assert (framed.lead, framed.core, framed.trail) == (lead, core, trail)


@given(st.text(alphabet="ав 12.:;,*^()[]<>/b©«»\n—", max_size=40))
def test_any_text_has_a_frame(text):
    framed = split_frame(text)
    assert bool(framed.core.strip()) or not any(c.isalpha() for c in framed.lead.replace("b", ""))


def test_items_within_a_text_get_latin_letters():
    assert latin_items("а) паспорт; б) виза, в) билет") == "а) паспорт; b) виза, c) билет"


@pytest.mark.parametrize(
    ("source", "target", "ending"),
    [
        ("Он ушёл.", "He left", "He left."),
        ("Он ушёл", "He left.", "He left"),
        ("Он ушёл", "He left,", "He left"),
        ("за 5", "for 5;", "for 5"),
        ("в США", "in the U.S.", "in the U.S."),
    ],
)
def test_same_ending(source, target, ending):
    assert same_ending(source, target) == ending
