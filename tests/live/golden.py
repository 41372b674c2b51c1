"""Write a golden story from a real lab: `python -m tests.live.golden`, when the wire changes."""

from __future__ import annotations

import json
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from cluster_sim.selectors import OWNER  # noqa: E402
from cluster_sim.world.kernel.world import SECOND  # noqa: E402
from tests.live.test_frames import GOLDEN, act, hosted, read  # noqa: E402

ABOUT = "From a real lab: a deployment, a Service, a file, a rollout, a power cut, a deletion."
# Beside the cluster's own objects these would fill the file.
LEFT_OUT = ("configmaps", "serviceaccounts", "events", "namespaces", "endpoints")
LIFE: list[tuple[str, Any]] = [
    ("shell", {"terminal": "t1", "text": "kubectl create deployment web --image=nginx:1.27"}),
    ("wait", 5 * SECOND),
    ("shell", {"terminal": "t1", "text": "kubectl expose deployment web --port=80"}),
    ("wait", SECOND),
    ("shell", {"terminal": "t1", "text": "kubectl get svc web -o yaml > web.yaml; wc -l web.yaml"}),
    ("wait", SECOND),
    ("power-off", {"host": "baie-1"}),
    ("shell", {"terminal": "t1", "text": "kubectl set image deployment/web nginx=nginx:1.28"}),
    ("wait", 20 * SECOND),
    ("wait", 40 * SECOND),
    ("shell", {"terminal": "t1", "text": "kubectl delete deployment web"}),
    ("wait", 5 * SECOND),
]


def story() -> dict[str, Any]:
    """The list, the deltas, and the list in the end."""
    one = hosted()
    _, lists = one.draw({OWNER})
    begun, deltas = read(lists[OWNER]), []
    for kind, told in LIFE:
        act(one, kind, told)
        delta, lists = one.draw({OWNER})
        if delta is not None:
            deltas.append(read(delta))
    end = read(lists[OWNER])
    for frame in (begun, end):
        frame["objects"] = {
            name: rows for name, rows in frame["objects"].items() if name not in LEFT_OUT
        }
        frame["lab"]["id"] = "golden"
    for delta in deltas:
        delta["changes"] = [row for row in delta["changes"] if row[4] not in LEFT_OUT]
    return {"about": ABOUT, "list": begun, "deltas": deltas, "gapAt": None, "result": end}


if __name__ == "__main__":
    text = json.dumps(story(), ensure_ascii=False, indent=1)
    (GOLDEN / "real-lab.json").write_text(f"{text}\n")
