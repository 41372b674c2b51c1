"""Why something was not done, in the reader's language, with what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TEXTS = {
    "malformed": {
        "fr": "Ce message n’est pas lisible : rien n’a été fait. Rechargez la page.",
        "en": "This message cannot be read; nothing was done. Reload the page.",
    },
    "unknown": {
        "fr": "Ce type de message n’existe pas : rien n’a été fait. Rechargez la page.",
        "en": "There is no such kind of message; nothing was done. Reload the page.",
    },
    "unknown-command": {
        "fr": "La commande « {kind} » n’existe pas dans ce laboratoire.",
        "en": "This lab has no command “{kind}”.",
    },
    "too-large": {
        "fr": "C’est trop long : 256 Kio au plus par envoi. Raccourcissez le texte.",
        "en": "That is too long: 256 KiB at most at a time. Shorten the text.",
    },
    "too-many": {
        "fr": "Trop de messages d’un coup. Attendez quelques secondes et recommencez.",
        "en": "Too many messages at once. Wait a few seconds and try again.",
    },
    "forbidden": {
        "fr": "Ce laboratoire n’est pas à vous : bifurquez pour en avoir une copie à vous.",
        "en": "This lab is not yours. Fork it to have a copy of your own.",
    },
    "not-found": {
        "fr": "« {name} » n’existe pas à cet instant du laboratoire.",
        "en": "“{name}” does not exist at this moment of the lab.",
    },
    "past": {
        "fr": "Vous regardez le passé. Bifurquez pour agir d’ici, ou revenez au présent.",
        "en": "You are looking at the past. Fork to act from here, or come back to the present.",
    },
    "limit": {
        "fr": "Ce laboratoire a atteint sa longueur maximale. Bifurquez plus tôt, ou "
        "recommencez-en un.",
        "en": "This lab has reached its greatest length. Fork from an earlier moment, or start "
        "a new one.",
    },
    "busy": {
        "fr": "Ce laboratoire vient d’être repris ailleurs : la page s’y reconnecte.",
        "en": "This lab was just taken up elsewhere; the page is connecting to it again.",
    },
    "restarting": {
        "fr": "Le serveur redémarre : la page se reconnectera d’elle-même, et rien n’est perdu.",
        "en": "The server is restarting. The page will reconnect by itself; nothing is lost.",
    },
    "failed": {
        "fr": "La simulation n’a pas su faire cela : le laboratoire est resté comme avant. "
        "Essayez autrement.",
        "en": "The simulation could not do that, and the lab is as it was before. Try another way.",
    },
    "event-failed": {
        "fr": "Un incident de la simulation, et non de votre cluster, a interrompu quelque chose "
        "à cet instant. Le reste continue ; si un terminal ne répond plus, faites Ctrl-C.",
        "en": "A fault of the simulation, not of your cluster, has interrupted something at this "
        "moment. Everything else goes on; if a terminal no longer answers, press Ctrl-C.",
    },
    "lab-failed": {
        "fr": "Ce laboratoire a rencontré une erreur de la simulation. Il est rejoué depuis ses "
        "commandes : la page se reconnecte dans quelques secondes.",
        "en": "The simulation of this lab has failed. The lab is being played again from its "
        "commands, and the page will reconnect in a few seconds.",
    },
    "not-stored": {
        "fr": "La base de données n’a pas répondu à temps : rien n’a été fait. Recommencez.",
        "en": "The database did not answer in time, so nothing was done. Try again.",
    },
    "too-many-labs": {
        "fr": "Vous avez autant de laboratoires qu’on peut en avoir. Reprenez-en un.",
        "en": "You have as many labs as one can have. Go on with one of them.",
    },
    "unknown-host": {
        "fr": "Il n’y a pas d’hôte « {host} ».",
        "en": "There is no host “{host}”.",
    },
    "unknown-vm": {
        "fr": "Il n’y a pas de machine virtuelle « {vm} ».",
        "en": "There is no virtual machine “{vm}”.",
    },
    "already-off": {
        "fr": "L’hôte « {host} » est déjà éteint.",
        "en": "Host “{host}” is already off.",
    },
    "already-on": {
        "fr": "L’hôte « {host} » est déjà allumé.",
        "en": "Host “{host}” is already on.",
    },
    "already-stopped": {
        "fr": "La machine virtuelle « {vm} » est déjà arrêtée.",
        "en": "Virtual machine “{vm}” is already stopped.",
    },
    "already-running": {
        "fr": "La machine virtuelle « {vm} » est déjà en marche.",
        "en": "Virtual machine “{vm}” is already running.",
    },
    "not-running": {
        "fr": "La machine virtuelle « {vm} » n’est pas en marche : il n’y a rien à suspendre.",
        "en": "Virtual machine “{vm}” is not running, so there is nothing to pause.",
    },
    "not-paused": {
        "fr": "La machine virtuelle « {vm} » n’est pas suspendue.",
        "en": "Virtual machine “{vm}” is not paused.",
    },
    "host-off": {
        "fr": "L’hôte « {host} » est éteint : allumez-le avant de démarrer « {vm} ».",
        "en": "Host “{host}” is off. Switch it on before you start “{vm}”.",
    },
    "no-capacity": {
        "fr": "L’hôte « {host} » n’a plus assez de ressources ({resource}) pour « {vm} ».",
        "en": "Host “{host}” has too little {resource} left for “{vm}”.",
    },
    "bad-args": {
        "fr": "Il manque quelque chose à cette commande, ou elle est mal formée.",
        "en": "Something is missing from this command, or it is badly formed.",
    },
    "bad-file": {
        "fr": "Le fichier « {path} » n’a pas été écrit ({reason}).",
        "en": "File “{path}” was not written ({reason}).",
    },
    "too-many-terminals": {
        "fr": "Ce laboratoire a déjà {most} terminaux ouverts : reprenez l’un d’eux.",
        "en": "This lab already has {most} terminals. Use one of them.",
    },
    "refused": {
        "fr": "Ce n’est pas possible dans l’état présent du laboratoire ({code}).",
        "en": "That is not possible as the lab stands ({code}).",
    },
}


def explain(code: str, facts: Mapping[str, Any], language: str) -> str:
    """The sentence for a code and its facts."""
    texts = _TEXTS.get(code, _TEXTS["refused"])
    text = texts.get(language, texts["en"])
    shown = {name: str(value)[:200] for name, value in facts.items()}
    return text.format_map(_Facts(shown, code=code))


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"
