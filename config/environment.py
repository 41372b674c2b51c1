"""What the process environment says, as typed values for the settings."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding space; *default* when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off; ValueError for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ValueError(f"{name} must be 1 or 0, not {value!r}")


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The variable's comma-separated words."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or the key kept in *folder*, made at the first run and readable by us alone."""
    given = text("SECRET_KEY")
    if given:
        return given
    kept = folder / "secret_key"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


def database(url: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's DATABASES entry: PostgreSQL from *url*, or SQLite in *sqlite_file* without one.

    ValueError when the URL is not postgresql://user:password@host:port/name?option=value.
    """
    return _postgresql(url) if url else _sqlite(sqlite_file)


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # Readers never wait for the writer, and a killed process loses nothing committed.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            " PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;",
            # A transaction that will write takes its lock first instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
        },
        # A file, since the server under test reads it from several threads; one for each run.
        "TEST": {"NAME": str(file.with_name(f"test-{os.getpid()}.sqlite3"))},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or len(parts.path) < 2:
        raise ValueError("DATABASE_URL must read postgresql://user:password@host:port/name")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }
