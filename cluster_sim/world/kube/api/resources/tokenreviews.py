"""TokenReview: whom does a token speak for?"""

from __future__ import annotations

from cluster_sim.world.kube.api.authentication.reviews import answer_token
from cluster_sim.world.kube.api.resource import Resource

RESOURCE = Resource(
    group="authentication.k8s.io",
    version="v1",
    kind="TokenReview",
    plural="tokenreviews",
    singular="tokenreview",
    namespaced=False,
    answer=answer_token,
)
