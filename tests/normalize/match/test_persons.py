import pytest

from normalize.gazetteer.given_names import given_name_groups, group_gender, is_diminutive
from normalize.match.compare import compare

ROGOZIN = [
    "Рогозина Дмитрия Олеговича",
    "Д. О. Рогозин",
    "Dmitry Rogozin",
    "Dmitri Rogosin",
    "Dmitri Rogozine",
    "ROGOZIN DMITRY",
    "Рогозин Дмитрий",
    "Рoгoзин Д.",
    "Дима Рогозин",
]


@pytest.mark.parametrize("one", ROGOZIN)
@pytest.mark.parametrize("other", ROGOZIN)
def test_one_person_in_many_spellings(one, other):
    assert compare(one, other).same


@pytest.mark.parametrize("name", ROGOZIN)
@pytest.mark.parametrize(
    "other", ["Alexei Rogozin", "Алексей Дмитриевич Рогозин", "Dmitry Rogozhin", "Дмитрий Рогожин", "Татьяна Рогозина"]
)
def test_other_people_are_not_this_one(name, other):
    assert not compare(name, other).same


@pytest.mark.parametrize("name", ["Рогозин", "ROGOZIN", "Rogosin", "Рогозина"])
def test_a_family_name_alone_is_left_open(name):
    match = compare(name, "Dmitry Rogozin")
    assert match.same is False
    assert match.rule in {"bare_name", "different"}


@pytest.mark.parametrize(
    "forms",
    [
        ("Дмитрий", "Дима", "Dmitry", "Dmitri", "Dimitri", "Дмитро"),
        ("Алексей", "Alexei", "Alexey", "Aleksey"),
        ("Евгений", "Eugene", "Yevgeny", "Женя"),
        ("Владимир", "Володимир", "Wladimir", "Uladzimir"),
        ("Timothy", "Tim", "Тим"),
    ],
)
def test_forms_of_one_given_name_share_a_group(forms):
    assert frozenset.intersection(*map(given_name_groups, forms))


def test_diminutives_and_genders():
    assert is_diminutive("Дима")
    assert not is_diminutive("Дмитрий")
    assert group_gender("Дмитрий") == "m"
    assert group_gender("Женя") == ""


def test_the_sentences_tell_a_reader_why():
    match = compare("Рогозина Дмитрия Олеговича", "D. Rogosin")
    assert "Рогозина Дмитрия Олеговича is read as a case form of Рогозин Дмитрий Олегович" in match.evidence
    assert "the initial D. fits Дмитрий" in match.evidence
    assert compare("Dmitry Rogozin", "Alexei Rogozin").vetoes == ("different given names: Dmitry and Alexei",)
    evidence = compare("Dmitry Rogozin", "Дмитрий Рогожин").evidence
    assert "Dmitry and Дмитрий are known forms of one name" in evidence
    assert "Rogozin and Рогожин are known forms of one name" not in evidence


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Петров А. С.", "Ivan Petrov", False),  # I is no А, whatever English makes of it
        ("Петров А. С.", "Sergey Petrov", False),  # of two Russian initials the first is the given name's
        ("Петров С. А.", "Sergey Petrov", True),
        ("Петров И.", "Ivan Petrov", True),
        ("Петров Ю.", "Yuri Petrov", True),
    ],
)
def test_russian_initials_stand_for_given_name_and_patronymic(one, other, same):
    assert compare(one, other, "person").same is same
