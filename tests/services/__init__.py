"""Real servers and a real browser for the tests, all from packages.

`python -m tests.services COMMAND …` runs a command with a Redis and a PostgreSQL of its own, named
to it by REDIS_URL and DATABASE_URL; both are gone when it ends.
"""
