"""Reading content files, each checked against its published schema."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from course.prose import front_matter

CONTENT = Path(__file__).resolve().parents[2] / "content"
LANGUAGES = ("fr", "en")


class BadContent(ValueError):
    """A file of the content is not as its schema says; the message names file and place."""


@dataclass(frozen=True)
class Entry:
    """What a file holds, and the digest by which a change is noticed."""

    data: dict[str, Any]
    body: str
    digest: str


def read_yaml(path: Path, schema: str) -> Entry:
    """A YAML file that satisfies *schema* (its name in course/content/schemas)."""
    text = path.read_text("utf-8")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadContent(f"{path.name}: {error}") from error
    return _checked(path, schema, data, "", text)


def read_text(path: Path, schema: str) -> Entry:
    """A Markdown file whose front matter satisfies *schema*."""
    text = path.read_text("utf-8")
    try:
        data, body = front_matter.split(text)
    except (front_matter.NoFrontMatter, yaml.YAMLError) as error:
        raise BadContent(f"{path.name}: no front matter") from error
    return _checked(path, schema, data, body, text)


def combined(*entries: Entry) -> str:
    """One digest for several files."""
    return hashlib.sha256("".join(entry.digest for entry in entries).encode()).hexdigest()


def _checked(path: Path, schema: str, data: Any, body: str, text: str) -> Entry:
    error = jsonschema.exceptions.best_match(_validator(schema).iter_errors(data))
    if error is not None:
        place = "/".join(str(part) for part in error.absolute_path) or "top"
        raise BadContent(f"{path.name}, at {place}: {error.message}")
    return Entry(data, body, hashlib.sha256(text.encode()).hexdigest())


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    path = CONTENT / "schemas" / f"{schema}.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))
