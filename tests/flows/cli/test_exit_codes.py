"""Every documented exit code, and what each path of a command ends with; what is wrong is one line."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.cli.errors import EXIT_CODES
from flows.config import DEFAULTS
from flows.run import direct
from flows.run.direct import run_direct
from flows.tables.snapshots import Output

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("codes") / "f"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "a.txt").write_text("The launch was delayed.", encoding="utf-8")
    run_direct([str(folder / "in")], str(folder / "out"), DEFAULTS)
    (folder / "in" / "bad.pdf").write_bytes(b"%PDF broken")
    (folder / "wrong.toml").write_text("beam = 0\n", encoding="utf-8")
    return Path(shutil.copytree(folder, folder.with_name("kept"), symlinks=True))


@pytest.fixture
def folder(published, monkeypatch) -> Path:
    """As it was published, at the same place: sources have absolute names."""
    place = published.with_name("f")
    shutil.rmtree(place)
    shutil.copytree(published, place, symlinks=True)
    monkeypatch.chdir(place)
    return place


def ends(*arguments: str):
    return CliRunner().invoke(app, arguments)


RUN = ("run", "--direct", "-o", "out")
PATHS = {
    "run, all processed": ((*RUN, "in/a.txt"), 0),
    "run, nothing changed": ((*RUN, "in/a.txt", "-q"), 0),
    "run, some rejected": ((*RUN, "in"), 1),
    "run, a source is missing": ((*RUN, "in/a.txt", "none.txt"), 1),
    "run, nothing could be processed": ((*RUN, "none.txt"), 3),
    "run, unknown option": ((*RUN, "in", "--nonsense"), 2),
    "run, no source": (RUN, 2),
    "run, wrong setting": ((*RUN, "in", "--beam", "0"), 2),
    "run, wrong settings file": ((*RUN, "in", "--config", "wrong.toml"), 2),
    "run, no settings file": ((*RUN, "in", "--config", "none.toml"), 2),
    "run, no such model": ((*RUN, "in", "--model", "nonsense"), 2),
    "run, no glossary": ((*RUN, "in", "--glossary", "none.tsv"), 2),
    "run, output is a file": (("run", "in", "--direct", "-o", "in/a.txt"), 2),
    "run, wrong wait": ((*RUN, "in", "--wait", "-2"), 2),
    "run, runner without Prefect": ((*RUN, "in", "--runner", "dask"), 2),
    "translate": (("translate", "Войти"), 0),
    "translate, wrong glossary": (("translate", "Войти", "--glossary", "none.tsv"), 2),
    "explain, wrong kind": (("explain", "a", "b", "--kind", "c"), 2),
    "report": (("report", "-o", "out"), 0),
    "report, nothing published": (("report", "-o", "none"), 2),
    "rejects": (("rejects", "-o", "out"), 0),
    "rejects, nothing published": (("rejects", "-o", "none"), 2),
    "forget, look only": (("forget", "in", "--dry-run", "-o", "out"), 0),
    "forget": (("forget", "in", "--yes", "-o", "out"), 0),
    "forget, nobody to ask": (("forget", "in", "-o", "out"), 2),
    "forget, nothing of that name": (("forget", "none", "--yes", "-o", "out"), 2),
    "snapshots list": (("snapshots", "list", "-o", "out"), 0),
    "snapshots list, nothing published": (("snapshots", "list", "-o", "none"), 2),
    "snapshots use, unknown": (("snapshots", "use", "r1", "-o", "out"), 2),
    "snapshots diff, one only": (("snapshots", "diff", "-o", "out"), 2),
    "snapshots verify": (("snapshots", "verify", "-o", "out"), 0),
    "snapshots prune, wrong number": (("snapshots", "prune", "--keep", "0", "-o", "out"), 2),
    "init": (("init", "new.toml"), 0),
    "init, there already": (("init", "wrong.toml"), 2),
    "config, wrong": (("config", "--config", "wrong.toml"), 2),
    "models install, nothing there": (("models", "install", "none.argosmodel"), 2),
    "corrections import, nothing there": (("corrections", "import", "none.tsv", "-o", "out"), 2),
    "corrections export, none": (("corrections", "export", "x.tsv", "-o", "out"), 2),
    "review import, nothing there": (("review", "import", "none.json", "-o", "out"), 2),
    "review export, nothing published": (("review", "export", "-o", "none"), 2),
    "serve, wrong schedule": (("serve", "in", "--cron", "nonsense"), 2),
    "no such command": (("nonsense",), 2),
    "version": (("--version",), 0),
}


@pytest.mark.parametrize("path", PATHS)
def test_paths(folder, path):
    arguments, code = PATHS[path]
    done = ends(*arguments)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    if code == 2:
        assert done.stdout == "" or "nobody to ask" in path
        assert done.stderr


def test_damage_ends_with_1(folder):
    next(iter(Output(Path("out")).current().parts("spans"))).unlink()
    assert ends("snapshots", "verify", "-o", "out").exit_code == 1


@pytest.mark.parametrize(
    ("error", "code"), [(RuntimeError("odd"), 4), (OSError(28, "No space left on device"), 3), (MemoryError(), 3)]
)
def test_what_goes_wrong_inside(folder, monkeypatch, error, code):
    def breaks(*_):
        raise error

    monkeypatch.setattr(direct, "read_batches", breaks)
    done = ends(*RUN, "in")
    assert done.exit_code == code
    assert done.stderr.startswith("tolmach: ")
    assert done.stderr.count("\n") == 1


def test_every_documented_code_is_met():
    """130 is that of a process that is interrupted: tests/flows/run/test_interruptions.py."""
    assert {code for _, code in PATHS.values()} | {4, 130} == EXIT_CODES.keys()


def test_the_table_of_the_docs_is_the_one_of_the_code():
    page = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")
    assert "".join(f"| {code} | {meaning} |\n" for code, meaning in EXIT_CODES.items()) in page


def test_a_quiet_run_tells_ten_rejects_and_how_many_more(folder):
    for number in range(12):
        Path(f"in/{number:02}.pdf").write_bytes(b"%PDF broken")
    done = ends(*RUN, "in", "-q")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("tolmach: rejected in/00.pdf: ")
    assert lines[-1] == "tolmach: 3 more: tolmach rejects -o out"
    again = ends(*RUN, "in", "--json")  # nothing changed, and still they are told
    assert again.exit_code == 1
    assert again.stderr.splitlines()[:10] == lines[:10]


def test_rejects_are_listed_with_the_way_out(folder):
    ends(*RUN, "in", "-q")
    source, error, way = ends("rejects", "-o", "out").stdout.splitlines()
    assert source == "in/bad.pdf"
    assert error.strip().startswith("bad_archive: ")
    assert way.strip().startswith("way out: ")


def test_forget_says_what_it_will_do(folder):
    ends(*RUN, "in", "-q")
    done = ends("forget", "in/a.txt", "--dry-run", "--memory", "-o", "out")
    assert done.stdout.splitlines() == [
        "to forget: 1 documents (1 spans, 0 mentions of names), 0 rejects; a new snapshot without them is published",
        "  in/a.txt",
        "1 of the files are still there (in/a.txt …): a run over them reads them again",
        "1 older snapshots hold some of it: they keep them until they are pruned (--older rewrites them)",
        "the translation memory is removed: the next run translates anew what it needs",
    ]
    assert len(Output(Path("out")).snapshots()) == 2
    done = ends("forget", "in/a.txt", "--yes", "--older", "-o", "out")
    assert done.stdout.splitlines()[-1].startswith("forgotten; out/latest shows ")
    assert [s.read("documents").height for s in Output(Path("out")).snapshots()] == [0, 0, 0]
