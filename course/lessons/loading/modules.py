"""course/content/modules.yaml → Module."""

from pathlib import Path

from course.lessons.loading.files import read_yaml
from course.lessons.models import Module


def load(content: Path) -> int:
    """Make the modules as the file says; how many changed."""
    changed = 0
    entries = read_yaml(content / "modules.yaml", "modules").data["modules"]
    for position, entry in enumerate(entries, start=1):
        wanted = {"position": position, "texts": {"fr": entry["fr"], "en": entry["en"]}}
        if not Module.objects.filter(slug=entry["id"], **wanted).exists():
            Module.objects.update_or_create(slug=entry["id"], defaults=wanted)
            changed += 1
    return changed
