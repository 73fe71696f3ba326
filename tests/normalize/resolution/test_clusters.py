"""Groups of names hold no contradiction, whoever stands for a name that several spellings share."""

from itertools import combinations

import pytest

from normalize.match.compare import compare
from normalize.resolution.blocking import FULL, Profile, blocking_keys
from normalize.resolution.clusters import Clusters, build, labels_conflict
from normalize.resolution.resolve import resolve_names
from normalize.resolution.types import NameInContext


def form(text: str, level: int = FULL) -> Profile:
    return Profile(text, "organisation", level, text, (text[0],), None)


def grouped(names: list[str], same: set[tuple[str, str]], different: set[tuple[str, str]]) -> list[set[str]]:
    """Groups of names by what a judge says of their pairs."""

    def judge(one: Profile, other: Profile) -> tuple[bool, bool, float]:
        pair = min(one.text, other.text), max(one.text, other.text)
        return pair in same, pair in different, 0.9 if pair in same else 0.0

    profiles = [form(name) for name in names]
    clusters = build(profiles, [profile.keys for profile in profiles], Clusters(profiles, judge))
    groups: dict[int, set[str]] = {}
    for number, profile in enumerate(profiles):
        groups.setdefault(clusters.entity(number), set()).add(profile.text)
    return sorted(groups.values(), key=sorted)


def test_what_belongs_together_is_joined():
    assert grouped(["a1", "a2", "a3"], {("a1", "a2"), ("a2", "a3")}, set()) == [{"a1", "a2", "a3"}]


def test_nothing_chains_through_a_name_that_fits_two():
    assert len(grouped(["a1", "a2", "a3"], {("a1", "a2"), ("a2", "a3")}, {("a1", "a3")})) == 2


def test_names_without_a_common_key_are_never_compared():
    assert grouped(["a1", "b1"], {("a1", "b1")}, set()) == [{"a1"}, {"b1"}]


def test_labels_that_differ_keep_entities_apart():
    profiles = [form("a1"), form("a2")]
    clusters = Clusters(profiles, lambda one, other: (True, False, 1.0))
    clusters.label(0, "listed", "one")
    clusters.label(1, "listed", "another")
    build(profiles, [profile.keys for profile in profiles], clusters)
    assert clusters.entity(0) != clusters.entity(1)
    assert labels_conflict(clusters.labels(0), clusters.labels(1))
    assert not labels_conflict(clusters.labels(0), frozenset())


def test_blocking_keys_are_those_that_others_share():
    keys = blocking_keys([form("a1"), form("a2"), form("b1")])
    assert keys[0] == keys[1] == ("a",)
    assert not keys[2]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("person", ["Michel Aon", "Michael Hung", "Майкл Хун", "Аон, Мишель", "Мишель Аон"]),
        ("person", ["Paul Hastings", "Paula Hastings", "Пол Хейстингс", "Паула Хейстингс"]),
        (
            "organisation",
            ["FESCO", "Far Eastern Shipping Company PLC", "Дальневосточное морское пароходство", "ПАО «ДВМП»"],
        ),
        ("place", ["Дзержинский", "Dzerzhinsky", "Дзержинское", "Dzerzhinskoye", "Dzerzhinsk", "Дзержинск"]),
    ],
)
def test_a_cluster_holds_no_two_names_that_compare_calls_different(kind, names):
    resolution = resolve_names([NameInContext(name, kind) for name in names])
    of = {name: link.entity_id for name, link in zip(names, resolution.links, strict=True)}
    for one, other in combinations(names, 2):
        if of[one] == of[other]:
            assert not compare(one, other, kind).vetoes, (one, other)


def test_another_script_of_a_name_counts_too():
    names = ["Michael Hung", "Майкл Хунг", "Michel Aon", "Мишель Аон"]
    links = resolve_names([NameInContext(name, "person") for name in names]).links
    assert links[0].entity_id == links[1].entity_id != links[2].entity_id == links[3].entity_id
