import re
import unicodedata

import iuliia
import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from normalize.transliteration.romanize import LANGUAGES, given_name_spellings, romanizations, romanize, schemes

WORDS = (
    *("съешьте", "мягких", "французских", "булок", "царь", "флюгер", "щука", "рыжиков", "выпейте", "чаю"),
    *("подъезд", "яблоня", "хижина", "цирк"),
)


@pytest.mark.parametrize(("lang", "scheme", "source", "expected"), read_cases(__file__, "romanize.tsv"))
def test_cases(lang, scheme, source, expected):
    assert romanize(source, scheme, lang) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("bgn_pcgn", iuliia.BGN_PCGN),
        ("icao", iuliia.ICAO_DOC_9303),
        ("ala_lc", iuliia.ALA_LC),
        ("scholarly", iuliia.SCIENTIFIC),
        ("wikipedia", iuliia.WIKIPEDIA),
        ("gost_779_b", iuliia.GOST_779_ALT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_agrees_with_iuliia_where_iuliia_is_right(ours, theirs):
    # lower case, no ё: iuliia 0.13 leaves a Cyrillic ё in some schemes and capitalises ALL CAPS words wrongly
    for word in WORDS:
        assert romanize(word, ours) == unicodedata.normalize("NFC", theirs.translate(word)), word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_letter_is_left_behind(lang):
    alphabets = {
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    }
    for scheme in schemes(lang):
        out = romanize(alphabets[lang], scheme, lang)
        assert not re.search("[\u0400-\u04ff]", out), (scheme, out)


@given(st.text(max_size=60))
def test_other_scripts_are_copied(text):
    for scheme in ("press", "bgn_pcgn"):
        if not re.search("[\u0400-\u04ff]", text):
            assert romanize(text, scheme) == text


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя -", max_size=20))
def test_capitals_follow_the_source(text):
    # a lone capital is taken for an initial (Ю. is Yu.), so only longer words are shouted
    words = [word for word in re.split("[ -]", text) if len(word) > 1]
    for word in words:
        upper = romanize(word.upper(), "bgn_pcgn")
        assert upper == upper.upper()
    assert romanize(text, "bgn_pcgn") == romanize(text, "bgn_pcgn").lower()


def test_romanizations_lead_with_press_and_do_not_repeat():
    found = romanizations("Дмитрий Рогозин")
    assert found[0] == ("press", "Dmitry Rogozin")
    assert ("german_press", "Dmitri Rogosin") in found
    assert ("french_press", "Dmitri Rogozine") in found
    assert len({text for _, text in found}) == len(found)


def test_unknown_scheme_and_language_are_named():
    with pytest.raises(ValueError, match=r"no romanisation scheme 'klingon'.*press"):
        romanize("Рогозин", "klingon")
    with pytest.raises(ValueError, match="languages: ru, uk, be"):
        romanize("Рогозин", "press", "xx")


def test_given_names_keep_their_variants():
    assert given_name_spellings()["дмитрий"][0] == "Dmitry"
    assert "Dmitri" in given_name_spellings()["дмитрий"]


def test_long_and_empty_input():
    assert romanize("") == ""
    assert romanize("Ы" * 10_000) == "Y" * 10_000
