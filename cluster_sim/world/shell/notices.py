"""What this shell says that no real one would: in French, then in English."""

from __future__ import annotations

from cluster_sim.world.shell import limits

BACKGROUND = (
    "les tâches d’arrière-plan (&) n’existent pas ici ; lancez une commande à la fois.\n"
    "bash: there are no background jobs (&) here; run one command at a time."
)
FUNCTIONS = (
    "les fonctions n’existent pas ici ; écrivez les commandes, ou une boucle.\n"
    "bash: there are no functions here; write the commands out, or a loop."
)
EDITOR = (
    "Pour modifier un fichier, ouvrez-le dans l’éditeur à côté du terminal.\n"
    "To change a file, open it in the editor beside the terminal.\n"
)
KUBE_EDITOR = (
    "Ce terminal n’a pas d’éditeur. Donnez une commande qui modifie le fichier :\n"
    '    KUBE_EDITOR="sed -i s/ancien/nouveau/" kubectl edit …\n'
    "ou enregistrez l’objet (kubectl get … -o yaml > objet.yaml), modifiez-le dans l’éditeur "
    "à côté du terminal, puis kubectl apply -f objet.yaml.\n"
    "This terminal has no editor. Name a command that changes the file:\n"
    '    KUBE_EDITOR="sed -i s/old/new/" kubectl edit …\n'
    "or save the object (kubectl get … -o yaml > object.yaml), change it in the editor beside the "
    "terminal, then kubectl apply -f object.yaml.\n"
)
PROXY = (
    "Ce terminal ne peut pas servir de mandataire. Interrogez le serveur d’API ainsi :\n"
    "    kubectl get --raw /api/v1/namespaces/default/pods\n"
    "et un pod avec kubectl port-forward ou kubectl exec.\n"
    "This terminal cannot be a proxy. Ask the API server like this:\n"
    "    kubectl get --raw /api/v1/namespaces/default/pods\n"
    "and a pod with kubectl port-forward or kubectl exec.\n"
)
OUTPUT = (
    f"bash: plus de {limits.MOST_OUTPUT // limits.KIB} Kio affichés par une seule ligne : "
    "elle a été arrêtée.\n"
    f"bash: this line has printed more than {limits.MOST_OUTPUT // limits.KIB} KiB: "
    "it was stopped.\n"
)
FILES = (
    f"bash: plus de {limits.MOST_WRITTEN // limits.KIB} Kio écrits dans des fichiers "
    "par une seule ligne : elle a été arrêtée.\n"
    f"bash: this line has written more than {limits.MOST_WRITTEN // limits.KIB} KiB to files: "
    "it was stopped.\n"
)
WORK = (
    "bash: une expression régulière demande trop de travail sur ce texte : "
    "la ligne a été arrêtée.\n"
    "bash: a regular expression takes too much work on this text: the line was stopped.\n"
)
COMMANDS = (
    f"bash: plus de {limits.MOST_COMMANDS} commandes lancées par une seule ligne : "
    "elle a été arrêtée.\n"
    f"bash: this line has run more than {limits.MOST_COMMANDS} commands: it was stopped.\n"
)
LONG_LINE = (
    f"bash: ligne trop longue ({limits.LONGEST_LINE // limits.KIB} Kio au plus) : "
    "elle n’a pas été lancée.\n"
    f"bash: line too long (at most {limits.LONGEST_LINE // limits.KIB} KiB): it was not run.\n"
)
BYTES = (
    "bash: cette ligne contient des octets qui ne sont pas du texte : elle n’a pas été lancée.\n"
    "bash: this line holds bytes that are no text: it was not run.\n"
)
QUEUE = (
    "bash: trop de lignes tapées d’avance : les dernières ont été oubliées.\n"
    "bash: too many lines typed ahead: the last ones were dropped.\n"
)
