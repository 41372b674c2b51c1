"""Probes in one line: ``http-get http://:80/healthz delay=0s timeout=1s …`` (DescribeProbe)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.tables.endpoints import host_port

# Characters that Go's net/url leaves as they are in a path.
_PATH = "/:@$&+,;=-_.~"


def probe_text(probe: dict[str, Any]) -> str:
    """What is probed, and how often."""
    timing = (
        f"delay={probe.get('initialDelaySeconds', 0)}s timeout={probe.get('timeoutSeconds', 0)}s"
        f" period={probe.get('periodSeconds', 0)}s"
        f" successThreshold={probe.get('successThreshold', 0)}"
        f" failureThreshold={probe.get('failureThreshold', 0)}"
    )
    return f"{_handler(probe)} {timing}"


def _handler(probe: dict[str, Any]) -> str:
    if probe.get("exec") is not None:
        return f"exec {shown(probe['exec'].get('command') or [])}"
    if probe.get("httpGet") is not None:
        return f"http-get {_url(probe['httpGet'])}"
    if probe.get("tcpSocket") is not None:
        return f"tcp-socket {probe['tcpSocket'].get('host', '')}:{probe['tcpSocket']['port']}"
    if probe.get("grpc") is not None:
        return f"grpc <pod>:{probe['grpc']['port']} {probe['grpc'].get('service') or ''}"
    return "unknown"


def _url(get: dict[str, Any]) -> str:
    scheme = str(get.get("scheme", "")).lower()
    host = host_port(get.get("host", ""), get["port"])
    path = str(get.get("path", ""))
    slash = "" if not path or path.startswith("/") else "/"
    return f"{scheme + ':' if scheme else ''}//{host}{slash}{quote(path, safe=_PATH)}"
