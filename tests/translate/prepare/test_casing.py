"""Capitals are brought down for the engine and put back afterwards."""

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from translate.prepare.casing import capitalise, prepare


@pytest.mark.parametrize(("text", "ready", "capitals"), read_cases(__file__, "casing.tsv"))
def test_prepare(text, ready, capitals):
    cased = prepare(text)
    assert (cased.text, cased.capitals) == (ready, capitals == "yes")
    assert cased.changed == (text != ready)


@pytest.mark.xfail(strict=True, reason="a surname that is also a word stays a word without its given name")
def test_surname_that_is_a_word():
    assert prepare("ВОЛК ПРИЕХАЛ В МОСКВУ НА ПЕРЕГОВОРЫ С МИНИСТРОМ").text.startswith("Волк")
    assert prepare("ПЕРЕГОВОРЫ С МИНИСТРОМ ПРОВЁЛ ВОЛК").text.endswith("Волк")


def test_other_languages_have_no_dictionary():
    assert prepare("УКРАЇНА ПРОСИТЬ ДОПОМОГИ У НАТО", "uk").text == "Україна просить допомоги у НАТО"


def test_addresses_keep_their_case():
    assert (
        capitalise("Read https://example.org/Path or write to Info@example.org, @Handle")
        == "READ https://example.org/Path OR WRITE TO Info@example.org, @Handle"
    )


@given(st.text(max_size=80))
def test_only_case_changes(text):
    cased = prepare(text)
    assert cased.text.casefold() == text.casefold() or not cased.changed or cased.text.upper() == text.upper()
