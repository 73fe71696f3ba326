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
        pytest.param([("Gleb Jeschow", "de", 5)], "Gleb Yezhov", id="a Slavic name from German"),
        pytest.param([("Sergueï Tchernychev", "fr", 2)], "Sergey Chernyshev", id="from French"),
        pytest.param([("Hans Müller", "de", 2)], "Hans Müller", id="German names are theirs to spell"),
        pytest.param([("Jan Nowak", "pl", 2)], "Jan Nowak", id="Polish ones too"),
        pytest.param([("Wladimir Putin", "de", 2)], "Vladimir Putin", id="a known person"),
        pytest.param([("Володимир Путін", "uk", 2)], "Vladimir Putin", id="known, from Ukrainian"),
        pytest.param([("Сергеј Лавров", "sr", 2)], "Sergey Lavrov", id="known, from Serbian"),
        pytest.param([("Elvira Nabioullina", "fr", 2)], "Elvira Nabiullina", id="known, from French"),
        pytest.param([("Volodímir Zelenski", "und", 2)], "Volodymyr Zelensky", id="in a span of unknown language"),
        pytest.param([("Зайцев-старший", "ru", 2)], "Zaytsev Sr.", id="a relative"),
        pytest.param([("глеб ежов", "ru", 2)], "Gleb Yezhov", id="no small letters"),
        pytest.param(
            [("Гусейнов Рашид Али оглы", "ru", 2)], "Rashid Ali ogly Guseynov", id="family name first, son of"
        ),
        pytest.param([("Кузнецовы", "ru", 2)], "Kuznetsovs", id="a family"),
        pytest.param([("White, Emma", "en", 2)], "Emma White", id="given name first"),
    ],
)
def test_name_that_is_shown(spellings, expected):
    given = [Spelling(text, text, lang, FULL, n, "name") for text, lang, n in spellings]
    assert canonical("person", given).name == expected
