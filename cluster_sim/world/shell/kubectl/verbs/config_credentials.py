"""``kubectl config set-credentials`` and ``set-cluster`` (pkg/cmd/config)."""

from __future__ import annotations

import base64

from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kubeconfig import Config
from cluster_sim.world.shell.kubectl.verbs.config_verb import ConfigVerb, place, save
from cluster_sim.world.shell.paths import Outside, absolute, resolve

_FILES = ("client-certificate", "client-key")


def _set_credentials(command: Invocation, config: Config) -> None:
    if len(command.args) != 1:
        raise error(f"unexpected args: [{' '.join(command.args)}]")
    basic = command.given("username") or command.given("password")
    if command.value("token") and basic:
        raise error(
            "you cannot specify more than one authentication method at the same time: --token, "
            "--username/--password"
        )
    name = command.args[0]
    entry = {**kubeconfig.users(config).get(name, {}), **_files(command, _FILES)}
    for field in ("token", "username", "password"):
        if command.given(field):
            entry[field] = command.value(field)
    # A token takes the place of a name and a password, and these of a token.
    for field in ("username", "password") if command.value("token") else ("token",) * basic:
        entry.pop(field, None)
    save(command, kubeconfig.with_entry(config, "users", "user", name, _without_empty(entry)))
    command.write(f'User "{name}" set.\n')


def _set_cluster(command: Invocation, config: Config) -> None:
    if len(command.args) != 1:
        raise error(f"Unexpected args: [{' '.join(command.args)}]")
    name = command.args[0]
    entry = dict(kubeconfig.clusters(config).get(name, {}))
    for field in ("server", "tls-server-name", "proxy-url"):
        if command.given(field):
            entry[field] = command.value(field)
    if command.given("insecure-skip-tls-verify"):
        entry["insecure-skip-tls-verify"] = command.value("insecure-skip-tls-verify")
    entry |= _files(command, ("certificate-authority",))
    if command.given("certificate-authority"):
        entry.pop("insecure-skip-tls-verify", None)
    save(command, kubeconfig.with_entry(config, "clusters", "cluster", name, _without_empty(entry)))
    command.write(f'Cluster "{name}" set.\n')


def _files(command: Invocation, fields: tuple[str, ...]) -> Config:
    """The files that are named, or with ``--embed-certs`` what is in them."""
    given = [field for field in fields if command.given(field)]
    if not command.value("embed-certs"):
        named = {field: _placed(command, command.value(field)) for field in given}
        return named | {f"{field}-data": "" for field in given}
    found: Config = {}
    for field in given:
        path = command.value(field)
        text = command.process.file(path)
        if text is None:
            raise error(
                f"could not stat {field} file {path}: stat {path}: no such file or directory"
            )
        found |= {field: "", f"{field}-data": base64.b64encode(text.encode()).decode()}
    return found


def _placed(command: Invocation, path: str) -> str:
    """A path as the configuration keeps it: relative when it leads down from there, else whole
    (clientcmd.RelativizePathWithNoBacksteps).
    """
    folder = place(command).rpartition("/")[0]
    try:
        whole = absolute(resolve(command.process.cwd, path))
    except Outside:
        return path
    return whole.removeprefix(f"{folder}/")


def _without_empty(entry: Config) -> Config:
    return {field: value for field, value in entry.items() if value not in ("", False)}


SET_CREDENTIALS = ConfigVerb(
    *("set-credentials", "Set a user entry in kubeconfig.", _set_credentials),
    *(flag("client-certificate"), flag("client-key"), flag("token")),
    *(flag("username"), flag("password"), switch("embed-certs")),
)
SET_CLUSTER = ConfigVerb(
    *("set-cluster", "Set a cluster entry in kubeconfig.", _set_cluster),
    *(flag("server"), flag("certificate-authority"), flag("tls-server-name"), flag("proxy-url")),
    *(switch("insecure-skip-tls-verify"), switch("embed-certs")),
)
