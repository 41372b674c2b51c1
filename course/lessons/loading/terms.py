"""course/content/glossary/*.yaml → Term, TermText."""

from pathlib import Path
from typing import Any

from course.glossary.folding import fold
from course.glossary.models import Term, TermText
from course.lessons.loading.files import LANGUAGES, Entry, read_yaml


def load(content: Path) -> int:
    """Make the terms as their files say; how many changed."""
    paths = sorted((content / "glossary").glob("*.yaml"))
    entries = {path.stem: read_yaml(path, "term") for path in paths}
    deleted, _ = Term.objects.exclude(slug__in=entries).delete()
    known = set(Term.objects.values_list("slug", "digest"))
    changed = {slug: e for slug, e in entries.items() if (slug, e.digest) not in known}
    for slug, entry in changed.items():
        _term(slug, entry)
    for slug, entry in changed.items():
        other = Term.objects.filter(slug=entry.data.get("confused_with", "")).first()
        Term.objects.filter(slug=slug).update(confused_with=other)
    return len(changed) + bool(deleted)


def _term(slug: str, entry: Entry) -> None:
    plain = {key: entry.data.get(key, "") for key in ("lesson", "scenario")}
    term, _ = Term.objects.update_or_create(slug=slug, defaults={**plain, "digest": entry.digest})
    for language in LANGUAGES:
        _text(term, language, entry.data[language])


def _text(term: Term, language: str, data: dict[str, Any]) -> None:
    said = [data["name"], *data["synonyms"], data["definition"], data["example"]]
    TermText.objects.update_or_create(
        term=term,
        language=language,
        defaults={**data, "sort_key": fold(data["name"]), "search": fold(" ".join(said))},
    )
