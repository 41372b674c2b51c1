"""``kubectl describe role`` and ``clusterrole``: one line a resource."""

from __future__ import annotations

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_CELLS = ("nonResourceURLs", "resourceNames", "verbs")
_LISTS = ("verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs")


def write(w: Writer, obj: Object, _on: Context) -> None:
    """The description of a Role or ClusterRole."""
    write_identity(w, obj, namespaced=False)
    w.line(0, "PolicyRule:")
    w.line(1, "Resources\tNon-Resource URLs\tResource Names\tVerbs")
    w.line(1, "---------\t-----------------\t--------------\t-----")
    for cells in rule_lines(obj.get("rules") or []):
        w.line(1, "\t".join(cells))


def rule_lines(rules: list[Object]) -> list[list[str]]:
    """Resource, URLs, names and verbs of each rule, the rules of one resource put together."""
    return [
        [_resource(rule), *(shown(rule[field]) for field in _CELLS)]
        for rule in sorted(_compact(rules), key=_order)
    ]


def _compact(rules: list[Object]) -> list[dict[str, list[str]]]:
    """One rule for each resource (with its name), and one for each URL and verb."""
    simple: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    others: list[dict[str, list[str]]] = []
    for rule in rules:
        verbs = rule.get("verbs") or []
        for key in _resources(rule):
            found = simple.setdefault(key, _rule(*key))
            found["verbs"] += [verb for verb in verbs if verb not in found["verbs"]]
        for url in rule.get("nonResourceURLs") or []:
            others += [{**_rule("", "", ""), "verbs": [v], "nonResourceURLs": [url]} for v in verbs]
    return others + list(simple.values())


def _resources(rule: Object) -> list[tuple[str, str, str]]:
    if not rule.get("verbs"):
        return []
    return [
        (group, resource, name)
        for group in rule.get("apiGroups") or []
        for resource in rule.get("resources") or []
        for name in rule.get("resourceNames") or [""]
    ]


def _rule(group: str, resource: str, name: str) -> dict[str, list[str]]:
    rule: dict[str, list[str]] = {field: [] for field in _LISTS}
    if resource:
        rule |= {"apiGroups": [group], "resources": [resource]}
    return rule | ({"resourceNames": [name]} if name else {})


def _order(rule: dict[str, list[str]]) -> str:
    """The rule as Go writes it: verbs decide first, then the groups."""
    return ",".join(f"{field}:{shown(rule[field])}" for field in _LISTS)


def _resource(rule: dict[str, list[str]]) -> str:
    """``deployments.apps/scale``."""
    if not rule["resources"]:
        return ""
    name, slash, sub = rule["resources"][0].partition("/")
    group = f".{rule['apiGroups'][0]}" if rule["apiGroups"][0] else ""
    return f"{name}{group}{slash}{sub}"
