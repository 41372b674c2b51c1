"""Roles as a short text, for those that a cluster starts with.

A line at the margin is the name of a role; the indented lines below it are its rules: verbs,
API groups, resources and, if there are any, resource names, set apart by bars. ``core`` is the
group without a name, ``read``, ``write`` and ``all`` stand for several verbs, ``events`` alone for
the rule of those who tell events. A rule about URLs has only verbs and URLs.
"""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.rules import Rule

_READ = "get list watch"
_WRITE = "create delete deletecollection patch update"
_VERBS = {"read": _READ, "write": _WRITE, "all": f"{_READ} {_WRITE}"}
_EVENTS = "create patch update | core events.k8s.io | events"


def roles(text: str) -> dict[str, list[Rule]]:
    """The rules of each role of the text, every list in alphabetical order as the server's are."""
    found: dict[str, list[Rule]] = {}
    name = ""
    for line in filter(None, text.splitlines()):
        if line.startswith(" "):
            found[name].append(_rule(line.strip()))
        else:
            name = line
            found[name] = []
    return found


def _rule(line: str) -> Rule:
    fields = [field.split() for field in (_EVENTS if line == "events" else line).split("|")]
    verbs = sorted({verb for word in fields[0] for verb in _VERBS.get(word, word).split()})
    if len(fields) == 2:
        return {"nonResourceURLs": sorted(fields[1]), "verbs": verbs}
    groups = sorted("" if group == "core" else group for group in fields[1])
    rule: Rule = {"apiGroups": groups, "resources": sorted(fields[2]), "verbs": verbs}
    if len(fields) == 4:
        rule["resourceNames"] = sorted(fields[3])
    return rule
