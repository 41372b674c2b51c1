"""Run a command with a Redis and a PostgreSQL of its own."""

import os
import subprocess
import sys

from tests.services import postgres, redis

if __name__ == "__main__":
    with redis.running() as redis_url, postgres.running() as database_url:
        environment = {**os.environ, "REDIS_URL": redis_url, "DATABASE_URL": database_url}
        sys.exit(subprocess.call(sys.argv[1:], env=environment))
