import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.morphology.organisations import OrganisationName, organisation_lemma
from normalize.morphology.places import place_lemma


@pytest.mark.parametrize(("source", "core", "legal_form", "descriptor"), read_cases(__file__, "organisations.tsv"))
def test_organisations(source, core, legal_form, descriptor):
    assert organisation_lemma(source) == OrganisationName(core, legal_form, descriptor)


@pytest.mark.parametrize(("source", "expected"), read_cases(__file__, "places.tsv"))
def test_places(source, expected):
    assert place_lemma(source) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ОАГКооалстрие "«», JSCLd.', max_size=30))
def test_core_is_never_lost(text):
    found = organisation_lemma(text)
    if any(c.isalnum() for c in text):
        assert found.lemma
