"""``kubectl config set`` and ``unset``: one property, named by its path (pkg/cmd/config)."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kubeconfig import Config
from cluster_sim.world.shell.kubectl.verbs.config_verb import ConfigVerb, save

_SECTIONS = {
    "clusters": ("cluster", kubeconfig.clusters),
    "contexts": ("context", kubeconfig.contexts),
    "users": ("user", kubeconfig.users),
}
_FIELDS = {
    "clusters": (
        *("server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority"),
        *("certificate-authority-data", "proxy-url", "disable-compression"),
    ),
    "contexts": ("cluster", "user", "namespace"),
    "users": (
        *("client-certificate", "client-certificate-data", "client-key", "client-key-data"),
        *("token", "tokenFile", "act-as", "act-as-uid", "username", "password"),
    ),
}
_CURRENT = "current-context"
_SWITCHES = ("insecure-skip-tls-verify", "disable-compression")
_TYPES = {"clusters": "Cluster", "contexts": "Context", "users": "AuthInfo"}


def _set(command: Invocation, config: Config) -> None:
    if len(command.args) != 2:
        raise error(f"Unexpected args: [{' '.join(command.args)}]")
    path, text = command.args
    if path == _CURRENT:
        save(command, {**config, _CURRENT: text})
    else:
        section, name, field = _parts(config, path)
        if not field:
            raise error("can't set a map to a value: " + path)
        one, entries = _SECTIONS[section]
        entry = {**entries(config).get(name, {}), field: _value(command, field, text)}
        if section == "contexts":
            entry = {"cluster": "", "user": "", **entry}
        save(command, kubeconfig.with_entry(config, section, one, name, entry))
    command.write(f'Property "{path}" set.\n')


def _unset(command: Invocation, config: Config) -> None:
    if len(command.args) != 1:
        raise error(f"Unexpected args: [{' '.join(command.args)}]")
    path = command.args[0]
    if path == _CURRENT:
        save(command, {**config, _CURRENT: ""})
    elif path in _SECTIONS:
        save(command, {**config, path: None})
    else:
        save(command, _without(config, *_parts(config, path)))
    command.write(f'Property "{path}" unset.\n')


def _without(config: Config, section: str, name: str, field: str) -> Config:
    one, entries = _SECTIONS[section]
    known = entries(config)
    if not field:
        return kubeconfig.without_entry(config, section, name)
    if name not in known:
        raise error(f"current map key `{name}` is invalid")
    entry = {key: value for key, value in known[name].items() if key != field}
    return kubeconfig.with_entry(config, section, one, name, entry)


def _parts(config: Config, path: str) -> tuple[str, str, str]:
    """``contexts.dev.namespace`` in three; the field is empty when the path ends at the name."""
    section, _, rest = path.partition(".")
    if section not in _SECTIONS or not rest:
        raise error(f"unable to parse {path} after [] at api.Config")
    names = sorted(_SECTIONS[section][1](config), key=len, reverse=True)
    for name in names:
        if rest == name or rest.startswith(f"{name}."):
            return section, name, _field(section, name, rest[len(name) + 1 :], path)
    name, _, field = rest.partition(".")
    return section, name, _field(section, name, field, path)


def _field(section: str, name: str, field: str, path: str) -> str:
    if field and field not in _FIELDS[section]:
        raise error(f"unable to parse {path} after [{section} {name}] at api.{_TYPES[section]}")
    return field


def _value(command: Invocation, field: str, text: str) -> Any:
    if field in _SWITCHES:
        if text not in ("true", "false"):
            raise error(f'strconv.ParseBool: parsing "{text}": invalid syntax')
        return text == "true"
    if not field.endswith("-data"):
        return text
    if command.value("set-raw-bytes"):
        return base64.b64encode(text.encode()).decode()
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        raise error("error decoding base64: illegal base64 data at input byte 0") from None
    return text


SET = ConfigVerb(
    *("set", "Set an individual value in a kubeconfig file.", _set),
    Flag("set-raw-bytes", kind="bool", default=False, alone="true"),
)
UNSET = ConfigVerb("unset", "Unset an individual value in a kubeconfig file.", _unset)
