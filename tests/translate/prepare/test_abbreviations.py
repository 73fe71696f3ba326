"""Abbreviations are written out where they have one meaning."""

import pytest

from translate.prepare.abbreviations import expand


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("1 254 300 руб. 50 коп., в том числе", "1 254 300,50 рублей, в том числе"),  # one amount
        ("14 471 рубль 5 копеек", "14 471,05 рубль"),
        ("70 коп. за штуку", "70 kopecks за штуку"),  # models take копейки for roubles and copy Latin words
        ("3 млрд руб.", "3 миллиардов рублей."),  # the last full stop may end the sentence
        ("5 руб. Завтра дороже", "5 рублей. Завтра дороже"),
        ("20руб", "20 рублей"),
        ("ул. Ленина, д. 5, стр. 2", "улица Ленина, дом 5, строение 2"),  # an address
        ("стр. 2", "стр. 2"),  # without a street it may be a page
        ("ст. 159 ч. 4", "статья 159 часть 4"),
        ("в 5 ч. утра", "в 5 ч. утра"),  # after a number it is no part
        ("тел. +7 916", "телефон +7 916"),
        ("и.о. министра", "исполняющий обязанности министра"),
        ("И.О. Иванов", "И.О. Иванов"),  # initials
        ("в р-не вокзала", "в районе вокзала"),
        ("ветер 5 м/с", "ветер 5 метров в секунду"),
        ("2 ч 15 мин", "2 часов 15 мин"),
        ("ст. 3 ч. 1", "статья 3 часть 1"),  # no hours: no minutes follow
        ("2-комн. квартира", "2-комнатная квартира"),
        ("Петров-старший и сын", "Петров Sr. и сын"),  # models copy it, and make "old" of the word
        ("самый старший", "самый старший"),
        ("у м. «Сокол»", "у метро «Сокол»"),
        ("у ст. м. «Сокол»", "у станция метро «Сокол»"),
        ("М. Горький", "М. Горький"),
        ("давление 740 мм рт. ст.", "давление 740 mmHg."),
    ],
)
def test_expand(text, full):
    assert expand(text) == full
