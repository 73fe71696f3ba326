"""Entities against a list: who matches, who may, who is ruled out, and by what."""

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.screening.screen import screen, screen_all
from normalize.screening.short_names import MOST_FITTING
from normalize.screening.types import VERDICTS, Party

PERSON = ("person",)


def person(party: str, *names: str, **more: object) -> Party:
    return Party(party, PERSON, names, **more)


@pytest.mark.parametrize(("kind", "ours", "listed", "verdict", "rule"), read_cases(__file__, "pairs.tsv"))
def test_a_pair(kind, ours, listed, verdict, rule):
    names, _, weak = listed.partition("||")
    entry = Party("l", (kind,), tuple(names.split("|")), tuple(weak.split("|")) if weak else ())
    hits = screen([Party("o", (kind,), tuple(ours.split("|")))], [entry])
    assert [hit.verdict for hit in hits] == ([] if verdict == "-" else [verdict])
    for hit in hits:
        assert rule in {"*", hit.rule}
        assert hit.evidence
        assert bool(hit.vetoes) == (verdict == "ruled_out")


def test_an_entity_that_fits_two_entries_that_differ_is_one_of_them_at_most():
    listed = [person("a", "Sergei Borisovich Ivanov"), person("b", "Sergei Sergeevich Ivanov")]
    hits = screen([person("o", "Сергей Иванов")], listed)
    assert [(hit.listed, hit.verdict) for hit in hits] == [("a", "ambiguous"), ("b", "ambiguous")]
    assert "it also fits Sergei Sergeevich Ivanov (b)" in hits[0].evidence
    sure = screen([person("o", "Сергей Сергеевич Иванов")], listed)
    assert [(hit.listed, hit.verdict) for hit in sure] == [("b", "match")]


def test_a_family_name_that_fits_many_is_told_and_not_shown():
    given = ("Igor", "Oleg", "Pavel", "Anton", "Denis")[: MOST_FITTING + 1]
    outcome = screen_all([person("o", "Лазарев")], [person(f"l{n}", f"{name} Lazarev") for n, name in enumerate(given)])
    assert not outcome.hits
    assert outcome.crowded == ["o"]
    assert outcome.entries == len(given)


def test_identifiers_decide():
    ours = person("o", "Ramzan Akhmadov", ids={"wikidata": frozenset({"Q42"})})
    other_name = person("l", "Kunta", ids={"wikidata": frozenset({"Q42"})})
    (hit,) = screen([ours], [other_name])
    assert (hit.verdict, hit.rule, hit.score) == ("match", "identifier", 1.0)
    namesake = person("l", "Рамзан Ахмадов", ids={"wikidata": frozenset({"Q43"})})
    (hit,) = screen([ours], [namesake])
    assert hit.verdict == "ruled_out"
    assert hit.vetoes == ("wikidata Q42 is not Q43",)


def test_each_sentence_stands_once_however_many_identifiers_agree():
    ids = {"wikidata": frozenset({"Q42"}), "imo": frozenset({"77", "78"})}
    (hit,) = screen([person("o", "Ramzan Akhmadov", ids=ids)], [person("l", "Рамзан Ахмадов", ids=ids)])
    assert hit.rule == "identifier"
    assert hit.evidence[0] == "both are imo 77 and imo 78 and wikidata Q42"
    assert len(hit.evidence) == len(set(hit.evidence)) > 1


def test_a_gender_that_the_list_tells_rules_out():
    ours = [person("o", "Alex Morgan", gender="m")]
    (hit,) = screen(ours, [person("l", "Alex Morgan", gender="f")])
    assert hit.verdict == "ruled_out"
    (hit,) = screen(ours, [person("l", "Alex Morgan")])
    assert hit.verdict == "match"


def test_kinds_do_not_mix():
    ours = [Party("o", ("organisation",), ("Igor Lazarev",))]
    assert not screen(ours, [person("l", "Igor Lazarev")])
    assert [hit.kind for hit in screen(ours, [Party("l", ("person", "organisation"), ("Igor Lazarev",))])] == [
        "organisation"
    ]


def test_the_order_of_the_list_changes_nothing():
    ours = [person("o1", "Игорь Лазарев"), person("o2", "Лазарев"), person("o3", "Анна Зимина")]
    listed = [
        person("a", "Igor Lazarev"),
        person("b", "Zimina Anna"),
        person("c", "Lazarev Oleg"),
        person("d", "Nobody Else"),
    ]
    one, other = screen(ours, listed), screen(ours, listed[::-1])
    assert {(hit.ours, hit.listed, hit.verdict) for hit in one} == {
        (hit.ours, hit.listed, hit.verdict) for hit in other
    }
    assert {(hit.ours, hit.listed) for hit in one} == {("o1", "a"), ("o2", "a"), ("o2", "c"), ("o3", "b")}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=3), st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_any_text_is_a_name(ours, listed):
    kinds = ("person", "organisation", "place")
    for hit in screen([Party("o", (kind,), tuple(ours)) for kind in kinds], [Party("l", kinds, tuple(listed))]):
        assert hit.verdict in VERDICTS
        assert 0 <= hit.score <= 1
