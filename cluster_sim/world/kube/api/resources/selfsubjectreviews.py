"""SelfSubjectReview: who am I?"""

from __future__ import annotations

from cluster_sim.world.kube.api.authentication.reviews import answer_self
from cluster_sim.world.kube.api.resource import Resource

RESOURCE = Resource(
    group="authentication.k8s.io",
    version="v1",
    kind="SelfSubjectReview",
    plural="selfsubjectreviews",
    singular="selfsubjectreview",
    namespaced=False,
    answer=answer_self,
)
