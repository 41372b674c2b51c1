"""The signed cookie of a guest: which learner the browser is, and nothing else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse

NAME = "grappe_learner"
KEPT = timedelta(days=365)
RENEWED_AFTER = timedelta(days=30)
_signer = TimestampSigner(salt="course.accounts.learner")


@dataclass(frozen=True)
class Claim:
    """What a genuine cookie says: the learner, and whether it is time to sign it anew."""

    learner: UUID
    stale: bool


def read(value: str | None) -> Claim | None:
    """The claim in a cookie's *value*; None when absent, forged, damaged or over a year old."""
    if not value:
        return None
    try:
        return Claim(UUID(_signer.unsign(value, max_age=KEPT)), stale=not _fresh(value))
    except (BadSignature, ValueError):
        return None


def _fresh(value: str) -> bool:
    try:
        _signer.unsign(value, max_age=RENEWED_AFTER)
    except BadSignature:
        return False
    return True


def write(response: HttpResponse, learner: UUID) -> None:
    """Give the browser a newly signed cookie for *learner*, good for a year."""
    response.set_cookie(
        NAME,
        _signer.sign(str(learner)),
        expires=datetime.now(UTC) + KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse) -> None:
    """Make the browser drop its cookie."""
    response.delete_cookie(NAME, samesite="Lax")
