"""The names that `from translate import …` and `from normalize import …` give."""

import subprocess
import sys

import pytest

import normalize
import translate


@pytest.mark.parametrize("package", ["normalize", "translate"])
def test_no_subpackage_bears_the_name_of_a_function(package):
    code = (
        "import importlib, pkgutil, inspect\n"
        f"package = importlib.import_module('{package}')\n"
        "functions = {n for n in package.__all__ if inspect.isfunction(getattr(package, n))}\n"
        "modules = {m.name for m in pkgutil.iter_modules(package.__path__)}\n"
        "assert functions and modules and not functions & modules, functions & modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("package", [normalize, translate], ids=["normalize", "translate"])
def test_every_public_name_is_there(package):
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        package.no_such_name  # noqa: B018
