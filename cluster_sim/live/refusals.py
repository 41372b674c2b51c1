"""Why something was not done, in the reader's language, with what to do about it."""

from __future__ import annotations

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
    "busy": {
        "fr": "Ce laboratoire vient d’être repris ailleurs. Rechargez la page.",
        "en": "This lab was just taken up elsewhere. Reload the page.",
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
    "unknown-host": {
        "fr": "Il n’y a pas d’hôte « {host} ».",
        "en": "There is no host “{host}”.",
    },
    "unknown-vm": {
        "fr": "Il n’y a pas de machine virtuelle « {vm} ».",
        "en": "There is no virtual machine “{vm}”.",
    },
    "refused": {
        "fr": "Ce n’est pas possible dans l’état présent du laboratoire ({code}).",
        "en": "That is not possible as the lab stands ({code}).",
    },
}


def explain(code: str, facts: dict[str, Any], language: str) -> str:
    """The sentence for a code and its facts."""
    texts = _TEXTS.get(code, _TEXTS["refused"])
    text = texts.get(language, texts["en"])
    shown = {name: str(value)[:200] for name, value in facts.items()}
    return text.format_map(_Facts(shown, code=code))


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"
