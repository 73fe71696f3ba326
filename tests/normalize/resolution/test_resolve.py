"""From names in documents to entities: what is one, what is not, whose a short name is, ids that stay."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.kinds import KINDS
from normalize.resolution.overrides import OverridesError, parse_overrides
from normalize.resolution.resolve import resolve, resolve_names
from normalize.resolution.types import KnownAlias, KnownEntity, NameInContext


def person(text, document="a", lang="ru"):
    return NameInContext(text, "person", lang, document)


def one(*names):
    return len(set(resolve([person(n) if isinstance(n, str) else n for n in names]))) == 1


def as_known(resolution):
    found = {}
    for alias in resolution.aliases:
        found.setdefault(alias.entity_id, []).append(KnownAlias(alias.alias, alias.lang, alias.n_mentions, alias.rule))
    return [KnownEntity(e.entity_id, e.kind, tuple(found.get(e.entity_id, ()))) for e in resolution.entities]


ROGOZIN = [
    "Рогозин",
    "Рогозина",
    "Д. О. Рогозин",
    "Dmitry Rogozin",
    "Dmitri Rogosin",
    "Rogozine",
    "ROGOZIN",
    "Дмитрием Рогозиным",
]


def test_spellings_of_one_person_are_one_entity():
    rows = [person(name, str(i)) for i, name in enumerate(ROGOZIN)]
    assert len(set(resolve(rows))) == 1


def test_others_stay_others():
    ids = resolve(
        [
            person("Dmitry Rogozin"),
            person("Alexei Rogozin", "b"),
            person("Rogozhin", "c"),
            person("Марина Рогозина", "d"),
        ]
    )
    assert len(set(ids)) == 4


def test_a_bare_surname_belongs_to_the_person_of_its_document():
    ids = resolve(
        [person("Дмитрий Рогозин", "a"), person("Рогозин", "a"), person("Андрей Рогозин", "b"), person("Рогозина", "b")]
    )
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert ids[0] != ids[2]


def test_a_bare_surname_that_fits_several_is_kept_apart_with_a_note():
    rows = [person("Дмитрий Рогозин", "a"), person("Андрей Рогозин", "b"), person("Рогозин", "c")]
    resolution = resolve_names(rows)
    assert resolution.links[2].rule == "ambiguous"
    assert len({link.entity_id for link in resolution.links}) == 3
    note = next(e.note for e in resolution.entities if e.entity_id == resolution.links[2].entity_id)
    assert note == "it may stand for Andrey Rogozin and Dmitry Rogozin, and the document does not tell"


def test_initials_do_not_chain_people_together():
    """D. Rogozin fits Dmitry and Denis: it must not make them one."""
    ids = resolve([person("Дмитрий Рогозин", "a"), person("D. Rogozin", "c"), person("Денис Рогозин", "b")])
    assert ids[0] != ids[2]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["«Роскосмос»", "Roscosmos State Corporation", "Roskosmos", "госкорпорация «Роскосмос»"], "organisation"),
        (["МКС", "ISS", "Международная космическая станция", "International Space Station"], "place"),
        (["НАСА", "NASA"], "organisation"),
        (["Москве", "Moscow", "Москва"], "place"),
        (["Кировоград", "Kirovohrad", "Кропивницкий", "Kropyvnytskyi"], "place"),
        (["Ленинграде", "Петроград", "Saint Petersburg"], "place"),
    ],
)
def test_known_organisations_and_places(names, kind):
    assert len(set(resolve([NameInContext(n, kind, "und", str(i)) for i, n in enumerate(names)]))) == 1


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Марсель Тибодо", "Marcel Thibaudot"), id="a silent consonant"),
        pytest.param(("Jānis Kalvītis", "Janis Kalvitis", "Янис Калвитис"), id="marks"),
        pytest.param(("Roberts Makdonalds", "Robert McDonald"), id="Latvian endings"),
        pytest.param(("Helena Novotnýová", "Helena Novotný"), id="Czech ending"),
        pytest.param(("John F. Kennedy", "John Fitzgerald Kennedy", "Джон Кеннеди"), id="middle name and initial"),
        pytest.param(
            ("Наталля Мікалаеўна Бутэвіч", "Наталья Николаевна Бутевич"), id="a Belarusian nominative is kept"
        ),
    ],
)
def test_spellings_of_one_person_in_a_corpus(names):
    rows = [person(name, f"d{i}", "und") for i, name in enumerate([*names, "Иван Петров", "Anna Schmidt"])]
    ids = resolve(rows)
    assert len(set(ids[: len(names)])) == 1
    assert len(set(ids)) == 3


def test_kinds_never_mix():
    ids = resolve([NameInContext("Ангара", kind, "ru", "a") for kind in ("person", "organisation", "place")])
    assert len(set(ids)) == 3


def test_canonical_names():
    resolution = resolve_names([person("Рогозина Дмитрия Олеговича"), person("Dmitry Rogozin", "b", "en")])
    (entity,) = resolution.entities
    assert (entity.name, entity.given, entity.family) == ("Dmitry Rogozin", "Dmitry", "Rogozin")
    assert entity.name_ru is not None
    assert "Рогозин" in entity.name_ru
    assert (entity.n_mentions, entity.n_documents) == (2, 2)


@pytest.mark.parametrize(
    ("written", "name", "name_ru", "family"),
    [
        ("Е.В. Кузнецова", "Ye. V. Kuznetsova", "Е. В. Кузнецова", "Kuznetsova"),
        ("Бастрыкин А.И.", "A. I. Bastrykin", "А. И. Бастрыкин", "Bastrykin"),
        ("ИВАНОВ Пётр", "Pyotr Ivanov", "Пётр Иванов", "Ivanov"),
        ("Карл III", "Charles III", "Карл III", None),  # a numeral is no shouted word
        ("Пётр I", "Peter I", "Пётр I", None),  # … and no initial
        ("Си Цзиньпин", "Xi Jinping", "Си Цзиньпин", "Xi"),
    ],
)
def test_names_that_are_shown(written, name, name_ru, family):
    (entity,) = resolve_names([NameInContext(written, "person", "ru", "a", written)]).entities
    assert (entity.name, entity.name_ru, entity.family) == (name, name_ru, family)


def test_a_short_name_beside_the_full_one_is_linked_by_the_document():
    rows = [person("Дмитрий Рогозин", "a"), person("Рогозин", "a"), person("Рогозин", "b")]
    assert [link.rule for link in resolve_names(rows).links] == ["name", "document", "corpus"]


def test_order_does_not_matter():
    rows = [
        person(name, str(i % 3))
        for i, name in enumerate([*ROGOZIN, "Alexei Rogozin", "Пётр Семёнов", "П. Семёнов", "Semyonov"])
    ]
    expected = dict(zip(rows, resolve(rows), strict=True))
    for seed in range(3):
        shuffled = random.Random(seed).sample(rows, len(rows))
        assert dict(zip(shuffled, resolve(shuffled), strict=True)) == expected


def test_ids_stay_when_documents_are_added():
    first = resolve_names([person("Дмитрий Рогозин"), person("Пётр Семёнов")])
    rows = [
        person("Пётр Семёнов"),
        person("Dmitry Rogozin", "b", "en"),
        person("Дмитрий Рогозин"),
        person("Анна Жмыхова", "c"),
    ]
    again = resolve_names(rows, known=as_known(first))
    assert again.links[2].entity_id == again.links[1].entity_id == first.links[0].entity_id
    assert again.links[0].entity_id == first.links[1].entity_id


def test_merged_entities_leave_a_redirect():
    separate = b"different:\n  - [Dmitry Rogozin, Dmitri Rogosin]\n"
    rows = [person("Dmitry Rogozin", "a", "en"), person("Dmitri Rogosin", "b", "en")]
    first = resolve_names(rows, parse_overrides(separate))
    assert first.links[0].entity_id != first.links[1].entity_id
    merged = resolve_names(rows, known=as_known(first))
    (kept,) = {link.entity_id for link in merged.links}
    gone = ({link.entity_id for link in first.links} - {kept}).pop()
    assert merged.redirects == {gone: kept}
    assert (kept, gone, "redirect") in {(a.entity_id, a.alias, a.rule) for a in merged.aliases}


def test_overrides_win():
    rows = [
        person("Dmitry Rogozin", "a", "en"),
        person("Alexei Rogozin", "b", "en"),
        person("Dmitri Rogosin", "c", "en"),
    ]
    together = parse_overrides(b"same:\n  - [Dmitry Rogozin, Alexei Rogozin]\n")
    apart = parse_overrides(b"different:\n  - [Dmitry Rogozin, Dmitri Rogosin]\n")
    renamed = parse_overrides(b"rename:\n  Alexei Rogozin: Aleksey Rogozin\n")
    ids = resolve(rows, together)
    assert ids[0] == ids[1]
    ids = resolve(rows, apart)
    assert ids[0] != ids[2]
    assert "Aleksey Rogozin" in {e.name for e in resolve_names(rows, renamed).entities}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"same:\n  - [A, B]\ndifferent:\n  - [A, B]\n", r":4: 'A' and 'B' cannot be different, line 2"),
        (b"samee:\n  - [A, B]\n", r":1: unknown key 'samee'; use same, different, rename, kind"),
        (b"kind:\n  A: ship\n", r":2: unknown kind 'ship'"),
        (b"same:\n  - A\n", r":2: an entry of 'same' must be a list of names"),
        (b"alias:\n  - [A, B]\n", r":2: 'alias' must map names to spellings"),
        (b"alias:\n  A: []\n", r":2: 'A' has no spelling here"),
        (b"alias:\n  A: {B: C}\n", r":2: the spellings of a name must be a list"),
        (b"alias:\n  A: B\ndifferent:\n  - [A, B]\n", r":4: 'A' and 'B' cannot be different, line 2"),
        (b"ignore:\n  A: B\n", r":2: 'ignore' must be a list of names"),
        (b"ignore: [A]\nrename:\n  a: B\n", r":3: 'a' is not a name after line 1"),
        (b"alias:\n  B: [A]\nignore:\n  - A\n", r":2: 'A' is not a name after line 4"),
        (b"same: [[A, B]\n", r"no valid YAML"),
        (b"same:\n  - [\xff, B]\n", r":2: not UTF-8"),
    ],
)
def test_wrong_overrides_are_refused_with_their_line(content, message):
    with pytest.raises(OverridesError, match=message):
        parse_overrides(content)


def test_a_further_spelling_joins_its_name_and_never_names_it():
    rows = [person("Игорь Белов", "a"), *[person("Боцман Лютый", d) for d in "abcd"]]
    assert not one(*rows)
    overrides = parse_overrides("alias:\n  Игорь Белов: [Боцман Лютый, Тот Ещё Кадр]\n".encode())
    assert len(set(resolve(rows, overrides))) == 1
    (entity,) = resolve_names(rows, overrides).entities
    assert (entity.name, entity.name_ru, entity.n_mentions) == ("Igor Belov", "Игорь Белов", 5)


def test_a_further_spelling_may_be_met_later():
    overrides = parse_overrides("alias:\n  Игорь Белов: Боцман Лютый\n".encode())
    first = resolve_names([person("Игорь Белов")], overrides)
    rows = [person("Игорь Белов"), person("Боцман Лютый", "b")]
    again = resolve_names(rows, overrides, as_known(first))
    assert {link.entity_id for link in again.links} == {first.links[0].entity_id}


def test_what_is_ignored_need_not_occur():
    overrides = parse_overrides("ignore: [Сети]\n".encode())
    assert overrides.ignored() == {"сети"}
    assert resolve_names([person("Игорь Белов")], overrides).links


def test_overrides_that_name_nobody_are_refused():
    with pytest.raises(
        OverridesError, match=r":2: 'Nobody' is neither a name in the documents nor the id of an entity"
    ):
        resolve([person("Dmitry Rogozin")], parse_overrides(b"rename:\n  Nobody: Somebody\n"))


@pytest.mark.parametrize("text", ["", "...", "Д. О.", "😀", "张伟", "محمد", "Р" * 10_000, "Рoгoзин", "\x00", "\ud800"])
def test_odd_names_get_an_id(text):
    (link,) = resolve_names([person(text)]).links
    assert link.entity_id


def test_nothing():
    resolution = resolve_names([])
    assert (resolution.links, resolution.entities) == ([], [])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["person", "organisation", "place"])), max_size=8))
def test_every_name_gets_an_id_and_a_kind(names):
    rows = [NameInContext(text, kind, "und", "d") for text, kind in names]
    for link in resolve_names(rows).links:
        assert link.kind in KINDS
        assert 0 <= link.score <= 1


def test_a_letter_is_not_taken_for_the_company_of_that_name():
    (link,) = resolve_names([person("X")]).links
    assert link.kind == "person"
