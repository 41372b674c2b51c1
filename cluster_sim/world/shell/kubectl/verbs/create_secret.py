"""``kubectl create secret``: generic, docker-registry and tls."""

from __future__ import annotations

from base64 import b64encode
from types import ModuleType
from typing import Any

from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.key_values import FLAGS as DATA
from cluster_sim.world.shell.kubectl.key_values import key_values, with_hash
from cluster_sim.world.shell.process import Outcome

_FLAGS: dict[str, tuple[Flag, ...]] = {
    "generic": (*COMMON, *DATA, flag("type")),
    "docker-registry": (
        *COMMON,
        *(flag("docker-username"), flag("docker-password"), flag("docker-email")),
        Flag("docker-server", default="https://index.docker.io/v1/"),
        switch("append-hash"),
    ),
    "tls": (*COMMON, flag("cert"), flag("key"), switch("append-hash")),
}
_TYPES = {"docker-registry": "kubernetes.io/dockerconfigjson", "tls": "kubernetes.io/tls"}


class SecretVerb(ModuleType):
    """The verb for one type of Secret."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"create secret {kind}", f"Create a {kind} secret.")
        self.kind = kind
        self.FLAGS = _FLAGS[kind]

    def run(self, command: Invocation) -> Outcome:
        """Create the Secret."""
        name = name_argument(command)
        texts = self._texts(command, name)
        made: dict[str, Any] = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}}
        if texts:
            made["data"] = {key: b64encode(text.encode()).decode() for key, text in texts.items()}
        kind = _TYPES.get(self.kind) or command.value("type")
        if kind:
            made["type"] = kind
        made = with_hash(made) if command.value("append-hash") else made
        return create(command, "secrets", made, told="secret")

    def _texts(self, command: Invocation, name: str) -> dict[str, str]:
        if self.kind == "generic":
            return key_values(command, "Secret", name)
        if self.kind == "tls":
            return _tls(command)
        return {".dockerconfigjson": _docker(command)}


def _docker(command: Invocation) -> str:
    user, password = command.value("docker-username"), command.value("docker-password")
    if not user or not password:
        raise error(
            "either --from-file or the combination of --docker-username, --docker-password and "
            "--docker-server is required"
        )
    login = {"username": user, "password": password}
    if command.value("docker-email"):
        login["email"] = command.value("docker-email")
    login["auth"] = b64encode(f"{user}:{password}".encode()).decode()
    # The fields of an entry stand in the order of the Go struct, not in that of their names.
    entry = ",".join(f"{json_text(key)}:{json_text(value)}" for key, value in login.items())
    return f'{{"auths":{{{json_text(command.value("docker-server"))}:{{{entry}}}}}}}'


def _tls(command: Invocation) -> dict[str, str]:
    for each in ("key", "cert"):
        if not command.value(each):
            raise error("key and cert must be specified")
    texts = {}
    for field, each in (("tls.crt", "cert"), ("tls.key", "key")):
        path = command.value(each)
        text = command.process.file(path)
        if text is None:
            raise error(f"open {path}: no such file or directory")
        if "-----BEGIN" not in text:
            what = "certificate" if each == "cert" else "key"
            raise error(f"tls: failed to find any PEM data in {what} input")
        texts[field] = text
    return texts
