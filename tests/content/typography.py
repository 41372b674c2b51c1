"""What a typesetter would send back."""

import re

CODE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|\{[a-z]+=[^}]*\}|^:::.*$|%\([a-z]+\)s", re.S | re.M
)
NARROW, WIDE = "\u202f", "\u00a0"
FAULTS = {
    "both": {
        "a straight apostrophe or quote": r"['\"]",
        "three dots": r"\.\.\.",
        "two spaces": r"[^\n ]  +\S",
        "a number that may part from its unit": r"\d (?:s|ms|h|min|Go|GB|vCPUs?|°C)\b",
    },
    "fr": {
        "; ! ? without a narrow no-break space": rf"[^{NARROW}\s!?][;!?]|[ {WIDE}][;!?]",
        ": without a no-break space": rf"[^{WIDE}\d\s]:(?:\s|$)|[ {NARROW}]:",
        "« without a no-break space": f"«(?!{WIDE})",
        "» without a no-break space": f"(?<!{WIDE})»",
        "English quotes": "[“”]",
        "a capital without its accent": r"\bA (?:la|vous|cet|côté|quoi)\b|\bEt[ea]\w*\b",
    },
    "en": {
        "a space before a mark": rf"[ {NARROW}{WIDE}][;!?:](?:\s|$)",
        "French quotes": "[«»]",
    },
}


def faults(text: str, language: str) -> list[str]:
    """What is wrong with the setting of *text*; code, links and placeholders are left out."""
    prose = CODE.sub("¤", text)
    rules = FAULTS["both"] | FAULTS[language]
    return [
        f"{name}: …{prose[max(0, found.start() - 20) : found.end() + 20]}…"
        for name, pattern in rules.items()
        for found in re.finditer(pattern, prose)
    ]
