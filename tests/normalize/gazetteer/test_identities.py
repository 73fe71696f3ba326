"""Known organisations and bodies of state: a body belongs to the place in its name, or to nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.gazetteer.identities import english_title, identify, russian_title
from normalize.match.compare import compare
from normalize.resources import read_rows

BODIES = list(read_rows("normalize.gazetteer", "body_heads.tsv", columns=4))


@pytest.mark.parametrize(
    "names",
    [
        "МИД Латвии|МИДа Латвии|латвийский МИД|Latvian Foreign Ministry|Ministry of Foreign Affairs of the Republic of Latvia",
        "МИД РФ|МИД России|Russian Foreign Ministry",
        "ФБР|FBI|Федеральное бюро расследований США|Федерального бюро расследований",
        "ВВС США|Военно-воздушные силы США|US Air Force|U.S. Air Force",
        "СБУ|Служба безопасности Украины|Security Service of Ukraine",
        "СНБО|Совет национальной безопасности и обороны Украины",
        "Constitutional Court of Spain|Конституционный суд Испании|испанский Конституционный суд",
        "Центробанк РФ|Банк России|Central Bank of Russia",
        "ЦИК Белоруссии|Central Election Commission of Belarus|белорусский ЦИК",
        "Пентагон|Министерство обороны США|US Department of Defense",
        "BBC|Би-би-си",
    ],
)
def test_names_of_one_organisation(names):
    found = {identify(name).ids for name in names.split("|")}
    assert len(found) == 1
    assert len(found.pop()) == 1


@pytest.mark.parametrize(
    "name",
    [
        "МИД",
        "Верховный суд",
        "The Supreme Court",
        "Минздрав",
        "Кабмин",
        "ЦИК",
        "ВВС",
        "Foreign Ministry",
        "Генпрокуратуры",
    ],
)
def test_a_bare_body_is_nobodys(name):
    identity = identify(name)
    assert identity.is_bare
    assert not identity.ids


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("МИД Латвии", "МИД Литвы"),
        ("МИД Австрии", "Australian Foreign Ministry"),
        ("Constitutional Court of Spain", "Конституционный суд России"),
        ("Минобороны Украины", "МИД Украины"),
        ("Федеральное бюро расследований США", "Государственное бюро расследований Украины"),
        ("Служба безопасности", "ФСБ"),
        ("ВВС", "Би-би-си"),
        ("ВВС", "BBC"),
        ("Газпром", "Газпром нефть"),
        ("Правительство Самарской области", "Правительство Амурской области"),
    ],
)
def test_two_organisations(one, other):
    match = compare(one, other, "organisation")
    assert not match.same
    assert match.vetoes


def test_a_bare_body_is_none_of_its_kind():
    assert compare("МИД", "МИД Латвии", "organisation").rule == "ambiguous"
    assert compare("Constitutional Court", "Конституционный суд России", "organisation").rule == "ambiguous"


def test_every_name_of_a_body_is_bare_and_its_own():
    seen: dict[str, str] = {}
    for body, _, russian, english in BODIES:
        for name in (*russian.split("|"), *english.split("|")):
            assert identify(name).body == body, name
            assert seen.setdefault(name, body) == body, name
    assert (english_title("foreign"), russian_title("foreign")) == (
        "Ministry of Foreign Affairs",
        "Министерство иностранных дел",
    )


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_identified(text):
    assert identify(text) == identify(text)
