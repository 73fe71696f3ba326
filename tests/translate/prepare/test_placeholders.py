"""Numbers that identify are found, kept from the engine, and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.prepare.placeholders import find_identifiers, hide, mask_identifiers, reveal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Звоните +7 916 555-01-23.", ["+7 916 555-01-23"]),
        ("Моб. 8 916 111 22 33", ["8 916 111 22 33"]),
        ("8(916)111-22-33, доб. 5", ["8(916)111-22-33"]),
        ("ISBN 978-5-02-040123-4", ["978-5-02-040123-4"]),
        ("участок 77:01:0001001:1234", ["77:01:0001001:1234"]),
        ("№ 2-3417/2020 и А40-12345/2021", ["№ 2-3417/2020", "А40-12345/2021"]),
        ("ОГРН 1027700132195, ИНН 7707083893", ["1027700132195", "7707083893"]),
        ("счёт 40702810900000012345", ["40702810900000012345"]),
        ("СНИЛС 112-233-445 95", ["112-233-445 95"]),
        ("от 12.05.2023 и 2023-05-12", ["12.05.2023", "2023-05-12"]),
        ("1 254 300 руб., 4,5 %, 3:1, 11:15", []),  # quantities, scores and times are read
        ("в 2018-2019 гг., сезон 2015/16", []),
        ("https://a.example/123456789", []),  # part of an address
    ],
)
def test_found(text, found):
    assert [text[start:end] for start, end in find_identifiers(text)] == found


def test_hidden_and_revealed():
    ready, hidden = hide("Дело № А40-1/2021 от 12.05.2023")
    assert ready == "Дело XQ1 от XQ2"
    assert reveal("The xq1 case of XQ2", hidden) == "The No. A40-1/2021 case of 12.05.2023"


def test_masked_in_both_texts():
    assert mask_identifiers("ИНН 7707083893, 5 чел.", "TIN 7707083893, 5 people") == (
        "ИНН  , 5 чел.",
        "TIN  , 5 people",
    )


@given(st.text(alphabet="дА № 0123456789-/.:+()XQ", max_size=80))
def test_what_is_hidden_comes_back(text):
    ready, hidden = hide(text)
    assert len(hidden) in {0, len(find_identifiers(text))}
    if not hidden:
        assert ready == text
    assert all(one.text in reveal(ready, hidden) for one in hidden)
