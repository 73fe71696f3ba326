import pytest

from normalize.match.acronyms import may_spell, spells
from normalize.parse.organisation import parse_organisation


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("МЗМ", "Мыркинский завод моторов", True),
        ("ЦКБ", "Центральное конструкторское бюро", True),
        ("ЦКБ", "Северный морской порт", False),
    ],
)
def test_which_acronym_a_name_gives(acronym, name, fits):
    words = parse_organisation(name).words
    assert bool(spells(acronym, words)) is fits
    assert not fits or may_spell(acronym, words)  # the quick look never rules out what fits
