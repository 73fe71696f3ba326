"""Argos packages: found, chosen, checked against their checksums, unpacked once.

The embedded package is the real one; others are made from it under other names and versions.
"""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from translate.engine.argos import load_engine
from translate.engine.install import install
from translate.engine.limits import position_limits
from translate.engine.models import load_model
from translate.errors import ModelError
from translate.packages import archive as archives
from translate.packages import checksums
from translate.packages import find as packages

pytestmark = pytest.mark.usefixtures("argos_folder")

EMBEDDED = next(packages.EMBEDDED.glob("*.argosmodel"))
# --- which package ---


def test_the_embedded_package_is_there_when_nothing_is_installed():
    chosen = packages.choose("ru", "en")
    assert chosen.origin == "embedded"
    assert chosen.path == EMBEDDED


def test_the_newest_version_wins(make_package, argos_folder):
    make_package(argos_folder, "old", package_version="0.1")
    assert packages.choose("ru", "en").origin == "embedded"
    make_package(argos_folder, "ru_en_9", package_version="9.10")
    make_package(argos_folder, "ru_en_10", package_version="9.9")
    assert packages.choose("ru", "en").version == "9.10", "as versions, not as text"


def test_of_equal_versions_the_installed_one_wins(make_package, argos_folder):
    make_package(argos_folder, "same", package_version=packages.choose("ru", "en").version)
    assert packages.choose("ru", "en").origin == "installed"


@pytest.mark.parametrize(
    "named", ["translate-ru_en-0_1", "translate-ru_en-0.1", "translate-ru_en@0.1", "Translate_ru_en-0.1", "my_folder"]
)
def test_a_package_is_chosen_by_name(make_package, argos_folder, named):
    path = make_package(argos_folder, "my_folder", package_version="0.1")
    assert packages.choose("ru", "en", named).path == path
    assert packages.choose("ru", "en", "translate-ru_en").origin == "embedded", "without a version, the newest"


def test_a_package_is_chosen_by_path(make_package, tmp_path):
    path = make_package(tmp_path, "elsewhere", package_version="0.1")
    assert packages.choose("ru", "en", path).path == path
    assert packages.choose("ru", "en", str(EMBEDDED)).version == packages.choose("ru", "en").version


def test_stray_folders_and_files_disturb_nothing(argos_folder):
    (argos_folder / "stray").mkdir()
    (argos_folder / ".unpacking-1").mkdir()
    (argos_folder / "notes.txt").write_text("x", encoding="utf-8")
    found, problems = packages.find_packages()
    assert [p.origin for p in found] == ["embedded"]
    assert problems == []


@pytest.mark.parametrize(
    "metadata", ["{", "[]", "{}", '{"from_code": "ru", "to_code": 1, "package_version": "1"}', "\xff"]
)
def test_broken_metadata_is_reported_and_disturbs_nothing_else(argos_folder, metadata):
    (argos_folder / "broken").mkdir()
    (argos_folder / "broken" / "metadata.json").write_bytes(metadata.encode("latin-1"))
    found, problems = packages.find_packages()
    assert [p.origin for p in found] == ["embedded"]
    assert len(problems) == 1
    assert "broken" in problems[0]


def test_a_missing_pair_says_what_there_is_and_how_to_get_it():
    with pytest.raises(ModelError, match=r"de to en.*installed: ru-en.*models download de-en.*models install"):
        packages.choose("de", "en")


def test_a_model_of_another_pair_is_refused():
    with pytest.raises(ModelError, match="translates ru to en, not uk to en"):
        packages.choose("uk", "en", "translate-ru_en")


def test_an_unknown_model_lists_the_known(tmp_path):
    with pytest.raises(ModelError, match=r"no model 'nothing'.*translate-ru_en-"):
        packages.choose("ru", "en", "nothing")


@pytest.mark.slow
def test_other_pairs_work_when_installed(make_package, argos_folder):
    make_package(argos_folder, "uk_en", from_code="uk", package_version="2")
    engine = load_engine("uk", "en", beam=1)
    assert (engine.info.source, engine.info.model, engine.info.version) == ("uk", "translate-uk_en", "2")
    assert "moscow" in engine.translate_batch(["Он прибыл в Москву."])[0].text.lower()


@pytest.mark.slow
def test_a_target_prefix_is_asked_for_and_not_shown(make_package, argos_folder):
    plain = load_engine("ru", "en", beam=1).translate_batch(["Он прибыл в Москву."])[0]
    first = load_engine("ru", "en", beam=1).model().tokenizer.encode(["Yesterday"])[0][0]
    make_package(argos_folder, "prefixed", package_version="99", target_prefix=first)
    answer = load_engine("ru", "en", beam=1).translate_batch(["Он прибыл в Москву."])[0]
    assert answer.text != plain.text
    assert not answer.text.startswith("Yesterday")


# --- whether its files are right ---


def test_the_embedded_package_has_the_checksum_beside_it():
    listed = checksums.read_checksums(packages.EMBEDDED / checksums.CHECKSUMS)
    assert listed == {EMBEDDED.name: archives.sha256_file(EMBEDDED)}


@pytest.fixture
def embedded_copy(tmp_path, monkeypatch):
    folder = tmp_path / "models"
    shutil.copytree(packages.EMBEDDED, folder)
    monkeypatch.setattr(packages, "EMBEDDED", folder)
    return folder


def test_a_changed_embedded_package_is_refused(embedded_copy):
    path = embedded_copy / EMBEDDED.name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="SHA256SUMS says"):
        load_engine("ru", "en")


def test_an_embedded_package_without_checksum_is_refused(embedded_copy):
    (embedded_copy / checksums.CHECKSUMS).write_text("# none\n", encoding="utf-8")
    with pytest.raises(ModelError, match="no line for it"):
        load_engine("ru", "en")


def test_a_line_that_is_no_checksum_is_named(embedded_copy):
    (embedded_copy / checksums.CHECKSUMS).write_text("# comment\n\nabc  file\n", encoding="utf-8")
    with pytest.raises(ModelError, match="SHA256SUMS:3"):
        load_engine("ru", "en")


@pytest.mark.slow
def test_a_newer_embedded_package_takes_its_file_and_its_checksum_only(embedded_copy, make_archive):
    (embedded_copy / EMBEDDED.name).unlink()
    newer = make_archive("translate-ru_en-7_0", package_version="7.0").rename(
        embedded_copy / "translate-ru_en-7_0.argosmodel"
    )
    line = f"{archives.sha256_file(newer)}  {newer.name}\n"
    (embedded_copy / checksums.CHECKSUMS).write_text(line, encoding="utf-8")
    assert load_engine("ru", "en").info.version == "7.0"


@pytest.mark.parametrize("missing", ["sentencepiece.model", "model/model.bin"])
def test_missing_files_are_named(make_package, argos_folder, missing):
    path = make_package(argos_folder, "incomplete", package_version="9")
    (path / missing).unlink()
    with pytest.raises(ModelError, match=f"{missing}.* missing"):
        load_engine("ru", "en")


def replace(path: Path, content: bytes) -> None:
    path.unlink()  # a link to the file that all tests share
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model/model.bin", b"\x06\x00\x00\x00"),
        ("model/model.bin", b""),
        ("model/model.bin", b"\xff" * 100),
        ("sentencepiece.model", b"nonsense"),
        ("model/config.json", b"{"),
    ],
)
def test_damaged_files_are_told_in_one_line(make_package, argos_folder, file, content):
    replace(make_package(argos_folder, "damaged", package_version="9") / file, content)
    with pytest.raises(ModelError, match=r"install the package again|install it again") as caught:
        load_engine("ru", "en")
    assert "\n" not in str(caught.value)


def test_a_model_cut_short_is_refused(make_package, argos_folder):
    model = make_package(argos_folder, "cut", package_version="9") / "model" / "model.bin"
    content = model.read_bytes()
    replace(model, content[: len(content) // 2])
    with pytest.raises(ModelError, match=r"model|CTranslate2"):
        load_engine("ru", "en")


def test_position_limits_are_those_at_which_ctranslate2_stops(unpacked):
    encoder, decoder = position_limits(unpacked / "model" / "model.bin")
    model = load_model(unpacked)
    assert encoder
    assert decoder
    assert model.max_source_tokens == encoder - 1, "the end of the sentence takes one"
    piece = model.tokenizer.encode(["дом"])[0][:1]
    options = {"beam_size": 1, "max_input_length": 0, "max_decoding_length": 2}
    assert model.translator.translate_batch([piece * model.max_source_tokens], **options)
    with pytest.raises(RuntimeError):
        model.translator.translate_batch([piece * (model.max_source_tokens + 1)], **options)


def test_a_package_changed_after_its_installation_is_refused(make_archive, argos_folder):
    installed = install(make_archive("ru_en", package_version="9"))
    assert packages.prepare(installed)[0] == installed.path
    replace(installed.path / "model" / "config.json", b"{}")
    with pytest.raises(ModelError, match=r"model/config\.json changed"):
        packages.prepare(installed)


# --- unpacking ---


def test_unpacking_happens_once_and_a_damaged_copy_is_made_anew():
    chosen = packages.choose("ru", "en")
    folder, digest = packages.prepare(chosen)
    before = (folder / "metadata.json").stat().st_ino
    assert packages.prepare(chosen) == (folder, digest)
    assert (folder / "metadata.json").stat().st_ino == before
    model = folder / "model" / "model.bin"
    content = model.read_bytes()
    model.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert packages.prepare(chosen) == (folder, digest)
    assert model.read_bytes() == content


def test_several_processes_unpack_at_once(tmp_path):
    script = "from translate.packages import find as packages; print(*packages.prepare(packages.choose('ru', 'en')))"
    started = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = {process.communicate(timeout=60)[0] for process in started}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in started)
    folder = Path(answers.pop().split()[0])
    assert folder.is_relative_to(tmp_path)
    assert archives.is_unpacked(EMBEDDED, folder)
    assert not list((tmp_path / "cache").rglob(".unpacking-*"))


def test_a_cache_that_cannot_be_written_is_replaced_by_a_temporary_folder(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    folder, _ = packages.prepare(packages.choose("ru", "en"))
    assert folder.is_relative_to(temporary)
    top = temporary / folder.relative_to(temporary).parts[0]
    assert stat.S_IMODE(top.stat().st_mode) & 0o022 == 0, "nobody else may exchange a model there"


def test_nowhere_to_unpack_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="cannot write there"):
        packages.prepare(packages.choose("ru", "en"))
