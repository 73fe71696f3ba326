"""docs/architecture.md names functions, files and folders that are there; the house keeps its measures."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CODE = {
    path: path.read_text(encoding="utf-8")
    for package in ("flows", "translate", "normalize")
    for path in (ROOT / package).rglob("*.py")
}
NAMES = {
    name
    for text in CODE.values()
    for name in re.findall(r"^ *(?:def|class) (\w+)|^(\w+)(?: =|:)", text, re.MULTILINE)
    for name in name
    if name
}
QUOTED = sorted(set(re.findall(r"`([\w.]+)`", PAGE)) - {"make"})
PATHS = sorted(set(re.findall(r"\b((?:flows|translate|normalize|tests|docs)/[\w./*]+\w)", PAGE)))


@pytest.mark.parametrize(
    "name", [name for name in QUOTED if "." not in name and name not in {"flows", "translate", "normalize"}]
)
def test_a_named_function_is_there(name):
    assert name in NAMES or name == "Exports"


@pytest.mark.parametrize("path", PATHS)
def test_a_named_file_is_there(path):
    assert list(ROOT.glob(path))


def test_every_subpackage_is_on_the_ladder():
    ladder = PAGE[PAGE.index("    flows ") : PAGE.index("- **normalize**")]
    for init in ROOT.glob("*/*/__init__.py"):
        package, folder = init.parent.parts[-2:]
        if package in {"flows", "translate", "normalize"}:
            line = next(line for line in ladder.splitlines() if line.split()[:1] == [package])
            assert folder in re.findall(r"\w+", line), f"{package}: add {folder}"
