"""What the editor says of faults, in plain words, in French and in English."""

from __future__ import annotations

from typing import Final

FRENCH: Final = "fr"

_FRENCH: Final[dict[str, str]] = {
    "too-long": "Ce texte est trop long pour un manifeste.",
    "yaml": "Ce n’est pas du YAML\u00a0: l’erreur est sur cette ligne ou juste avant.",
    "tab": "Une tabulation ne peut pas servir d’indentation en YAML\u00a0: mettez des espaces.",
    "colon": (
        "Un deux-points n’a pas sa place ici\u00a0: la ligne est-elle bien alignée avec les "
        "autres, ou faut-il des guillemets autour du texte\u202f?"
    ),
    "no-object": "Un manifeste décrit un objet\u00a0: des clés et leurs valeurs.",
    "no-version": "Il manque «\u00a0apiVersion\u00a0».",
    "no-kind": "Il manque «\u00a0kind\u00a0».",
    "unknown-kind": "Ce cluster ne connaît pas «\u00a0{kind}\u00a0» dans «\u00a0{version}\u00a0».",
    "near-kind": (
        "Ce cluster ne connaît pas «\u00a0{kind}\u00a0» dans «\u00a0{version}\u00a0», mais il "
        "connaît «\u00a0{near_kind}\u00a0» dans «\u00a0{near_version}\u00a0»."
    ),
    "unknown-field": "Le champ «\u00a0{field}\u00a0» n’existe pas ici.",
    "near-field": (
        "Le champ «\u00a0{field}\u00a0» n’existe pas ici. Vouliez-vous écrire "
        "«\u00a0{near}\u00a0»\u202f?"
    ),
    "twice": "La clé «\u00a0{field}\u00a0» est déjà là\u00a0: seule la dernière compte.",
    "type": "«\u00a0{field}\u00a0» attend {wanted}, pas {given}.",
    "missing": "Il manque «\u00a0{field}\u00a0».",
    "no-name": "L’objet n’a pas de nom\u00a0: il manque «\u00a0metadata.name\u00a0».",
    "no-namespace": "L’espace de noms «\u00a0{field}\u00a0» n’existe pas encore.",
    "FieldValueRequired": "Il manque «\u00a0{field}\u00a0».",
    "FieldValueInvalid": "La valeur de «\u00a0{field}\u00a0» ne convient pas.",
    "FieldValueNotSupported": "«\u00a0{field}\u00a0» n’accepte pas cette valeur.",
    "FieldValueForbidden": "«\u00a0{field}\u00a0» n’est pas permis ici.",
    "FieldValueDuplicate": "La valeur de «\u00a0{field}\u00a0» est déjà prise.",
    "FieldValueNotFound": "«\u00a0{field}\u00a0» renvoie à quelque chose qui n’existe pas.",
    "FieldValueTooLong": "La valeur de «\u00a0{field}\u00a0» est trop longue.",
    "FieldValueTooMany": "«\u00a0{field}\u00a0» a trop d’éléments.",
    "other": "Le cluster refuserait «\u00a0{field}\u00a0».",
    "quantity": ("«\u00a0{field}\u00a0» attend une quantité, comme 250m, 2, 64Mi ou 1Gi."),
    "refused": "Le cluster refuserait ce manifeste.",
    "inert": (
        "«\u00a0{field}\u00a0» est accepté et conservé, mais n’a pas d’effet dans ce cluster "
        "simulé."
    ),
    "a-object": "un objet",
    "a-array": "une liste",
    "a-string": "un texte",
    "a-number": "un nombre",
    "a-integer": "un nombre entier",
    "a-boolean": "true ou false",
    "or": " ou ",
}

_ENGLISH: Final[dict[str, str]] = {
    "too-long": "This text is too long for a manifest.",
    "yaml": "This is not YAML: the mistake is on this line or just before it.",
    "tab": "YAML cannot be indented with tabs: use spaces.",
    "colon": (
        "A colon cannot stand here: is the line set in as it should be, or does the text need "
        "quotes around it?"
    ),
    "no-object": "A manifest describes an object: keys and their values.",
    "no-version": "“apiVersion” is missing.",
    "no-kind": "“kind” is missing.",
    "unknown-kind": "This cluster knows no “{kind}” in “{version}”.",
    "near-kind": (
        "This cluster knows no “{kind}” in “{version}”; it does know “{near_kind}” in "
        "“{near_version}”."
    ),
    "unknown-field": "There is no field “{field}” here.",
    "near-field": "There is no field “{field}” here. Did you mean “{near}”?",
    "twice": "The key “{field}” is there already: only the last one counts.",
    "type": "“{field}” takes {wanted}, not {given}.",
    "missing": "“{field}” is missing.",
    "no-name": "The object has no name: “metadata.name” is missing.",
    "no-namespace": "There is no namespace “{field}” yet.",
    "FieldValueRequired": "“{field}” is missing.",
    "FieldValueInvalid": "This value of “{field}” will not do.",
    "FieldValueNotSupported": "“{field}” does not take this value.",
    "FieldValueForbidden": "“{field}” may not stand here.",
    "FieldValueDuplicate": "The value of “{field}” is taken already.",
    "FieldValueNotFound": "“{field}” refers to something that is not there.",
    "FieldValueTooLong": "The value of “{field}” is too long.",
    "FieldValueTooMany": "“{field}” has too many items.",
    "other": "The cluster would refuse “{field}”.",
    "quantity": "“{field}” takes a quantity such as 250m, 2, 64Mi or 1Gi.",
    "refused": "The cluster would refuse this manifest.",
    "inert": "“{field}” is accepted and kept, but has no effect in this simulated cluster.",
    "a-object": "an object",
    "a-array": "a list",
    "a-string": "a text",
    "a-number": "a number",
    "a-integer": "a whole number",
    "a-boolean": "true or false",
    "or": " or ",
}


def say(language: str, what: str, **facts: str) -> str:
    """The sentence for a fault; English for every language but French."""
    texts = _FRENCH if language.startswith(FRENCH) else _ENGLISH
    return texts[what].format(**facts)


def known(what: str) -> bool:
    """Whether there is a sentence for it."""
    return what in _ENGLISH


def types(language: str, kinds: tuple[str, ...]) -> str:
    """``a text or a whole number``."""
    return say(language, "or").join(say(language, f"a-{kind}") for kind in kinds)
