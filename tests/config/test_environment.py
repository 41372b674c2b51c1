"""What the process environment may say."""

import stat
from pathlib import Path

import pytest

from config import environment


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_a_flag_is_set_by_any_usual_yes(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS", value)
    assert environment.flag("HTTPS")


def test_a_flag_that_says_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS", "maybe")
    with pytest.raises(ValueError, match="HTTPS must be 1 or 0"):
        environment.flag("HTTPS")


def test_the_key_is_made_once_and_is_nobody_elses_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == first
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_database_url_is_taken_apart_and_decoded() -> None:
    url = "postgresql://grappe:p%40ss@db.example:5433/course?sslmode=require"
    database = environment.database(url, Path("unused"))
    named = [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert named == ["grappe", "p@ss", "db.example", "5433", "course"]
    assert database["OPTIONS"]["sslmode"] == "require"


def test_without_a_url_the_database_is_a_file() -> None:
    assert environment.database("", Path("/data/grappe.sqlite3"))["NAME"] == "/data/grappe.sqlite3"


@pytest.mark.parametrize("url", ["mysql://host/name", "postgresql://host", "grappe"])
def test_an_address_of_another_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        environment.database(url, Path("unused"))
