"""A stamp says whether something must be made again."""

from pathlib import Path

import pytest

from devtools import stamps
from devtools.stamps import Stamps, digest


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    folder = tmp_path / "js"
    folder.mkdir()
    (folder / "main.js").write_text("1")
    (folder / "lab.js").write_text("2")
    return folder


def test_the_digest_changes_with_contents_names_and_salt_only(sources: Path) -> None:
    before = digest([sources])
    (sources / "main.js").touch()
    assert digest([sources]) == before
    assert digest([sources], "python 3.12") != before
    (sources / "main.js").rename(sources / "site.js")
    renamed = digest([sources])
    assert renamed != before
    (sources / "site.js").write_text("3")
    assert digest([sources]) not in (before, renamed)


def test_what_is_compiled_from_the_sources_does_not_count(sources: Path) -> None:
    before = digest([sources])
    (sources / "__pycache__").mkdir()
    (sources / "__pycache__" / "main.pyc").write_bytes(b"x")
    (sources / "django.mo").write_bytes(b"x")
    assert digest([sources]) == before


def test_a_stamp_lasts_and_a_damaged_file_means_making_everything_again(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "stamps.json"
    Stamps(file).put("bundles", "abc")
    Stamps(file).put("static", "def")
    assert Stamps(file).matches("bundles", "abc")
    assert not Stamps(file).matches("bundles", "other")
    file.write_text("{ half a fi")
    assert not Stamps(file).matches("bundles", "abc")
