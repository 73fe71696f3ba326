"""Short names and bare bodies in their documents: whose they are, and when they stay apart with a reason."""

import pytest

from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext


def row(document, kind, text, lemma="", start=None, lang=""):
    lang = lang or ("en" if text.isascii() else "ru")
    return NameInContext(text, kind, lang, document, lemma, 1, () if start is None else (start,))


def person(document, text, lemma="", start=None):
    return row(document, "person", text, lemma, start)


def organisation(document, text, lemma=""):
    return row(document, "organisation", text, lemma)


def place(document, text, start=None):
    return row(document, "place", text, "", start)


def links(*rows, **more):
    return resolve_names(list(rows), **more).links


# --- bodies of state


@pytest.mark.parametrize(
    ("bare", "full", "others"),
    [
        ("МИД", "МИД Латвии", []),
        ("Верховный суд", "Верховный суд Литвы", ["Россия"]),
        ("The Supreme Court", "Supreme Court of India", []),
        ("Минздраве", "Минздрав Казахстана", ["Россия", "Москва"]),
        ("ЦИК", "Центризбирком Белоруссии", []),
    ],
)
def test_a_bare_body_is_the_one_its_document_names_in_full(bare, full, others):
    found = links(
        organisation("a", full),
        organisation("a", bare),
        *(place("a", name) for name in others),
        organisation("b", full),
    )
    assert found[0].entity_id == found[1].entity_id == found[-1].entity_id
    assert found[1].rule == "document"
    assert "named in full" in found[1].evidence


@pytest.mark.parametrize(
    ("bare", "places", "full"),
    [
        ("МИД", ["Рига", "Латвия"], "Latvian Foreign Ministry"),
        ("Верховный суд", ["Киев", "Украина", "Одесса"], "Верховный суд Украины"),
        ("Supreme Court", ["Washington, D.C.", "United States"], "Supreme Court of the United States"),
        ("Генпрокуратура", ["Самара", "Самарская область"], "Генпрокуратура РФ"),
        ("Кабмин", ["Ташкент"], "Кабинет министров Узбекистана"),
    ],
)
def test_a_bare_body_belongs_to_the_state_of_its_document(bare, places, full):
    found = links(*(place("a", name) for name in places), organisation("a", bare), organisation("b", full))
    assert found[-2].entity_id == found[-1].entity_id
    assert "the document's state" in found[-2].evidence


def test_bodies_of_one_state_are_one_though_no_document_names_them_in_full():
    resolution = resolve_names(
        [
            place("a", "Рига"),
            organisation("a", "МИД"),
            place("b", "Латвия"),
            organisation("b", "Министерство иностранных дел"),
            place("c", "Вильнюс"),
            organisation("c", "МИД"),
        ]
    )
    latvian, other, lithuanian = (resolution.links[i].entity_id for i in (1, 3, 5))
    assert latvian == other != lithuanian
    names = {entity.entity_id: entity.name for entity in resolution.entities}
    assert names[latvian] == "Ministry of Foreign Affairs of Latvia"


@pytest.mark.parametrize(
    ("places", "reason"),
    [([], "no state of its own in the document"), (["Рига", "Вильнюс"], "several states in the document")],
)
def test_no_default_country(places, reason):
    found = links(
        organisation("b", "МИД РФ"),
        organisation("c", "МИД РФ"),
        *(place("a", name) for name in places),
        organisation("a", "МИД"),
    )
    assert found[-1].rule == "ambiguous"
    assert found[-1].entity_id != found[0].entity_id
    assert found[-1].evidence == reason


def test_the_dateline_decides_between_states():
    found = links(
        place("a", "Рига", 0), place("a", "Россия", 300), organisation("a", "МИД"), organisation("b", "МИД Латвии")
    )
    assert found[2].entity_id == found[3].entity_id


def test_the_source_comes_last():
    found = links(organisation("a", "МИД"), organisation("b", "МИД Эстонии"), states={"a": "EE"})
    assert found[0].entity_id == found[1].entity_id


def test_bare_bodies_of_different_documents_are_not_one():
    found = links(organisation("a", "Верховный суд"), organisation("b", "Верховный суд"))
    assert found[0].entity_id != found[1].entity_id


# --- people


@pytest.mark.parametrize(
    ("full", "bare", "lemma"),
    [
        ("Gasanov Ali", "Касьянова", "Касьянова"),
        ("Элина Трусова", "Tarasova", ""),
        ("Мелания Трамп", "Трампа", "Трамп"),
        ("Анна Мерк", "Мерка", "Мерк"),
    ],
)
def test_a_family_name_that_is_another_one_or_a_mans_links_to_nobody(full, bare, lemma):
    found = links(person("a", full), person("a", bare, lemma))
    assert found[0].entity_id != found[1].entity_id


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("Дмитрий Рогозин", "Rogosin"),
        ("Дмитрия Рогозина", "Рогозиным"),
        ("Vladimir Putin", "Poutine"),
        ("Дональд Трамп", "Трампа"),
    ],
)
def test_a_rare_family_name_links_by_its_spelling(full, bare):
    found = links(person("a", full), person("b", bare))
    assert found[0].entity_id == found[1].entity_id
    assert found[1].rule == "corpus"


@pytest.mark.parametrize(
    ("full", "bare"), [("Пётр Иванов", "Иванов"), ("John Smith", "Smith"), ("Алексей Кузнецов", "Кузнецова")]
)
def test_a_very_common_family_name_links_within_its_document_only(full, bare):
    found = links(person("a", full), person("a", bare), person("b", bare), person("c", bare))
    assert found[0].entity_id == found[1].entity_id
    assert len({link.entity_id for link in found[1:]}) == 3
    assert "very many people" in found[2].evidence


@pytest.mark.parametrize(
    ("full", "bare"), [("Сергей Жмыхов", "Сергей"), ("Maria Zharova", "Maria"), ("Лиза Жмыхова", "Лиза")]
)
def test_a_given_name_links_within_its_document_only(full, bare):
    found = links(person("a", full), person("a", bare), person("b", bare), person("c", bare))
    assert found[0].entity_id == found[1].entity_id
    assert len({link.entity_id for link in found[1:]}) == 3
    assert found[2].rule == "ambiguous"


def test_of_two_bearers_the_one_named_last_before_is_meant():
    found = links(
        person("a", "Дмитрий Рогозин", start=0),
        person("a", "Рогозин", start=120),
        person("a", "Андрей Рогозин", start=300),
        person("a", "Рогозин", start=420),
    )
    assert found[1].entity_id == found[0].entity_id
    assert found[3].entity_id == found[2].entity_id
    assert "last before" in found[3].evidence


@pytest.mark.parametrize("start", [45, None])
def test_two_bearers_named_together_leave_it_open(start):
    found = links(
        person("a", "Дмитрий Рогозин", start=0),
        person("a", "Андрей Рогозин", start=18),
        person("a", "Рогозин", start=start),
    )
    assert len({link.entity_id for link in found}) == 3
    assert "Andrey Rogozin and Dmitry Rogozin" in found[2].evidence


def test_open_names_of_two_documents_are_two():
    rows = [
        person("a", "Дмитрий Рогозин"),
        person("b", "Андрей Рогозин"),
        person("c", "Рогозин"),
        person("d", "Рогозин"),
    ]
    resolution = resolve_names(rows)
    assert len({link.entity_id for link in resolution.links}) == 4
    notes = [entity.note for entity in resolution.entities if entity.note]
    assert notes == ["it may stand for Andrey Rogozin and Dmitry Rogozin, and the document does not tell"] * 2


@pytest.mark.parametrize(
    "names",
    [
        ("Александр I", "Александр II", "Александр III"),
        ("Елизавета II", "Лиза"),
        ("Louis XIV", "Людовик XVI"),
        ("Карл III", "Карл"),
    ],
)
def test_rulers_of_other_numbers_are_others(names):
    assert len({link.entity_id for link in links(*(person(str(i), name) for i, name in enumerate(names)))}) == len(
        names
    )


@pytest.mark.parametrize(
    "names",
    [
        ("Александр Второй", "Alexander II", "Александра II"),
        ("Екатерина Вторая", "Catherine II"),
        ("Карл III", "Charles the Third"),
    ],
)
def test_spellings_of_a_ruler(names):
    assert len({link.entity_id for link in links(*(person(str(i), name) for i, name in enumerate(names)))}) == 1


def test_open_names_keep_their_id_from_run_to_run():
    rows = [
        person("a", "Дмитрий Рогозин"),
        person("b", "Андрей Рогозин"),
        person("c", "Рогозин"),
        organisation("c", "МИД"),
    ]
    from tests.normalize.resolution.test_resolve import as_known

    first = resolve_names(rows)
    again = resolve_names(rows, known=as_known(first))
    assert [link.entity_id for link in again.links] == [link.entity_id for link in first.links]
    more = resolve_names([*rows, person("d", "Рогозин")], known=as_known(again))
    assert [link.entity_id for link in more.links[:4]] == [link.entity_id for link in first.links]


# --- kinds


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (("person", "Stroytransgaz"), ("organisation", "ООО «Стройтрансгаз»")),
        (("person", "Зарядмаш"), ("organisation", "завод «Зарядмаш»")),
        (("person", "JSC Concern Zarya"), ("organisation", "JSC Concern Zarya")),
        (("place", "ООО Жемчужная"), ("organisation", "ООО Жемчужная")),
        (("person", "Газпром"), ("organisation", "Gazprom")),
    ],
)
def test_legal_forms_class_nouns_and_lists_settle_the_kind(wrong, right):
    found = links(row("a", *wrong), row("b", *right))
    assert {link.kind for link in found} == {right[0]}
    assert found[0].entity_id == found[1].entity_id


def test_the_corpus_settles_the_kind_of_a_word():
    found = links(row("a", "organisation", "Жмыхов"), *(person(str(i), "Пётр Жмыхов") for i in range(3)))
    assert found[0].kind == "person"


@pytest.mark.parametrize("name", ["Сергей", "Иванов", "Королёв"])
def test_a_persons_name_stays_a_persons(name):
    found = links(person("a", name), row("b", "organisation", f"ООО «{name}»"), row("c", "place", name))
    assert [link.kind for link in found] == ["person", "organisation", "place"]
