"""The libraries that Kubernetes adds to CEL and that need nothing of a cluster.

kubernetes.io/docs/reference/using-api/cel: strings, lists, regular expressions, URLs, addresses
and sets.
"""

from cluster_sim.world.cel.libraries import addresses, lists, regex, sets, strings, urls

GENERAL = (
    strings.LIBRARY,
    lists.LIBRARY,
    regex.LIBRARY,
    urls.LIBRARY,
    addresses.LIBRARY,
    sets.LIBRARY,
)
