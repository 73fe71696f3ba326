import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.parse.other_slavic import other_nominative


@pytest.mark.parametrize(
    ("lang", "form", "nominative"),
    [
        ("uk", "Сергієм Лавровим", "Сергій Лавров"),
        ("uk", "Володимиру Зеленському", "Володимир Зеленський"),
        ("uk", "Володимир Зеленський", "Володимир Зеленський"),
        ("uk", "Юлії Тимошенко", "Юлія Тимошенко"),
        ("uk", "Миколи Азарова", "Микола Азаров"),
        ("uk", "Дмитра Кулеби", "Дмитро Кулеба"),
        ("uk", "Ганни Маляр", "Ганна Маляр"),
        ("uk", "Путіним", "Путін"),
        ("uk", "Шевченка", "Шевченко"),
        ("uk", "Джо Байдена", "Джо Байден"),
        ("uk", "Леся Українка", "Леся Українка"),  # no case form of Лесь
        ("uk", "Лаврова", "Лаврова"),  # may be a woman
        ("be", "Аляксандрам Лукашэнкам", "Аляксандр Лукашэнка"),
        ("pl", "Siergieja Ławrowa", "Siergiej Ławrow"),
        ("pl", "Marii Zacharowej", "Maria Zacharowa"),
        ("pl", "Andrzejem Dudą", "Andrzej Duda"),
        ("pl", "Angeli Merkel", "Angela Merkel"),
        ("cs", "Sergejem Lavrovem", "Sergej Lavrov"),
        ("sr", "Александром Вучићем", "Александр Вучић"),
        ("sr", "Владимиром Путином", "Владимир Путин"),
        ("de", "Angela Merkels", "Angela Merkels"),  # no table
    ],
)
def test_nominatives(lang, form, nominative):
    assert other_nominative(form, lang) == nominative


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["uk", "be", "pl", "cs", "sr", "hr"]))
def test_any_text_has_as_many_words_as_before(text, lang):
    assert len(other_nominative(text, lang).split(" ")) == len(text.split(" "))
