"""``kubectl config``: the words of the kubeconfig, each a verb of its own (pkg/cmd/config)."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kubeconfig import Config
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.kubectl.verbs.config_credentials import SET_CLUSTER, SET_CREDENTIALS
from cluster_sim.world.shell.kubectl.verbs.config_entries import RENAME_CONTEXT, deleting
from cluster_sim.world.shell.kubectl.verbs.config_properties import SET, UNSET
from cluster_sim.world.shell.kubectl.verbs.config_verb import ConfigVerb, save
from cluster_sim.world.shell.kubectl.verbs.group import Group

_HIDDEN = {
    **dict.fromkeys(
        ("certificate-authority-data", "client-certificate-data", "client-key-data"),
        "DATA+OMITTED",
    ),
    **dict.fromkeys(("token", "password"), "REDACTED"),
}


def _current_context(command: Invocation, config: Config) -> None:
    if not kubeconfig.current(config):
        raise error("current-context is not set")
    command.write(f"{kubeconfig.current(config)}\n")


def _get_contexts(command: Invocation, config: Config) -> None:
    output = command.value("output")
    if output not in ("", "name"):
        raise error(
            f"--output {output} is not available in kubectl config get-contexts; resetting to "
            "default output format"
        )
    known = kubeconfig.contexts(config)
    missing = [name for name in command.args if name not in known]
    names = sorted(name for name in known if name in command.args or not command.args)
    if output == "name":
        command.write("".join(f"{name}\n" for name in names))
    else:
        headers = ("CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE")
        rows = [_context_row(config, name) for name in names]
        command.write(plain_table(() if command.value("no-headers") else headers, rows))
    if missing:
        raise Failure("".join(f"error: context {name} not found\n" for name in missing))


def _context_row(config: Config, name: str) -> list[str]:
    context = kubeconfig.contexts(config)[name]
    mark = "*" if name == kubeconfig.current(config) else " "
    return [mark, name, *(str(context.get(key) or "") for key in ("cluster", "user", "namespace"))]


def _get_clusters(command: Invocation, config: Config) -> None:
    names = sorted(kubeconfig.clusters(config))
    command.write("".join(f"{name}\n" for name in ["NAME", *names]))


def _get_users(command: Invocation, config: Config) -> None:
    names = sorted(kubeconfig.users(config))
    command.write("".join(f"{name}\n" for name in ["NAME", *names]))


def _view(command: Invocation, config: Config) -> None:
    if command.value("minify"):
        config = _of_context(config, kubeconfig.current(config))
    if not command.value("raw"):
        config = _redacted(config)
    command.show(command.value("output"), config)


def _redacted(config: Config) -> Config:
    """The configuration without its secrets."""
    shown = dict(config)
    for many, one in (("clusters", "cluster"), ("users", "user")):
        if config.get(many):
            shown[many] = [{**each, one: _without_secrets(each[one])} for each in config[many]]
    return shown


def _without_secrets(entry: Config) -> Config:
    return {field: _HIDDEN.get(field, value) for field, value in entry.items()}


def _of_context(config: Config, name: str) -> Config:
    context = kubeconfig.contexts(config).get(name)
    if context is None:
        raise error("cannot locate context " + (name or '""'))
    kept = {"contexts": name, "clusters": context.get("cluster"), "users": context.get("user")}
    return {
        **config,
        **{
            key: [each for each in config.get(key) or () if each.get("name") == wanted]
            for key, wanted in kept.items()
        },
    }


def _set_context(command: Invocation, config: Config) -> None:
    if len(command.args) > 1:
        raise error(f"Unexpected args: [{' '.join(command.args)}]")
    name = command.args[0] if command.args else ""
    if not name and not command.value("current"):
        raise error("you must specify a non-empty context name or --current")
    if name and command.value("current"):
        raise error("you cannot specify both a context name and --current")
    name = name or kubeconfig.current(config)
    if not name:
        raise error("no current context is set")
    changes = {
        key: command.value(key) for key in ("cluster", "user", "namespace") if command.given(key)
    }
    known = kubeconfig.contexts(config)
    entry = {**known.get(name, {"cluster": "", "user": ""}), **changes}
    save(command, kubeconfig.with_entry(config, "contexts", "context", name, entry))
    command.write(f'Context "{name}" {"modified" if name in known else "created"}.\n')


def _use_context(command: Invocation, config: Config) -> None:
    if len(command.args) != 1:
        raise error(f"Unexpected args: [{' '.join(command.args)}]")
    name = command.args[0]
    if name not in kubeconfig.contexts(config):
        raise error(f'no context exists with the name: "{name}"')
    save(command, {**config, "current-context": name})
    command.write(f'Switched to context "{name}".\n')


CONFIG = Group(
    {
        "current-context": ConfigVerb(
            "current-context", "Display the current-context.", _current_context
        ),
        "delete-cluster": deleting("cluster"),
        "delete-context": deleting("context"),
        "delete-user": deleting("user"),
        "get-clusters": ConfigVerb("get-clusters", "Display clusters.", _get_clusters),
        "get-contexts": ConfigVerb(
            *("get-contexts", "Describe one or many contexts.", _get_contexts),
            *(flag("output", "o"), switch("no-headers")),
        ),
        "get-users": ConfigVerb("get-users", "Display users.", _get_users),
        "rename-context": RENAME_CONTEXT,
        "set": SET,
        "set-cluster": SET_CLUSTER,
        "set-context": ConfigVerb(
            "set-context", "Set a context entry in kubeconfig.", _set_context, switch("current")
        ),
        "set-credentials": SET_CREDENTIALS,
        "unset": UNSET,
        "use-context": ConfigVerb("use-context", "Set the current-context.", _use_context),
        "view": ConfigVerb(
            *("view", "Display merged kubeconfig settings.", _view),
            *(switch("minify"), switch("raw"), switch("flatten")),
            Flag("output", "o", default="yaml"),
        ),
    },
    aliases={"use": "use-context"},
)
