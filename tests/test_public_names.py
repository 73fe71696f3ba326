"""The names that `from translate import …` and `from normalize import …` give."""

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

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


ROOT = Path(normalize.__file__).parent.parent
FILES = [file for root in ("flows", "translate", "normalize") for file in sorted((ROOT / root).rglob("*.py"))]
SUBPACKAGES = sorted({".".join(f.parent.relative_to(ROOT).parts) for f in FILES if len(f.relative_to(ROOT).parts) > 2})


def module_name(file):
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@functools.cache
def trees():
    """The syntax tree of every module and package, by its dotted name."""
    return {module_name(file): ast.parse(file.read_text("utf-8")) for file in FILES}


def listed_exports(package):
    """Module → names: what a sub-package lists below `Exports` in its docstring, and what it imports for its `__all__`."""
    text = re.sub(r",\n +", ", ", (ast.get_docstring(trees()[package]) or "").partition("\nExports")[2])
    listed = {module: set(names.split(", ")) for module, names in re.findall(r"^ +(\w+): (.+)$", text, re.MULTILINE)}
    for statement in trees()[package].body:
        if isinstance(statement, ast.ImportFrom) and statement.module.startswith(f"{package}."):
            listed.setdefault(statement.module.rpartition(".")[2], set()).update(
                alias.name for alias in statement.names
            )
    return listed


def defined(module):
    """The names that a module defines at its top level; what it imports is not its own."""
    for node in trees()[module].body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name))
        elif isinstance(node, ast.AnnAssign):
            yield node.target.id


@functools.cache
def uses():
    """(module, name) → who takes it, for every name that one sub-package takes from a module of another."""
    used = {}
    for user, tree in trees().items():
        imported = {}  # local name → module
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    if f"{node.module}.{alias.name}" in trees():
                        imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                    else:
                        used[node.module, alias.name] = user
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
                used[imported[node.value.id], node.attr] = user
    inside = {(module, name): user for (module, name), user in used.items() if module.count(".") == 2}
    return {use: user for use, user in inside.items() if not user.startswith(use[0].rpartition(".")[0] + ".")}


@pytest.mark.parametrize("package", SUBPACKAGES)
def test_a_subpackage_says_what_it_exports(package):
    page = f"{package.replace('.', '/')}/__init__.py"
    listed = listed_exports(package)
    assert listed, f"{page}: say what it is for and, below `Exports:`, what it exports"
    for module, names in listed.items():
        not_there = names - set(defined(f"{package}.{module}"))
        assert not not_there, f"{page}: `{module}` does not define {sorted(not_there)}: take them out of `Exports`"
    for (module, name), user in uses().items():
        if module.startswith(f"{package}."):
            inner = module.rpartition(".")[2]
            assert name in listed.get(inner, ()), f"{page}: add `{inner}: {name}` to `Exports` ({user} uses it)"
