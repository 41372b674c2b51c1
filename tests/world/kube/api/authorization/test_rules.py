"""Policy rules: what they allow, and what covers what."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.authorization import rules
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.authorization.rules import Rule

VERBS, GROUPS, NAMES = ("get", "list"), ("", "apps"), ("a", "b")
RESOURCES = ("pods", "pods/log", "deployments")
PATHS = ("/healthz", "/healthz/ping", "/metrics")
EVERYTHING = [
    *(
        Request(verb, group, *resource.partition("/")[::2], name=name)
        for verb, group, resource, name in product(VERBS, GROUPS, RESOURCES, ("", *NAMES))
    ),
    *(Request(verb, path=path) for verb, path in product(VERBS, PATHS)),
]


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


OF_RESOURCES = st.fixed_dictionaries(
    {
        "verbs": some("*", *VERBS),
        "apiGroups": some("*", *GROUPS),
        "resources": some("*", "*/log", *RESOURCES),
    },
    optional={"resourceNames": some(*NAMES)},
)
OF_URLS = st.fixed_dictionaries(
    {"verbs": some("*", *VERBS), "nonResourceURLs": some("*", "/healthz*", *PATHS)}
)
RULES = st.lists(OF_RESOURCES | OF_URLS, max_size=4)


def allowed(known: list[Rule]) -> set[Request]:
    return {each for each in EVERYTHING if any(rules.allows(rule, each) for rule in known)}


@given(RULES)
def test_rules_cover_themselves_and_their_parts(known: list[Rule]) -> None:
    assert rules.missing(known, known) == []
    parts = [part for rule in known for part in rules.breakdown(rule)]
    assert allowed(parts) == allowed(rules.compact(parts)) == allowed(known)


@given(RULES, RULES)
def test_what_is_covered_allows_nothing_more(owned: list[Rule], wanted: list[Rule]) -> None:
    if not rules.missing(owned, wanted):
        assert allowed(wanted) <= allowed(owned)


@given(RULES, RULES)
def test_what_is_missing_is_all_that_is_not_owned(owned: list[Rule], wanted: list[Rule]) -> None:
    lacking = rules.missing(owned, wanted)
    assert rules.missing([*owned, *lacking], wanted) == []


def test_a_rule_is_written_as_go_does() -> None:
    rule = {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]}
    told = '{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}'
    assert rules.text(rule) == told
    assert rules.text({"nonResourceURLs": ["*"], "verbs": ["*"]}) == (
        '{NonResourceURLs:["*"], Verbs:["*"]}'
    )


def test_a_sub_resource_is_a_resource_of_its_own() -> None:
    rule = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}
    assert rules.allows(rule, Request("get", resource="pods"))
    assert not rules.allows(rule, Request("get", resource="pods", subresource="log"))
