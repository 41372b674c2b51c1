"""A database with the course loaded, and browsers of several people."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from course.accounts.models import Learner


@pytest.fixture
def course(db: None) -> None:
    """The content of the project, loaded."""
    call_command("load_content", stdout=StringIO())


@pytest.fixture
def learner(db: None) -> Learner:
    return Learner.objects.create()


@pytest.fixture
def visitor() -> Client:
    """A browser that has never been here."""
    return Client()
