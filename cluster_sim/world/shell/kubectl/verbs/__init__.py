"""The verbs of kubectl: one module each, with FLAGS, ``run`` and, if it follows, ``wake``."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.verbs import (
    api_resources,
    apply,
    cluster_info,
    create,
    create_configmap,
    create_cronjob,
    create_deployment,
    create_job,
    create_namespace,
    create_pdb,
    create_priorityclass,
    create_quota,
    create_serviceaccount,
    delete,
    describe,
    diff,
    drain,
    events,
    exec,
    explain,
    expose,
    get,
    logs,
    patch,
    replace,
    rollout_history,
    rollout_restart,
    rollout_status,
    rollout_undo,
    run,
    scale,
    set_env,
    set_image,
    set_resources,
    set_serviceaccount,
    taint,
    top,
    version,
    wait,
)
from cluster_sim.world.shell.kubectl.verbs.config import CONFIG
from cluster_sim.world.shell.kubectl.verbs.cordon import CordonVerb
from cluster_sim.world.shell.kubectl.verbs.create_secret import SecretVerb
from cluster_sim.world.shell.kubectl.verbs.create_service import ServiceVerb
from cluster_sim.world.shell.kubectl.verbs.group import Group
from cluster_sim.world.shell.kubectl.verbs.label import MarkVerb
from cluster_sim.world.shell.kubectl.verbs.rollout_pause import PauseVerb

_SERVICES = Group(
    {
        kind.lower(): ServiceVerb(kind)
        for kind in ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")
    }
)
_SECRETS = Group({kind: SecretVerb(kind) for kind in ("docker-registry", "generic", "tls")})
_CREATE = Group(
    {
        "configmap": create_configmap,
        "cronjob": create_cronjob,
        "deployment": create_deployment,
        "job": create_job,
        "namespace": create_namespace,
        "poddisruptionbudget": create_pdb,
        "priorityclass": create_priorityclass,
        "quota": create_quota,
        "secret": _SECRETS,
        "service": _SERVICES,
        "serviceaccount": create_serviceaccount,
    },
    default=create,
    aliases={
        "cj": "cronjob",
        "cm": "configmap",
        "deploy": "deployment",
        "ns": "namespace",
        "pc": "priorityclass",
        "pdb": "poddisruptionbudget",
        "resourcequota": "quota",
        "svc": "service",
        "sa": "serviceaccount",
    },
)

_ROLLOUT = Group(
    {
        "history": rollout_history,
        "pause": PauseVerb(True),
        "restart": rollout_restart,
        "resume": PauseVerb(False),
        "status": rollout_status,
        "undo": rollout_undo,
    }
)

_SET = Group(
    {
        "env": set_env,
        "image": set_image,
        "resources": set_resources,
        "serviceaccount": set_serviceaccount,
    },
    aliases={"sa": "serviceaccount"},
)

_TOP = Group(
    {"node": top, "pod": top},
    aliases={"no": "node", "nodes": "node", "po": "pod", "pods": "pod"},
)

# What the real kubectl has besides: those who type one of these should not think they mistyped.
NOT_SIMULATED = frozenset(
    f"kubectl {name}"
    for name in (
        *("alpha", "attach", "auth", "autoscale", "certificate", "completion", "cp", "debug"),
        *("edit", "kuberc", "kustomize", "plugin", "port-forward", "proxy"),
        *("create clusterrole", "create clusterrolebinding", "create ingress"),
        *("create role", "create rolebinding", "create token"),
        *("set selector", "set subject"),
        *("config set", "config unset", "config set-cluster", "config set-credentials"),
        *("config delete-cluster", "config delete-context", "config delete-user"),
        *("config rename-context", "apply edit-last-applied", "apply set-last-applied"),
        *("apply view-last-applied", "cluster-info dump"),
    )
)

VERBS = Group(
    {
        "api-resources": api_resources,
        "annotate": MarkVerb("annotations", "annotation", "annotated"),
        "apply": apply,
        "cluster-info": cluster_info,
        "config": CONFIG,
        "cordon": CordonVerb(True),
        "create": _CREATE,
        "delete": delete,
        "describe": describe,
        "diff": diff,
        "drain": drain,
        "events": events,
        "exec": exec,
        "explain": explain,
        "expose": expose,
        "get": get,
        "label": MarkVerb("labels", "label", "labeled"),
        "logs": logs,
        "patch": patch,
        "replace": replace,
        "rollout": _ROLLOUT,
        "run": run,
        "scale": scale,
        "set": _SET,
        "taint": taint,
        "top": _TOP,
        "uncordon": CordonVerb(False),
        "version": version,
        "wait": wait,
    }
)
