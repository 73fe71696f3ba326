"""Bodies that one document names side by side under one name stay apart, in every document."""

import pytest

from normalize.resolution.resolve import resolve
from normalize.resolution.types import NameInContext


def ids(*names):
    return resolve([NameInContext(text, "organisation", "und", document) for document, text in names])


@pytest.mark.parametrize("head", ["банк", "НТЦ", "завод", "фонд", "театр", "газета"])
def test_legal_form_and_sort_of_body_in_one_document_are_two(head):
    plain, whole, bare = ids(("a", "ООО «Атлас»"), ("a", f"{head} «Атлас»"), ("b", "Атлас"))
    assert plain == bare != whole


def test_the_same_in_english():
    one, other = ids(("a", "Atlas LLC"), ("a", "Atlas Bank"))
    assert one != other


def test_in_two_documents_they_may_be_one():
    one, other = ids(("a", "ООО «Атлас»"), ("b", "завод «Атлас»"))
    assert one == other


def test_what_the_gazetteer_makes_one_stays_one():
    one, other = ids(("a", "ПАО «Сбербанк»"), ("a", "банк «Сбербанк»"))
    assert one == other


def test_the_order_of_rows_makes_no_difference():
    rows = [("a", "ООО «Атлас»"), ("a", "банк «Атлас»"), ("b", "Атлас"), ("b", "Банк Атлас")]
    assert ids(*rows) == ids(*rows[::-1])[::-1]
