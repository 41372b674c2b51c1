"""The glossary: terms in both languages, and a search that ignores accents."""
