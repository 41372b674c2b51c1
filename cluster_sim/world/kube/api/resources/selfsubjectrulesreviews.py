"""SelfSubjectRulesReview: what may I do?"""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.rules_review import answer_self_rules
from cluster_sim.world.kube.api.resource import Resource

RESOURCE = Resource(
    group="authorization.k8s.io",
    version="v1",
    kind="SelfSubjectRulesReview",
    plural="selfsubjectrulesreviews",
    singular="selfsubjectrulesreview",
    namespaced=False,
    answer=answer_self_rules,
)
