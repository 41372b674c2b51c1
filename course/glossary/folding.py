"""Text as a search compares it."""

import unicodedata


def fold(text: str) -> str:
    """*text* in lower case without accents: « Hyperviseur », « Nœud » → hyperviseur, noeud."""
    # No database column holds a NUL.
    folded = (
        text.replace("\0", " ").casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    )
    decomposed = unicodedata.normalize("NFKD", folded)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
