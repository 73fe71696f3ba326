from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.morphology.organisations import OrganisationName, organisation_lemma
from normalize.morphology.places import place_lemma

CASES = Path(__file__).parent / "cases"


def rows(name):
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            cells = line.split("\t")
            yield pytest.param(*cells[:-1], id=f"{cells[0]}: {cells[-1]}")


@pytest.mark.parametrize(("source", "core", "legal_form", "descriptor"), rows("organisations.tsv"))
def test_organisations(source, core, legal_form, descriptor):
    assert organisation_lemma(source) == OrganisationName(core, legal_form, descriptor)


@pytest.mark.parametrize(("source", "expected"), rows("places.tsv"))
def test_places(source, expected):
    assert place_lemma(source) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ОАГКооалстрие "«», JSCLd.', max_size=30))
def test_core_is_never_lost(text):
    found = organisation_lemma(text)
    if any(c.isalnum() for c in text):
        assert found.lemma
