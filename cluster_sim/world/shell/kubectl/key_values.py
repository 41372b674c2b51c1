"""The data of ConfigMaps and Secrets as flags give it (pkg/cmd/create, pkg/util/hash)."""

from __future__ import annotations

from hashlib import sha256

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text, quote
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, several, switch
from cluster_sim.world.shell.kubectl.folders import directly_in
from cluster_sim.world.shell.kubectl.invocation import Invocation

FLAGS: tuple[Flag, ...] = (
    several("from-literal"),
    several("from-file", split=True),
    several("from-env-file", split=True),
    switch("append-hash"),
)
_HASH_LENGTH = 10
# Letters and digits that could make a word by accident.
_SAFE = str.maketrans({"0": "g", "1": "h", "3": "k", "a": "m", "e": "t"})


def key_values(command: Invocation, kind: str, name: str) -> dict[str, str]:
    """What the flags say, by key; Failure when they contradict or a file is not there."""
    return _KeyValues(command, kind, name).read()


def with_hash(obj: Object) -> Object:
    """The object with the hash of what it holds, and of its name, at the end of its name."""
    name = obj["metadata"]["name"]
    return {**obj, "metadata": {**obj["metadata"], "name": hashed_name(obj, name, name)}}


def hashed_name(obj: Object, name: str, counted: str = "") -> str:
    """The name with the hash of the object's contents, and of the name that counts with them."""
    told = {"kind": obj["kind"], "name": counted, "data": obj.get("data", {})}
    if obj["kind"] == "Secret":
        told["type"] = obj.get("type", "")
    elif not told["data"]:
        told["data"] = ""
    digest = sha256(json_text(told).encode()).hexdigest()[:_HASH_LENGTH].translate(_SAFE)
    return f"{name}-{digest}"


class _KeyValues:
    def __init__(self, command: Invocation, kind: str, name: str) -> None:
        self._command, self._kind, self._name = command, kind, name
        self._pairs: dict[str, str] = {}

    def read(self) -> dict[str, str]:
        command = self._command
        if command.value("from-env-file") and (
            command.value("from-file") or command.value("from-literal")
        ):
            raise error("from-env-file cannot be combined with from-file or from-literal")
        for text in command.value("from-file"):
            self._file(text)
        for text in command.value("from-literal"):
            self._literal(text)
        for path in command.value("from-env-file"):
            self._env_file(path)
        return self._pairs

    def _literal(self, text: str) -> None:
        key, equals, value = text.partition("=")
        if not key or not equals:
            raise error(f"invalid literal source {text}, expected key=value")
        self._add(key, value)

    def _file(self, text: str) -> None:
        if text.count("=") > 1:
            raise error("key names or file paths cannot contain '='")
        key, equals, path = text.partition("=")
        if equals and not key:
            raise error(f"key name for file path {path} missing")
        if equals and not path:
            raise error(f"file path for key name {key} missing")
        path = path if equals else text
        inside = directly_in(self._command.process, path)
        if self._command.process.file(path) is None and inside and equals:
            raise error("cannot give a key name for a directory path")
        for each in inside or [path]:
            self._add(key if equals else each.rsplit("/", 1)[-1], self._content(each), inside != [])

    def _content(self, path: str) -> str:
        content = self._command.process.file(path)
        if content is None:
            raise error(f"error reading {path}: no such file or directory")
        return content

    def _env_file(self, path: str) -> None:
        content = self._command.process.file(path)
        if content is None:
            raise error(f"error reading {path}: no such file or directory")
        for line in content.split("\n"):
            text = line.lstrip()
            if not text or text.startswith("#"):
                continue
            key, equals, value = text.partition("=")
            if names.relaxed_env_var_name(key):
                raise error(
                    f"{quote(key)} is not a valid key name: {names.relaxed_env_var_name(key)[0]}"
                )
            self._add(key, value if equals else self._command.process.env.get(key, ""))

    def _add(self, key: str, value: str, in_folder: bool = False) -> None:
        faults = names.config_map_key(key)
        if faults and in_folder:
            return
        if faults:
            kind = "ConfigMap" if self._kind == "ConfigMap" else "Secret"
            raise error(f"{quote(key)} is not a valid key name for a {kind}: {faults[0]}")
        if key in self._pairs:
            raise error(
                f'cannot add key "{key}", another key by that name already exists in Data for '
                f'{self._kind} "{self._name}"'
            )
        self._pairs[key] = value
