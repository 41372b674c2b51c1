"""``help``: what can be typed here."""

from __future__ import annotations

from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "help"
LATENCY = 1_000
_TEXT = """\
Ce terminal est un vrai petit shell, dans le temps du laboratoire.
This terminal is a real little shell that lives in the lab's own time.

  kubectl …               la grappe / the cluster (alias: k);  kubectl --help
  curl URL                un Service, un pod, un nœud / a Service, a pod, a node
  watch COMMANDE          recommence toutes les 2 s / again every 2 s (Ctrl-C)
  ls cat head tail wc     les fichiers / files;  > >> < | 2>&1 <<EOF
  grep sed awk jq sort uniq cut tr xargs tee seq
  cd pwd mkdir rm mv cp touch
  sleep date timeout env history alias clear which
  a ; b   a && b   a || b   ! a   $(a)   $((1 + 2))   ${x:-y}
  for x in 1 2; do …; done    while …; do …; done    if …; then …; fi

Tab complète, ↑ rappelle, Ctrl-C interrompt, Ctrl-L efface.
Tab completes, ↑ recalls, Ctrl-C interrupts, Ctrl-L clears.
"""


def start(process: Process) -> Outcome:
    """``help``."""
    process.write(_TEXT)
    return Exit()
