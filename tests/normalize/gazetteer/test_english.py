import pytest

from normalize.gazetteer.english import english_name
from normalize.mentions.find import find_names
from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        pytest.param("person", "Хасан Насралла", "Hassan Nasrallah", id="curated person"),
        pytest.param("person", "Насралла Хасан", "Hassan Nasrallah", id="family name first"),
        pytest.param("person", "Стэнли Джонсон", "Stanley Johnson", id="words of a foreign name"),
        pytest.param("person", "Глеб Ежов", "Gleb Yezhov", id="romanised"),
        pytest.param("person", "Пётр I", "Peter I", id="the number of a ruler stays"),
        pytest.param("place", "Река Лена", "Lena River", id="curated river"),
        pytest.param("place", "река Сухона", "Sukhona River", id="river with its noun"),
        pytest.param("place", "Улица Чехова", "Chekhov Street", id="a person's street"),
        pytest.param("place", "Садовая улица", "Sadovaya Street", id="noun last"),
        pytest.param("place", "Площадь Независимости", "Independence Square", id="called after a thing"),
        pytest.param("place", "Кировский район", "Kirovsky District", id="district"),
        pytest.param("place", "Штат Орегон", "Oregon", id="the noun is left out"),
        pytest.param("organisation", "Красный Крест", "Red Cross", id="curated organisation"),
        pytest.param("organisation", "Минкультуры Чили", "Ministry of Culture of Chile", id="body with its state"),
        pytest.param("organisation", "Ромашка", "Romashka", id="unknown organisation"),
        pytest.param("person", "Jane Doe", "Jane Doe", id="Latin stays"),
    ],
)
def test_english_names(kind, name, expected):
    assert english_name(name, kind).text == expected


def test_mentions_and_entities_agree():
    (mention,) = find_names("Он жил на улице Чехова.")
    rows = [NameInContext(mention.surface, mention.kind, "ru", "d", mention.lemma)]
    assert resolve_names(rows).entities[0].name == mention.romanized


@pytest.mark.parametrize(
    ("lang", "name", "expected"),
    [
        pytest.param("bg", "Димитър Щерев", "Dimitar Shterev", id="bg"),
        pytest.param("sr", "Ђорђе Ћирић", "Đorđe Ćirić", id="sr"),
        pytest.param("mk", "Ѓорѓи Спасов", "Gjorgji Spasov", id="mk"),
        pytest.param("uk", "Ганна Ґудзь", "Hanna Gudz", id="uk"),
        pytest.param("bg", "Владимир Путин", "Vladimir Putin", id="known in any language"),
    ],
)
def test_other_alphabets(lang, name, expected):
    assert english_name(name, "person", lang).text == expected
