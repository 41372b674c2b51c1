"""The verbs of kubectl: one module each, with FLAGS, ``run`` and, if it follows, ``wake``."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.verbs import (
    apply,
    create,
    create_configmap,
    create_deployment,
    create_namespace,
    create_secret,
    create_serviceaccount,
    delete,
    describe,
    expose,
    get,
    scale,
)
from cluster_sim.world.shell.kubectl.verbs.create_service import ServiceVerb
from cluster_sim.world.shell.kubectl.verbs.group import Group

_SERVICES = Group(
    {
        kind.lower(): ServiceVerb(kind)
        for kind in ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")
    }
)
_CREATE = Group(
    {
        "configmap": create_configmap,
        "deployment": create_deployment,
        "namespace": create_namespace,
        "secret": Group({"generic": create_secret}),
        "service": _SERVICES,
        "serviceaccount": create_serviceaccount,
    },
    default=create,
    aliases={
        "cm": "configmap",
        "deploy": "deployment",
        "ns": "namespace",
        "svc": "service",
        "sa": "serviceaccount",
    },
)

VERBS = Group(
    {
        "apply": apply,
        "create": _CREATE,
        "delete": delete,
        "describe": describe,
        "expose": expose,
        "get": get,
        "scale": scale,
    }
)
