import pytest

from normalize.transliteration.schemes import scheme, scheme_names


@pytest.mark.parametrize("lang", ["ru", "uk", "be"])
def test_every_scheme_of_a_language_compiles(lang):
    names = scheme_names(lang)
    assert names
    for name in names:
        found = scheme(name, lang)
        assert found.name == f"{lang}/{name}"
        assert found.pattern.groups == len(found.outputs)


def test_an_unknown_scheme_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="press"):
        scheme("no_such_scheme", "ru")
