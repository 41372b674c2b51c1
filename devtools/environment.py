"""The environment: Python packages in .venv, front-end packages in node_modules, the bundles."""

import os
import subprocess
import sys
from pathlib import Path

from devtools.places import BIN, COLLECTED, DIST, NODE_MODULES, PYTHON, ROOT, VAR, VENV, tool
from devtools.stamps import Stamps, digest

INSTALLED = Stamps(VENV / "stamps.json")
LOADED = Stamps(VAR / "stamps.json")


def say(text: str) -> None:
    """Tell the person what is being done, at once."""
    print(f"· {text}", flush=True)


def variables(**more: str) -> dict[str, str]:
    """This process's environment with the tools of .venv found first, and *more*."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **more}


def call(*command: str, **more: str) -> None:
    """Run *command* in the working copy; SystemExit with its status when it fails."""
    status = subprocess.run(command, cwd=ROOT, env=variables(**more)).returncode
    if status:
        raise SystemExit(f"failed ({status}): {' '.join(command)}")


def manage(*arguments: str) -> None:
    """Run a management command."""
    call(str(PYTHON), "manage.py", *arguments)


def install(dev: bool) -> None:
    """Everything from the package registries: Python first, since it brings Node."""
    _virtual_environment()
    _python_packages(dev)
    _node_packages(dev)


def build() -> None:
    """What is made from our own sources without a database: bundles, catalogues, static files."""
    sources = [ROOT / "static" / "js", ROOT / "static" / "css", ROOT / "build.mjs"]
    bundles = digest([*sources, ROOT / "package-lock.json"])
    if not (INSTALLED.matches("bundles", bundles) and DIST.is_dir()):
        say("building the front end")
        call(_node(), "build.mjs")
        INSTALLED.put("bundles", bundles)
    catalogues = digest([ROOT / "locale"])
    if not INSTALLED.matches("catalogues", catalogues):
        call(str(PYTHON), "-m", "devtools.catalogues")
        INSTALLED.put("catalogues", catalogues)
    static = digest([ROOT / "static", ROOT / "requirements.txt"])
    if not (INSTALLED.matches("static", static) and COLLECTED.is_dir()):
        # Sources are bundled: only what pages name is served.
        manage("collectstatic", "--clear", "--no-input", "-v0", "-i", "js", "-i", "css")
        INSTALLED.put("static", static)


def load() -> None:
    """Migrate the database and load the course, unless ours has both already."""
    external = bool(os.environ.get("DATABASE_URL"))
    migrations = sorted((ROOT / "cluster_sim").glob("**/migrations/*.py"))
    scenarios = ROOT / "cluster_sim" / "world" / "scenarios"
    content = digest([ROOT / "course", scenarios, ROOT / "requirements.txt", *migrations])
    present = (VAR / "grappe.sqlite3").exists() and LOADED.matches("content", content)
    if present and not external:
        return
    say("preparing the database and the course")
    manage("migrate", "--no-input", "-v0")
    manage("load_content")
    if not external:
        LOADED.put("content", content)


def _virtual_environment() -> None:
    if PYTHON.exists():
        return
    say("making the environment in .venv")
    status = subprocess.run([sys.executable, "-m", "venv", str(VENV)], cwd=ROOT).returncode
    if status:
        raise SystemExit(
            "Python could not make a virtual environment. On Debian and Ubuntu:"
            " apt install python3-venv. Then run this again."
        )


def _python_packages(dev: bool) -> None:
    wanted = {"run": ROOT / "requirements.txt"}
    if dev:
        wanted["dev"] = ROOT / "requirements-dev.txt"
    found = {name: digest([file], sys.version) for name, file in wanted.items()}
    if all(INSTALLED.matches(f"python-{name}", value) for name, value in found.items()):
        return
    lock = list(wanted.values())[-1]
    say(f"installing {lock.name}")
    pip = (
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--no-warn-script-location",
    )
    call(*pip, "--disable-pip-version-check", "-r", str(lock))
    for name, value in found.items():
        INSTALLED.put(f"python-{name}", value)


def _node_packages(dev: bool) -> None:
    value = digest([ROOT / "package-lock.json", ROOT / "package.json"])
    enough = ("node-dev",) if dev else ("node-dev", "node-run")
    if NODE_MODULES.is_dir() and any(INSTALLED.matches(name, value) for name in enough):
        return
    say("installing the front-end packages")
    scope = () if dev else ("--omit=dev",)
    call(
        tool("npm"), "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error", *scope
    )
    INSTALLED.put("node-run", value)
    INSTALLED.put("node-dev", value if dev else "")


def _node() -> str:
    return str(Path(tool("node")))
