"""`python manage.py load_content`: the files of course/content into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from course.lessons.loading import everything
from course.lessons.loading.files import BadContent


class Command(BaseCommand):
    help = "Load lessons, questions and glossary from course/content. What did not change stays."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = everything.load()
        except BadContent as error:
            raise CommandError(str(error)) from error
        said = ", ".join(f"{count} {kind}" for kind, count in changed.items() if count)
        self.stdout.write(f"content: {said or 'nothing changed'}")
