"""The names that `from translate import …` and `from normalize import …` give."""

import subprocess
import sys

import pytest

import normalize
import translate

SHARED = [
    ("normalize", "romanize"),
    ("normalize", "cyrillize"),
    ("normalize", "compare"),
    ("normalize", "resolve"),
    ("normalize", "spellings"),
    ("translate", "detect"),
]


@pytest.mark.parametrize(("package", "name"), SHARED)
def test_a_function_wins_over_the_submodule_of_its_name(package, name):
    code = f"import {package}.{name}; from {package} import {name}; assert callable({name}), {name}"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("package", [normalize, translate], ids=["normalize", "translate"])
def test_every_public_name_is_there(package):
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        package.no_such_name  # noqa: B018
