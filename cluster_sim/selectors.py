"""Who may see which lab: every query for labs goes through here; and what labs simulate."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from cluster_sim.models import Checkpoint, Command, Lab
from cluster_sim.world.kube.api import coverage
from cluster_sim.world.kube.api.coverage import Coverage

OWNER, REPLAY, SHOWCASE = "owner", "replay", "showcase"
# Labs of this owner are there for everyone to look at.
PUBLIC = "public"


@dataclass(frozen=True)
class Access:
    """A lab and what one may do: all (OWNER), look and fork (REPLAY), only look (SHOWCASE)."""

    lab: Lab
    mode: str

    @property
    def may_act(self) -> bool:
        """Whether commands and the clock are allowed."""
        return self.mode == OWNER


def labs_of(owner: str) -> QuerySet[Lab]:
    """The labs that belong to ``owner``, the last used first."""
    return Lab.objects.filter(owner=owner).order_by("-used_at")


def access_to(public_id: str, viewer: str | None) -> Access | None:
    """What ``viewer`` may do with the lab of that id; None when nothing, or without such a lab."""
    lab = Lab.objects.filter(public_id=public_id).first()
    if lab is None:
        return None
    if lab.owner == PUBLIC:
        return Access(lab, SHOWCASE)
    return Access(lab, OWNER) if viewer is not None and lab.owner == viewer else None


def replay_of(public_id: str, token: str) -> Access | None:
    """Look-only access to a lab whose owner has handed out ``token``."""
    if not token:
        return None
    lab = Lab.objects.filter(public_id=public_id, share_token=token).first()
    return Access(lab, REPLAY) if lab else None


def exists(public_id: str) -> bool:
    """Whether there is a lab of that id, whoever it belongs to."""
    return Lab.objects.filter(public_id=public_id).exists()


def commands_of(lab: Lab) -> list[Command]:
    """All commands of the lab, in the order in which they were given."""
    return list(lab.commands.order_by("sequence"))


@dataclass(frozen=True)
class StoredLab:
    """All that is kept of a lab; ``checkpoint`` only when the present program wrote it."""

    lab: Lab
    commands: list[Command]
    checkpoint: Checkpoint | None


def stored(pk: int, code: str) -> StoredLab:
    """What is kept of the lab ``pk`` for the program ``code``; Lab.DoesNotExist."""
    lab = Lab.objects.select_related("parent").get(pk=pk)
    checkpoint = Checkpoint.objects.filter(lab=lab, code=code).first()
    return StoredLab(lab, commands_of(lab), checkpoint)


def served_kinds() -> list[Coverage]:
    """The kinds of Kubernetes that labs serve, and which of their fields have no effect."""
    return coverage.served()


def refused_kinds() -> list[tuple[str, str]]:
    """(apiVersion, kind) of the kinds that a real cluster serves and labs refuse."""
    return coverage.refused()
