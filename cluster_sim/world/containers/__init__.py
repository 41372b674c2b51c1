"""Images, registries, and what the programs inside containers do."""
