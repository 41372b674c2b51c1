"""SelfSubjectRulesReview: all that somebody may do in a namespace (pkg/registry/authorization)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.authorization.bindings import grants
from cluster_sim.world.kube.api.authorization.rules import Rule
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object

_EVERYTHING: list[Rule] = [
    {"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]},
    {"verbs": ["*"], "nonResourceURLs": ["*"]},
]


def answer_self_rules(call: Call, namespace: str, review: Object) -> Object:
    """The review with the rules of who asks; BadRequest when it names no namespace."""
    asked = (review.get("spec") or {}).get("namespace", "")
    if not asked:
        raise errors.bad_request("no namespace on request")
    found = list(grants(call.world, call.user, asked))
    rules = [rule for grant in found for rule in grant.rules]
    if call.user.is_master:
        rules = [*_EVERYTHING, *rules]
    problems = [grant.problem for grant in found if grant.problem]
    status: dict[str, Any] = {
        "incomplete": bool(problems),
        "nonResourceRules": [_url_rule(each) for each in rules if each.get("nonResourceURLs")],
        "resourceRules": [_rule(each) for each in rules if not each.get("nonResourceURLs")],
    }
    if problems:
        status["evaluationError"] = ", ".join(problems)
    return {
        "apiVersion": "authorization.k8s.io/v1",
        "kind": "SelfSubjectRulesReview",
        "metadata": review.get("metadata") or {},
        "spec": review["spec"],
        "status": status,
    }


def _rule(rule: Rule) -> Rule:
    fields = ("apiGroups", "resourceNames", "resources", "verbs")
    return {field: rule[field] for field in fields if rule.get(field)}


def _url_rule(rule: Rule) -> Rule:
    return {"nonResourceURLs": rule["nonResourceURLs"], "verbs": rule["verbs"]}
