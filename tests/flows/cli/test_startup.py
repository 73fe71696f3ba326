"""What a command loads: start-up time, told by modules and not by a clock."""

import subprocess
import sys
from pathlib import Path

import pytest

TABLES = ("polars", "pyarrow", "sqlalchemy", "dataframely", "pandas")
PREFECT = ("prefect", "flows.pipeline", "fastapi")
MODELS = ("ctranslate2", "slovnet", "lingua", "py3langid")
OTHERS = ("numpy", "pymorphy3", "openpyxl", "httpx", "ftfy")

COMMAND = """
import sys, flows.cli.app
sys.argv = ["tolmach", *{arguments!r}]
try:
    flows.cli.app.main()
except SystemExit:
    pass
"""


def loaded(code, modules):
    """Run code in a process of its own; which of the modules has it loaded?"""
    code += f"\nprint('LOADED', *[m for m in {modules!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["config"], ["snapshots", "--help"]])
def test_what_shows_help_needs_no_heavy_library(arguments):
    assert loaded(COMMAND.format(arguments=arguments), (*TABLES, *PREFECT, *MODELS, *OTHERS)) == []


def test_explaining_two_names_needs_no_tables():
    arguments = ["explain", "Рогозина", "Rogosin"]
    assert loaded(COMMAND.format(arguments=arguments), (*TABLES, *PREFECT, "ctranslate2", "slovnet", "lingua")) == []


def test_a_direct_run_loads_neither_prefect_nor_the_explorer_nor_what_only_new_text_needs():
    code = "import sys, flows.cli.run, flows.run.direct"
    assert loaded(code, (*PREFECT, *MODELS[1:], "flows.report.page", "openpyxl", "httpx")) == []
