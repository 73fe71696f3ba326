"""Mojibake: damage is repaired on the evidence of words, and what is no damage stays, whatever stands beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.clean_document import clean_text
from normalize.text.decode import decode_raw
from normalize.text.mojibake import fix_mojibake

WORDS = [
    "гавань",
    "причал",
    "паром",
    "баржа",
    "буксир",
    "лоцман",
    "якорь",
    "мостик",
    "палуба",
    "трюм",
    "шторм",
    "отлив",
    "прилив",
    "маяк",
    "бакен",
    "рулевой",
    "капитан",
    "экипаж",
    "погрузка",
    "рейс",
    "завтра",
    "вечером",
    "начальник",
    "порта",
    "объявил",
    "новое",
    "расписание",
    "жители",
    "посёлка",
    "собрались",
    "площадь",
    "мэр",
    "эксперты",
    "щука",
    "ёж",
    "цапля",
    "хлеб",
    "юность",
    "съезд",
    "подъём",
    "июнь",
    "вьюга",
    "этаж",
]
WRONG = [
    *(("utf-8", read) for read in ("cp1252", "latin-1", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "macroman")),
    *(("cp1251", read) for read in ("cp1252", "latin-1", "koi8-r", "cp866", "iso-8859-5", "macroman")),
    *(("koi8-r", read) for read in ("cp1252", "latin-1", "cp1251", "cp866", "iso-8859-5")),
    *(("cp866", read) for read in ("cp1252", "latin-1", "cp1251", "koi8-r")),
    *(("iso-8859-5", read) for read in ("latin-1", "cp1251", "cp866")),
]
IDS = [f"{written} read as {read}" for written, read in WRONG]


def misread(text, written, read):
    return text.encode(written).decode(f"sloppy-windows-{read[2:]}" if read in {"cp1251", "cp1252"} else read)


HEADLINE = "Капитан порта объявил новое расписание, жители посёлка ждут парома"


@pytest.mark.parametrize(("written", "read"), WRONG, ids=IDS)
@pytest.mark.parametrize("known", [False, True], ids=["guessed", "known"])
def test_every_common_kind_is_repaired(written, read, known):
    assert fix_mojibake(misread(HEADLINE, written, read), known_encoding=known) == HEADLINE


@pytest.mark.parametrize(("written", "read"), WRONG[:7], ids=IDS[:7])
def test_damage_done_twice(written, read):
    damaged = misread(misread(HEADLINE, written, read), "utf-8", "cp1252")
    assert fix_mojibake(damaged) == HEADLINE


@pytest.mark.parametrize(("written", "read"), WRONG, ids=IDS)
def test_one_line_is_repaired_and_its_neighbours_are_not(written, read):
    lines = ["ЭЭЭЭЭ", "ШОК #хэштег #хэштег #хэштег #хэштег", HEADLINE.upper(), "Щхуа Ыйджан", "Ого, ыыыыы!"]
    damaged = "\n".join([*lines, misread(HEADLINE, written, read), *lines])
    assert fix_mojibake(damaged).split("\n") == [*lines, HEADLINE, *lines]


SHOUTS = st.builds(lambda char, n, tail: char * n + tail, st.sampled_from("АБВГЕЁЖЗИЙКЛМОПРСТУФХЦЧШЩЪЫЬЭЮЯаеёийоуфхщъыьэюя"), st.integers(2, 12), st.sampled_from(["", "!", "!!!", "...", " да", ")))", "?!"]))  # fmt: skip
TAGS = st.builds(lambda word, n: " ".join([f"#{word}"] * n), st.sampled_from(["хэштег", "ШОК", "Щука", "ЭХО", *WORDS]), st.integers(1, 9))  # fmt: skip
ODD_CASE = st.builds(lambda word, cut: word[:cut].upper() + word[cut:].swapcase(), st.sampled_from(WORDS), st.integers(0, 5))  # fmt: skip
LINES = st.lists(st.one_of(SHOUTS, TAGS, ODD_CASE, st.sampled_from(WORDS), st.sampled_from(WORDS).map(str.upper)), min_size=1, max_size=8).map(" ".join)  # fmt: skip


@given(st.lists(LINES, max_size=4).map("\n".join), st.booleans())
def test_words_and_shouts_stay(text, known):
    assert fix_mojibake(text, known_encoding=known) == text
    assert clean_text(text, known_encoding=known)[0] == text


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ,.!#-\n", max_size=60))
def test_letters_whose_encoding_is_known_are_never_touched(text):
    assert fix_mojibake(text, known_encoding=True) == text


@given(LINES, st.sampled_from(["cp1251", "koi8-r", "cp866", "iso-8859-5"]))
def test_a_declared_charset_that_fits_is_taken(text, encoding):
    assert decode_raw(text.encode(encoding), encoding).text == text


def test_known_encodings():
    text = "ШОК"
    assert decode_raw(text.encode("utf-8-sig")).is_known
    assert decode_raw(text.encode("cp1251"), "windows-1251").is_known
    assert decode_raw(text.encode(), "utf-8").is_known
    assert not decode_raw(text.encode()).is_known
    assert not decode_raw(text.encode() + b"\xff", "utf-8").is_known
