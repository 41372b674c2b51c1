"""``kubectl config delete-…`` and ``rename-context``: entries taken away or named anew."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kubeconfig import Config
from cluster_sim.world.shell.kubectl.verbs.config_verb import ConfigVerb, place, save

_KNOWN: dict[str, Callable[[Config], dict[str, Config]]] = {
    "cluster": kubeconfig.clusters,
    "context": kubeconfig.contexts,
    "user": kubeconfig.users,
}


def deleting(kind: str) -> ConfigVerb:
    """The verb that deletes entries of a kind: ``context``."""

    def delete(command: Invocation, config: Config) -> None:
        if len(command.args) != 1:
            if kind == "user":
                raise see_help("user to delete is required", command.path)
            # The other two only show their help, and that is no fault.
            command.write(f"Usage:\n  {command.path} NAME [options]\n")
            return
        name = command.args[0]
        if name not in _KNOWN[kind](config):
            raise error(f"cannot delete {kind} {name}, not in {place(command)}")
        if kind == "context" and name == kubeconfig.current(config):
            command.complain(
                'warning: this removed your active context, use "kubectl config use-context" to '
                "select a different one\n"
            )
        save(command, kubeconfig.without_entry(config, f"{kind}s", name))
        command.write(f"deleted {kind} {name} from {place(command)}\n")

    about = f"Delete the specified {kind} from the kubeconfig."
    return ConfigVerb(f"delete-{kind}", about, delete)


def _rename(command: Invocation, config: Config) -> None:
    if len(command.args) != 2:
        raise error(f"Unexpected args: [{' '.join(command.args)}]")
    old, new = command.args
    known = kubeconfig.contexts(config)
    if old not in known:
        raise error(f'cannot rename the context "{old}", it\'s not in {place(command)}')
    if new in known:
        raise error(
            f'cannot rename the context "{old}", the context "{new}" already exists in '
            f"{place(command)}"
        )
    renamed = kubeconfig.without_entry(config, "contexts", old)
    renamed = kubeconfig.with_entry(renamed, "contexts", "context", new, known[old])
    if kubeconfig.current(config) == old:
        renamed = {**renamed, "current-context": new}
    save(command, renamed)
    command.write(f'Context "{old}" renamed to "{new}".\n')


RENAME_CONTEXT = ConfigVerb("rename-context", "Rename a context from the kubeconfig file.", _rename)
