import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.parse.person import MAX_TOKENS, parse_person


def roles(text):
    return [(token.text, token.role) for token in parse_person(text).tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Рогозин, Дмитрий Олегович", [("Рогозин", "family"), ("Дмитрий", "given"), ("Олегович", "patronymic")]),
        ("D.O. Rogosin", [("D", "initial"), ("O", "initial"), ("Rogosin", "family")]),
        ("Рогозин Д. О.", [("Рогозин", "family"), ("Д", "initial"), ("О", "initial")]),
        ("Ig0r Sech1n", [("Igor", "given"), ("Sechin", "family")]),
        ("George Robertson, Baron Robertson of Port Ellen", [("George", "given"), ("Robertson", "family")]),
        ("...", []),
        ("", []),
    ],
)
def test_names_are_taken_apart(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Мария Захарова", "f"), ("Дмитрий Рогозин", "m"), ("Olegovna Anna Petrova", "f"), ("Саша", "")],
)
def test_gender(text, gender):
    assert parse_person(text).gender == gender


def test_suffixes_are_compared_in_one_form():
    assert parse_person("Robert Casey Jr.").suffixes == parse_person("Роберт Кейси младший").suffixes == ("jr",)
    assert parse_person("Sammy Davis, Jr.").suffixes == ("jr",)


def test_comma_before_a_suffix_does_not_put_the_family_name_first():
    assert [t.role for t in parse_person("Sammy Davis, Jr.").tokens] == ["given", "family"]
    assert [t.role for t in parse_person("Davis, Sammy Jr.").tokens] == ["family", "given"]


def test_repairs_are_named():
    assert parse_person("Рoгoзин").repairs == ("homoglyph",)
    assert parse_person("Ig0r Sechin").repairs == ("digit",)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_much(text):
    assert len(parse_person(text).tokens) <= MAX_TOKENS
