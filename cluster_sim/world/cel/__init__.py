"""CEL, the language of checks, of validation rules and of admission policies."""
