import pytest

from translate.language.detect import detect
from translate.language.result import Detection
from translate.language.western import western


def best(found):
    return found.lang if isinstance(found, Detection) else max(found.langs, key=found.langs.get)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The ships came back to the harbour yesterday", "en"),
        ("Die Schiffe sind gestern in den Hafen zurückgekehrt", "de"),
        ("Les navires sont rentrés hier dans le port", "fr"),
    ],
)
def test_words_tell_the_three_languages(text, lang):
    assert best(western(text.split())) == lang


def test_russian_in_latin_letters_is_russian():
    found = western(["eto", "ochen", "horoshiy", "den", "segodnya"])
    assert (found.lang, found.rule) == (detect("eto ochen horoshiy den segodnya").lang, "translit")
