"""``kubectl create clusterrole``: rules about resources, URLs, or those of other roles."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.authorization.bindings import CLUSTER_ROLES, GROUP
from cluster_sim.world.kube.api.authorization.rules import Rule
from cluster_sim.world.shell.kubectl import policy_rules
from cluster_sim.world.shell.kubectl.failure import error, usage
from cluster_sim.world.shell.kubectl.flags import flag, several
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS = (
    *COMMON,
    several("verb", split=True),
    several("resource", split=True),
    several("resource-name"),
    several("non-resource-url", split=True),
    flag("aggregation-rule"),
)
_URL_VERBS = ("*", "get", "post", "put", "delete", "patch", "head", "options")


def run(command: Invocation) -> Outcome:
    """Create the ClusterRole."""
    meta = {"name": name_argument(command)}
    head = {"apiVersion": f"{GROUP}/v1", "kind": "ClusterRole", "metadata": meta}
    labels = _labels(command)
    made = {**head, **(_aggregated(command, labels) if labels else {"rules": _rules(command)})}
    return create(command, CLUSTER_ROLES, made, namespaced=False)


def _aggregated(command: Invocation, labels: dict[str, str]) -> dict[str, Any]:
    if any(command.value(name) for name in ("verb", "resource", "resource-name")) or _urls(command):
        raise error(
            "aggregation rule must be specified without nonResourceURLs, verbs, resources or "
            "resourceNames"
        )
    selectors = [{"matchLabels": labels}]
    return {"aggregationRule": {"clusterRoleSelectors": selectors}, "rules": None}


def _rules(command: Invocation) -> list[Rule]:
    verbs, resources = policy_rules.verbs_of(command), policy_rules.resources_of(command)
    urls = _urls(command)
    if not verbs:
        raise error("at least one verb must be specified")
    if not resources and not urls:
        raise error("one of resource or nonResourceURL must be specified")
    if resources:
        policy_rules.check_verbs(command, verbs)
        policy_rules.check_resources(command, verbs, resources)
    if urls:
        _check_urls(verbs, urls)
    return policy_rules.rules_of(command, verbs, resources, urls)


def _urls(command: Invocation) -> list[str]:
    return list(dict.fromkeys(command.value("non-resource-url")))


def _check_urls(verbs: list[str], urls: list[str]) -> None:
    for verb in verbs:
        if verb not in _URL_VERBS:
            raise error(f"invalid verb: '{verb}' for nonResourceURL")
    for url in urls:
        if url == "*":
            continue
        if not url.startswith("/"):
            raise error("nonResourceURL should start with /")
        if "*" in url[:-1]:
            raise error("nonResourceURL only supports wildcard matches when '*' is at the end")


def _labels(command: Invocation) -> dict[str, str]:
    """``a=b,c=d``; Failure for what is no such pair."""
    text, found = command.value("aggregation-rule"), {}
    for part in filter(None, text.split(",")):
        key, equals, value = part.partition("=")
        if not equals:
            fault = "malformed pair, expect string=string"
            told = f'invalid argument "{text}" for "--aggregation-rule" flag: {fault}'
            raise usage(told, command.path)
        found[key.strip()] = value.strip()
    return found
