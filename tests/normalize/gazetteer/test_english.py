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
        pytest.param("organisation", "Театр имени Вахтангова", "Vakhtangov Theatre", id="called after somebody"),
        pytest.param("organisation", "Военная академия имени Жукова", "Zhukov Military Academy", id="a man's genitive"),
        pytest.param("organisation", "Больница Склифосовского", "Sklifosovsky Hospital", id="without the word for it"),
        pytest.param(
            "organisation", "Псковская областная больница", "Pskov Regional Hospital", id="a town's adjective"
        ),
        pytest.param("organisation", "Зареченский алюминиевый завод", "Zarechensky Aluminum Plant", id="no known town"),
        pytest.param("organisation", "Городская больница № 5", "City Hospital No. 5", id="a number"),
        pytest.param("organisation", "64-я бригада", "64th Brigade", id="an ordinal"),
        pytest.param("organisation", "Правительство Омской области", "Government of Omsk Region", id="a region's"),
        pytest.param(
            "organisation", "Министерство спорта Татарстана", "Ministry of Sport of Tatarstan", id="a republic's"
        ),
        pytest.param("organisation", "Федерация хоккея", "Hockey Federation", id="a genitive"),
        pytest.param("organisation", "Журнал «Капитель»", "Kapitel Magazine", id="a quoted name"),
        pytest.param("organisation", "Школа злословия", "Shkola zlosloviya", id="a word not understood"),
        pytest.param("place", "Станция метро «Автово»", "Avtovo Metro Station", id="noun of two words"),
        pytest.param("place", "Ботанический сад", "Botanical Garden", id="an adjective that is a word"),
        pytest.param("place", "Троицкий мост", "Troitsky Bridge", id="one that is a name"),
        pytest.param("place", "Улица 1905 года", "1905 goda Street", id="a date"),
        pytest.param("place", "Улица Лесная", "Lesnaya Street", id="an adjective behind the noun"),
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
