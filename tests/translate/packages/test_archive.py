"""Archives that must not be trusted: nothing outside the target is touched, and on any error nothing is left in it."""

import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from translate.engine.install import install
from translate.errors import ModelError
from translate.packages import archive as archives
from translate.packages import find as packages

EMBEDDED = next(packages.EMBEDDED.glob("*.argosmodel"))


def write_zip(path: Path, members: dict[str, bytes], **info: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            for key, value in info.items():
                setattr(member, key, value)
            archive.writestr(member, content)
    return path


def files_under(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


GOOD = {"pkg/metadata.json": json.dumps({"package_version": "1", "from_code": "ru", "to_code": "en"}).encode()}


@pytest.mark.parametrize(
    "name",
    ["../evil", "pkg/../../evil", "/evil", "pkg\\..\\..\\evil", "C:/evil", "pkg/a/../../../evil", "..", "./../evil"],
)
def test_paths_that_lead_elsewhere_are_refused(tmp_path, name):
    path = write_zip(tmp_path / "x.argosmodel", {**GOOD, name: b"evil"})
    before = files_under(tmp_path)
    with pytest.raises(ModelError, match=r"unsafe path|instead of one|not in a folder|hidden"):
        archives.unpack(path, tmp_path / "target")
    assert files_under(tmp_path) == before
    assert not Path("/evil").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path, kind):
    path = write_zip(tmp_path / "x.argosmodel", {"pkg/link": b"/etc/passwd"}, external_attr=(kind | 0o777) << 16)
    with pytest.raises(ModelError, match="link or a device"):
        archives.unpack(path, tmp_path / "target")


def test_a_zip_bomb_is_refused(tmp_path):
    path = write_zip(tmp_path / "x.argosmodel", {**GOOD, "pkg/model/model.bin": bytes(20_000_000)})
    with pytest.raises(ModelError, match="zip bomb"):
        archives.unpack(path, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_archives_that_unpack_to_too_much_are_refused(tmp_path):
    path = write_zip(tmp_path / "x.argosmodel", {**GOOD, "pkg/big": bytes(5000)})
    with pytest.raises(ModelError, match="more than 4,000"):
        archives.unpack(path, tmp_path / "target", max_bytes=4000)
    many = write_zip(tmp_path / "y.argosmodel", {f"pkg/{i}": b"" for i in range(archives.MAX_MEMBERS + 1)})
    with pytest.raises(ModelError, match="files in it"):
        archives.unpack(many, tmp_path / "target")


def test_a_member_that_lies_about_its_size_leaves_nothing_behind(tmp_path):
    path = write_zip(tmp_path / "x.argosmodel", {**GOOD, "pkg/liar": bytes(1000)})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"pkg/liar") - 46 + 24  # uncompressed size in the central directory
    assert struct.unpack_from("<I", data, at) == (1000,)
    struct.pack_into("<I", data, at, 10)
    path.write_bytes(data)
    with pytest.raises(ModelError):
        archives.unpack(path, tmp_path / "target")
    assert files_under(tmp_path) == {"x.argosmodel", "target"}


def test_a_replacement_that_fails_leaves_the_old_folder(tmp_path, monkeypatch):
    archives.unpack(write_zip(tmp_path / "old.argosmodel", {**GOOD, "pkg/old": b""}), tmp_path / "target")
    rename = Path.rename

    def refuse(self, target):
        if (self / "new").exists():
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    path = write_zip(tmp_path / "new.argosmodel", {**GOOD, "pkg/new": b""})
    with pytest.raises(archives.CannotWriteError, match="No space left"):
        archives.unpack(path, tmp_path / "target", replace=True)
    assert files_under(tmp_path / "target") == {"pkg", "pkg/metadata.json", "pkg/old"}


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + bytes(40), b"PK\x05\x06" + bytes(18)])
def test_files_that_are_no_archives_are_refused(tmp_path, argos_folder, content):
    path = tmp_path / "x.argosmodel"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="get the package again"):
        install(path)


def test_an_archive_cut_short_is_refused(tmp_path, argos_folder):
    path = tmp_path / "x.argosmodel"
    content = EMBEDDED.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match="not a whole zip"):
        install(path)
    assert files_under(argos_folder) == set()


def test_damage_inside_a_member_is_found(tmp_path, argos_folder):
    path = tmp_path / "x.argosmodel"
    content = bytearray(EMBEDDED.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError):
        install(path)
    assert files_under(argos_folder.parent) == {"packages"}


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"metadata.json": b"{}"}, "not in a folder"),
        ({"a/metadata.json": b"{}", "b/x": b""}, "2 folders"),
        ({"a/readme": b""}, "no a/metadata.json"),
        ({".a/metadata.json": b"{}"}, "hidden"),
        ({"a/metadata.json": bytes(2_000_000)}, "refused"),
        ({"a/metadata.json": b'{"type": "sbd", "from_code": "ru", "to_code": "en"}'}, "not a translation package"),
    ],
)
def test_archives_that_are_no_packages_are_refused(tmp_path, argos_folder, members, message):
    with pytest.raises(ModelError, match=message):
        install(write_zip(tmp_path / "x.argosmodel", members))
