import pytest

from normalize.resolution.blocking import FULL
from normalize.resolution.canonical import Spelling, canonical


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        pytest.param([("Глеб Ежов", "ru", 1), ("Gleb Jeschow", "de", 9)], "Gleb Yezhov", id="no foreign spelling"),
        pytest.param([("Gleb Ezhov", "en", 2), ("Глеб Ежов", "ru", 9)], "Gleb Ezhov", id="the corpus' English"),
        pytest.param([("Gleb Ezhov Jr", "en", 9), ("Gleb Ezhov", "en", 1)], "Gleb Ezhov", id="no word for a role"),
        pytest.param(
            [("Hassan Nasralla", "en", 5), ("Хасан Насралла", "ru", 1)], "Hassan Nasrallah", id="established first"
        ),
        pytest.param([("GLEB EZHOV", "en", 5)], "Gleb Ezhov", id="no capitals"),
        pytest.param([("Димитър Щерев", "bg", 5)], "Dimitar Shterev", id="Bulgarian letters"),
        pytest.param([("Gleb Jeschow", "de", 5)], "Gleb Jeschow", id="nothing else there"),
    ],
)
def test_name_that_is_shown(spellings, expected):
    given = [Spelling(text, text, lang, FULL, n, "name") for text, lang, n in spellings]
    assert canonical("person", given).name == expected
