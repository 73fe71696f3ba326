"""LICENSES.md covers the locked dependencies, no more and no fewer, and files them under the licence they declare."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LICENSES = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
# words that make a dependency a matter for the section on copyleft
COPYLEFT = re.compile(r"\bA?L?GPL|GNU |\bMPL|Mozilla Public|Artistic|CC[- ]BY[- ]SA|Share[- ]?Alike", re.IGNORECASE)


def section(title: str) -> str:
    return LICENSES.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def locked(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))


def rows(title: str) -> dict[str, set[str]]:
    """Licence -> packages, from the two-column table of a section."""
    table = re.findall(r"^\| (?!licence|---)([^|]+?) \| ([^|]+?) \|$", section(title), flags=re.MULTILINE)
    return {licence: set(re.findall(r"[a-z0-9][a-z0-9._-]*", names)) for licence, names in table}


RUNTIME = rows("Python packages, installed")
FILED = {package: licence for licence, packages in RUNTIME.items() for package in packages}


def declared(package: str) -> str:
    """What a distribution says of its licence: fields, classifiers, heads of licence files (those it vendors, too)."""
    dist = distribution(package)
    fields = [value[:100] for key in ("License-Expression", "License") for value in dist.metadata.get_all(key) or []]
    fields += [value for value in dist.metadata.get_all("Classifier") or [] if value.startswith("License ::")]
    for file in dist.files or []:
        if re.search(r"dist-info/(licenses/)?(LICEN[CS]E|COPYING)[^/]*$", str(file)):
            fields.append(" ".join(file.read_text(encoding="utf-8")[:600].split()))
    return "\n".join(fields)


def test_every_locked_package_is_filed_once() -> None:
    assert set(FILED) == locked("requirements.lock")
    assert sum(map(len, RUNTIME.values())) == len(FILED)


def test_every_development_package_is_named() -> None:
    listed = set().union(*rows("Python packages, for development only").values())
    assert listed == locked("requirements-dev.lock") - locked("requirements.lock")


# a word each licence cannot do without, in metadata or in the licence file
@pytest.mark.parametrize("package", sorted(FILED))
def test_licence_is_the_declared_one(package: str) -> None:
    try:
        text = declared(package)
    except PackageNotFoundError:
        pytest.skip("needed on another platform or Python only")
    for word in re.findall(r"MIT-0|MIT|Apache|BSD|MPL|ISC|PSF|Artistic|CNRI|Python Software", FILED[package]):
        long_form = {"MIT": "Permission is hereby granted", "BSD": "Redistribution and use"}.get(word, word)
        assert word in text or long_form in text, f"{package}: filed under {FILED[package]}, declares {text[:200]}"


@pytest.mark.parametrize("package", sorted(FILED))
def test_copyleft_is_explained(package: str) -> None:
    try:
        metadata = declared(package)
    except PackageNotFoundError:
        pytest.skip("needed on another platform or Python only")
    # a permissive licence file may name the GPL in passing (numpy bundles runtime libraries): those are explained, too
    if COPYLEFT.search(metadata) or COPYLEFT.search(FILED[package]):
        assert f"**{package}**" in section("Copyleft, and why it is acceptable here")


def test_left_out_packages_are_not_locked() -> None:
    left_out = set(re.findall(r"^- \*\*([a-z0-9-]+)\*\*", section("Left out on purpose"), flags=re.MULTILINE))
    assert left_out
    assert not left_out & locked("requirements.lock")
