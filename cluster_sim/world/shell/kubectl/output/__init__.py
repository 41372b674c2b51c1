"""How kubectl writes objects: tables, YAML, JSON, names, columns of one's own."""
