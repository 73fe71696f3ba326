"""Distinct names and the forms they share."""

from itertools import permutations

from normalize.kinds import ORGANISATION, PERSON
from normalize.resolution.distinct_names import PoolBuilder
from normalize.resolution.overrides import Overrides
from normalize.resolution.types import NameInContext


def pool(*names: tuple[str, str]):
    builder = PoolBuilder(Overrides())
    builder.add_rows([NameInContext(text, kind, "ru", "a", text) for text, kind in names])
    return builder.pool


def test_a_name_counts_once_however_often_it_occurs():
    found = pool(("Пётр Орлов", PERSON), ("Пётр Орлов", PERSON))
    assert len(found.names) == 1
    assert found.names[0].n == 2
    assert found.of_row == [0, 0]


def test_order_and_script_share_a_form_whose_twin_is_the_other_script():
    for names in permutations(["Павел Дубов", "Дубов Павел", "Pavel Dubov"]):
        found = pool(*((name, PERSON) for name in names))
        assert len(found.forms) == 1
        assert found.forms[0].text == "Pavel Dubov"
        assert found.forms[0].twin is not None
        assert found.forms[0].twin.text == "Дубов Павел"


def test_names_in_one_script_have_no_twin():
    assert pool(("Павел Дубов", PERSON), ("Дубов Павел", PERSON)).forms[0].twin is None


def test_legal_forms_make_no_other_form():
    assert len(pool(("АО «Ладья Север»", ORGANISATION), ("ПАО «Ладья Север»", ORGANISATION)).forms) == 1
