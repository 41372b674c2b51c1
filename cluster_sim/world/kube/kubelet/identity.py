"""As whom a container runs, and whether it may (pkg/kubelet/kuberuntime/security_context.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers.images import Image
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object

# Images whose Dockerfile names a USER: everything else runs as root.
_USERS = {
    "nginxinc/nginx-unprivileged": "101",
    "kube-proxy": "0",
    "hello-app": "nonroot",
    "metrics-server": "65534",
    "coredns": "65532",
    "bitnami": "1001",
    "distroless": "65532",
    "registry.k8s.io/pause": "65535",
}


class MayNotRun(ValueError):
    """The container would run as somebody it must not be; the message is the kubelet's."""


def user_of(pod: Object, container: dict[str, Any], image: Image) -> tuple[int, int]:
    """User and group of the container's process; MayNotRun when it must not be root and is."""
    own = container.get("securityContext") or {}
    shared = pod["spec"].get("securityContext") or {}
    asked = own.get("runAsUser", shared.get("runAsUser"))
    group = own.get("runAsGroup", shared.get("runAsGroup"))
    known = _image_user(image.repository)
    if own.get("runAsNonRoot", shared.get("runAsNonRoot")):
        _check(pod, container, asked, known)
    user = asked if asked is not None else int(known) if known.isdigit() else 65532
    return int(user), int(group) if group is not None else 0


def groups_of(pod: Object, group: int) -> list[int]:
    """The supplementary groups, as the status tells them."""
    shared = pod["spec"].get("securityContext") or {}
    more = list(shared.get("supplementalGroups") or ())
    if shared.get("fsGroup") is not None:
        more.append(shared["fsGroup"])
    return sorted({group, *more})


def _check(pod: Object, container: dict[str, Any], asked: int | None, known: str) -> None:
    uid = pod["metadata"].get("uid", "")
    where = f'(pod: "{name_of(pod)}_{namespace_of(pod)}({uid})", container: {container["name"]})'
    if asked is not None:
        if int(asked) == 0:
            raise MayNotRun(f"container's runAsUser breaks non-root policy {where}")
        return
    if known == "0":
        raise MayNotRun(f"container has runAsNonRoot and image will run as root {where}")
    if not known.isdigit():
        raise MayNotRun(
            f"container has runAsNonRoot and image has non-numeric user ({known}), cannot verify "
            f"user is non-root {where}"
        )


def _image_user(repository: str) -> str:
    return next((user for name, user in _USERS.items() if name in repository), "0")
