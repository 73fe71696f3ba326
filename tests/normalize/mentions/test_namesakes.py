"""Bodies of one text that share a name, from the text to entities."""

import pytest

from normalize.mentions.find import find_names, find_names_batch
from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext


def entities(text):
    mentions = [mention for mention in find_names(text, "ru") if mention.kind == "organisation"]
    rows = [NameInContext(m.surface, m.kind, "ru", "d", m.lemma, 1, (m.start,)) for m in mentions]
    ids = [link.entity_id for link in resolve_names(rows).links]
    return [mention.surface for mention in mentions], ids


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("ООО «Атлас» и НТЦ «Атлас» судятся.", ["ООО «Атлас»", "НТЦ «Атлас»"]),
        ("ООО «Вымпел» подало в суд на КБ «Вымпел».", ["ООО «Вымпел»", "КБ «Вымпел»"]),
        ("Банк «Вымпел» и завод «Вымпел» судятся.", ["Банк «Вымпел»", "завод «Вымпел»"]),
        ("АО «Салют» выиграло суд. Банк «Салют» проиграл.", ["АО «Салют»", "Банк «Салют»"]),
        ('ООО "Салют" судится с НИИ "Салют".', ['ООО "Салют"', 'НИИ "Салют"']),
    ],
)
def test_bodies_of_one_name_are_called_in_full_and_are_two(text, surfaces):
    found, ids = entities(text)
    assert found == surfaces
    assert len(set(ids)) == len(surfaces)


@pytest.mark.parametrize(
    "text",
    [
        "Компания «Вымпел» растёт. ООО «Вымпел» работает давно.",
        "НТЦ «Атлас» (ООО «Атлас») растёт.",
        "Завод «Вымпел» закрыт. «Вымпел» работал сто лет.",
        "Банк «Салют» вырос. Клиенты банка «Салют» довольны.",
    ],
)
def test_one_body_under_two_designations_is_one(text):
    assert len(set(entities(text)[1])) == 1


def test_a_bare_name_is_that_of_the_legal_form():
    surfaces, ids = entities("ООО «Вымпел» купило завод «Вымпел». «Вымпел» молчит.")
    assert surfaces == ["ООО «Вымпел»", "завод «Вымпел»", "Вымпел"]
    assert ids[0] == ids[2] != ids[1]


def test_a_bare_name_is_neither_of_two_sorts_of_bodies():
    assert len(set(entities("Банк «Вымпел» купил завод «Вымпел». «Вымпел» молчит.")[1])) == 3


def test_the_texts_of_a_document_are_read_together():
    found = find_names_batch(["ООО «Атлас» растёт.", "НТЦ «Атлас» тоже."], ["ru", "ru"], ["d", "d"])
    assert [mention.surface for names in found for mention in names] == ["ООО «Атлас»", "НТЦ «Атлас»"]
    apart = find_names_batch(["ООО «Атлас» растёт.", "НТЦ «Атлас» тоже."], ["ru", "ru"])
    assert [mention.surface for names in apart for mention in names] == ["Атлас", "НТЦ «Атлас»"]
