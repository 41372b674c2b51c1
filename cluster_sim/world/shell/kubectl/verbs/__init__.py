"""The verbs of kubectl: one module each, with FLAGS, ``run`` and, if it follows, ``wake``."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.verbs import (
    alpha,
    api_resources,
    api_versions,
    apply,
    apply_set_last_applied,
    apply_view_last_applied,
    attach,
    auth_can_i,
    auth_reconcile,
    auth_whoami,
    autoscale,
    cluster_info,
    cluster_info_dump,
    completion,
    cp,
    create,
    create_clusterrole,
    create_clusterrolebinding,
    create_configmap,
    create_cronjob,
    create_deployment,
    create_ingress,
    create_job,
    create_namespace,
    create_pdb,
    create_priorityclass,
    create_quota,
    create_role,
    create_rolebinding,
    create_serviceaccount,
    create_token,
    debug,
    delete,
    describe,
    diff,
    drain,
    edit,
    events,
    exec,
    explain,
    expose,
    get,
    kustomize,
    logs,
    options,
    patch,
    plugin_list,
    port_forward,
    proxy,
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
    set_selector,
    set_serviceaccount,
    set_subject,
    taint,
    top_node,
    top_pod,
    version,
    wait,
)
from cluster_sim.world.shell.kubectl.verbs.certificate import CertificateVerb
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
        "clusterrole": create_clusterrole,
        "clusterrolebinding": create_clusterrolebinding,
        "configmap": create_configmap,
        "cronjob": create_cronjob,
        "deployment": create_deployment,
        "ingress": create_ingress,
        "job": create_job,
        "namespace": create_namespace,
        "poddisruptionbudget": create_pdb,
        "priorityclass": create_priorityclass,
        "quota": create_quota,
        "role": create_role,
        "rolebinding": create_rolebinding,
        "secret": _SECRETS,
        "service": _SERVICES,
        "serviceaccount": create_serviceaccount,
        "token": create_token,
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
        "selector": set_selector,
        "serviceaccount": set_serviceaccount,
        "subject": set_subject,
    },
    aliases={"sa": "serviceaccount"},
)

_APPLY = Group(
    {
        "set-last-applied": apply_set_last_applied,
        "view-last-applied": apply_view_last_applied,
    },
    default=apply,
)

_AUTH = Group({"can-i": auth_can_i, "reconcile": auth_reconcile, "whoami": auth_whoami})
_CERTIFICATE = Group(
    {
        "approve": CertificateVerb("approve", "Approved", "Denied"),
        "deny": CertificateVerb("deny", "Denied", "Approved"),
    }
)

_TOP = Group(
    {"node": top_node, "pod": top_pod},
    aliases={"no": "node", "nodes": "node", "po": "pod", "pods": "pod"},
)

# What the real kubectl has besides: those who type one of these should not think they mistyped.
NOT_SIMULATED = frozenset(f"kubectl {name}" for name in ("kuberc", "apply edit-last-applied"))

VERBS = Group(
    {
        "alpha": alpha,
        "api-resources": api_resources,
        "api-versions": api_versions,
        "annotate": MarkVerb("annotations", "annotation", "annotated"),
        "apply": _APPLY,
        "attach": attach,
        "auth": _AUTH,
        "autoscale": autoscale,
        "certificate": _CERTIFICATE,
        "cluster-info": Group({"dump": cluster_info_dump}, default=cluster_info),
        "completion": completion,
        "config": CONFIG,
        "cordon": CordonVerb(True),
        "cp": cp,
        "create": _CREATE,
        "debug": debug,
        "delete": delete,
        "describe": describe,
        "diff": diff,
        "drain": drain,
        "edit": edit,
        "events": events,
        "exec": exec,
        "explain": explain,
        "expose": expose,
        "get": get,
        "kustomize": kustomize,
        "label": MarkVerb("labels", "label", "labeled"),
        "logs": logs,
        "options": options,
        "patch": patch,
        "plugin": Group({"list": plugin_list}),
        "port-forward": port_forward,
        "proxy": proxy,
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
