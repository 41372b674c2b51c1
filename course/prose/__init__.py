"""Prose: Markdown as the content writes it, made into safe HTML."""
