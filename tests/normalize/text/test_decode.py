"""Bytes to text: the encoding found, or the good part kept and the damage named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.charset import SINGLE_BYTE, guess_single_byte
from normalize.text.decode import decode_bytes, decode_raw, is_binary

RUSSIAN = "Глава госкорпорации приехал на космодром рано утром, когда над степью ещё стоял туман."
SHORT = "В Москве прошёл дождь"


@pytest.mark.parametrize("text", [RUSSIAN, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866", "iso-8859-5"])
def test_russian_in_every_encoding(text, encoding):
    assert decode_raw(text.encode(encoding)).text == text


def test_mac_cyrillic_where_letters_tell():
    assert decode_raw(RUSSIAN.encode("mac-cyrillic")).text == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped_and_named(encoding):
    decoded = decode_bytes(SHORT.encode(encoding))
    assert (decoded.text, decoded.repairs) == (SHORT, ("bom",))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Київ приймає гостей з усієї України, Їжакевич і Ґалаґан прийшли", "cp1251"),
        ("Київ приймає гостей з усієї України, її вулиці гарні", "koi8-u"),
        ("Президентът на България каза, че всичко ще бъде наред", "cp1251"),
        ("Der Präsident fährt über die Brücke nach Köln zurück", "cp1252"),
        ("L’été à Besançon, c’est déjà la fête", "cp1252"),
    ],
    ids=["Ukrainian", "Ukrainian KOI8", "Bulgarian", "German", "French"],
)
def test_other_languages(text, encoding):
    assert decode_raw(text.encode(encoding)).text == text


@pytest.mark.parametrize("tail", ["\nСиноптики", " РФ на Ста", " — Чита", " «Хл"])
def test_capitals_are_not_quotation_marks_of_another_encoding(tail):
    """cp1251 and MacCyrillic share the lower-case letters: only capitals and marks tell them apart."""
    text = "решение отложили до вторника." + tail
    assert decode_raw(text.encode("cp1251")).text == text


def test_a_declared_charset_is_a_hint_not_an_order():
    data = RUSSIAN.encode("cp1251")
    assert decode_raw(data, "windows-1251").encoding == "cp1251"
    assert decode_raw(data, "koi8-r").text == RUSSIAN
    assert decode_raw(data, "no-such-charset").text == RUSSIAN
    assert decode_raw(data, "rot13").text == RUSSIAN
    assert decode_raw(RUSSIAN.encode(), "windows-1251").text == RUSSIAN
    assert decode_raw("日本語のテキスト".encode("shift_jis"), "shift_jis").text == "日本語のテキスト"


def test_damaged_utf8_keeps_the_good_part():
    decoded = decode_raw(RUSSIAN.encode()[:-30] + b"\xff" + "туман.".encode())
    assert decoded.text.count("\ufffd") <= 2
    assert (decoded.encoding, decoded.repairs) == ("utf-8", ("invalid_bytes",))


def test_a_line_in_another_encoding():
    decoded = decode_raw(RUSSIAN.encode() + b"\n" + SHORT.encode("cp1251"))
    assert decoded.text == f"{RUSSIAN}\n{SHORT}"
    assert decoded.repairs == ("mixed_encoding",)


def test_utf16_cut_in_the_middle_of_a_letter():
    decoded = decode_raw(SHORT.encode("utf-16")[:-1])
    assert decoded.text.startswith(SHORT[:-1])
    assert decoded.repairs == ("bom", "invalid_bytes")


@given(st.binary(max_size=400))
def test_never_raises_and_text_can_be_written(data):
    decoded = decode_bytes(data)
    assert isinstance(decoded.text, str)
    decoded.text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_valid_utf8_is_utf8(text):
    data = ("Текст: " + text).encode()
    assert decode_raw(data).text == "Текст: " + text


@given(st.binary(min_size=1, max_size=200))
def test_ranking_is_whole_and_sorted(data):
    ranked = guess_single_byte(data)
    assert sorted(guess.encoding for guess in ranked) == sorted(SINGLE_BYTE)
    assert [g.score for g in ranked] == sorted((g.score for g in ranked), reverse=True)


def test_binary():
    assert is_binary(bytes(range(256)) * 10)
    assert is_binary(b"\x7fELF\x02\x01\x01\x00" + b"\x00\x01\x02" * 100)
    for encoding in ("utf-8", "utf-16-le", "utf-16", "cp866", "koi8-r"):
        assert not is_binary(RUSSIAN.encode(encoding))
