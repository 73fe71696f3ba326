import pytest

from normalize import find_names
from normalize.gazetteer.state_bodies import english_body


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("Минфин США ввёл санкции против компании.", ["Минфин США"]),
        ("Представитель Минюста США отказался от ответа.", ["Минюста США"]),
        ("МИДу России и МИДу Украины", ["МИДу России", "МИДу Украины"]),
        ("МВД РФ и ФСБ России молчат.", ["МВД РФ", "ФСБ России"]),
        ("Верховный суд США отклонил жалобу.", ["Верховный суд США"]),
        ("Решение Верховного суда Татарстана", ["Верховного суда Татарстана"]),
        ("Генпрокуратура Белоруссии возбудила дело.", ["Генпрокуратура Белоруссии"]),
        ("Следственный комитет Белоруссии сообщил.", ["Следственный комитет Белоруссии"]),
        ("ЦБ Швейцарии снизил ставку.", ["ЦБ Швейцарии"]),
        ("Министерство обороны США сообщило.", ["Министерство обороны США"]),
        ("Дума Владивостока приняла бюджет.", ["Дума Владивостока"]),
        ("МИД Саудовской Аравии заявил протест.", ["МИД Саудовской Аравии"]),
    ],
)
def test_a_body_of_state_takes_in_its_country(text, organisations):
    found = find_names(text, "ru")
    assert [m.surface for m in found if m.kind == "organisation"] == organisations
    assert not [m for m in found if m.kind == "place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # no genitive
        ("Минфин Москве не поможет.", [("Минфин", "organisation"), ("Москве", "place")]),
        # a company is not the country's
        ("Газпром России нужен.", [("Газпром", "organisation"), ("России", "place")]),
        # a post is no body
        ("Министр финансов США приехал.", [("США", "place")]),
        # a comma between them
        ("МИД, Украина и НАТО", [("МИД", "organisation"), ("Украина", "place"), ("НАТО", "organisation")]),
    ],
)
def test_other_neighbours_stay_apart(text, expected):
    assert [(m.surface, m.kind) for m in find_names(text, "ru")] == expected


def test_the_lemma_keeps_the_country():
    assert [m.lemma for m in find_names("Об этом сообщили Минфину США.", "ru")] == ["Минфин США"]


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Минфин Германии", "Ministry of Finance of Germany"),
        ("Верховный суд США", "Supreme Court of the United States"),
        ("Дума Владивостока", "Duma of Vladivostok"),
        ("Министерство обороны Украины", ""),  # what it is the ministry of stands between
        ("Верховный суд Нижних Васюков", ""),  # nobody knows the place
        ("Парламент", ""),
        ("Газпром", ""),
    ],
)
def test_english_names(russian, english):
    assert english_body(russian) == english
