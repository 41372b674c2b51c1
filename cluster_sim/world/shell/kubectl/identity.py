"""As whom kubectl speaks to the API server: what the kubeconfig and the flags show it.

client-go/tools/clientcmd. A client certificate and a token are both sent when there are both, and
the server looks at the certificate first: ``--token`` changes nothing for who has a certificate.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from cluster_sim.world.kube.api.authentication.authenticator import Credentials, authenticate
from cluster_sim.world.kube.api.authentication.impersonation import Impersonation, impersonate
from cluster_sim.world.kube.api.user import Extra, User
from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.paths import absolute
from cluster_sim.world.shell.process import Process

_NO_SERVER = (
    "The connection to the server localhost:8080 was refused - did you specify the right host or "
    "port?"
)
Values = Mapping[str, Any]


def user_of(process: Process, values: Values) -> User:
    """The user that the command acts as; ``values`` are those of its flags.

    Failure for a configuration that leads nowhere; StatusError when the credentials are wrong or
    do not allow to act as somebody else.
    """
    config = kubeconfig.load(process.world, kubeconfig.path_of(process, values))
    context = _context(config, _text(values, "context"))
    name = _text(values, "user") or str(context.get("user") or "")
    known = kubeconfig.users(config)
    if _text(values, "user") and name not in known:
        raise error(f'auth info "{name}" does not exist')
    folder = absolute(kubeconfig.path_of(process, values)).rpartition("/")[0]
    shown = _credentials(process, folder, known.get(name, {}), _text(values, "token"))
    wanted = _impersonation(values, name)
    user = authenticate(process.world, shown)
    return impersonate(process.world, user, wanted)


def _context(config: kubeconfig.Config, asked: str) -> kubeconfig.Config:
    known = kubeconfig.contexts(config)
    if asked and asked not in known:
        raise Failure(
            f"Error in configuration: context was not found for specified context: {asked}"
        )
    context = known.get(asked or kubeconfig.current(config), {})
    cluster = kubeconfig.clusters(config).get(str(context.get("cluster") or ""), {})
    if not cluster.get("server"):
        raise Failure(_NO_SERVER)
    return context


def _credentials(
    process: Process, folder: str, entry: kubeconfig.Config, token: str
) -> Credentials:
    """What an entry shows; the paths in it start at the ``folder`` of the configuration."""
    certificate = entry.get("client-certificate-data") or ""
    path = entry.get("client-certificate")
    if path and not certificate:
        path = str(path) if str(path).startswith("/") else f"{folder}/{path}"
        text = process.file(path)
        if text is None:
            raise error(
                f"invalid configuration: [unable to read client-cert {path} for user due to open "
                f"{path}: no such file or directory]"
            )
        certificate = base64.b64encode(text.encode()).decode()
    return Credentials(str(certificate), token or str(entry.get("token") or ""))


def _impersonation(values: Values, user: str) -> Impersonation:
    groups = tuple(values.get("as-group") or ())
    wanted = Impersonation(_text(values, "as"), groups, _text(values, "as-uid"), _extra(values))
    if not wanted.name and (wanted.groups or wanted.uid or wanted.extra):
        raise error(f"requesting uid, groups or user-extra for {user} without impersonating a user")
    return wanted


def _extra(values: Values) -> Extra:
    """``--as-user-extra scopes=a`` by key; what is no such pair is passed over."""
    found: dict[str, tuple[str, ...]] = {}
    for text in values.get("as-user-extra") or ():
        key, equals, value = text.partition("=")
        if equals:
            found[key] = (*found.get(key, ()), value)
    return tuple(sorted(found.items()))


def _text(values: Values, name: str) -> str:
    """The value of a flag, unless the verb has one of the same name that means something else."""
    value = values.get(name)
    return value if isinstance(value, str) else ""
