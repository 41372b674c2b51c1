"""Where things are in a working copy."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{SUFFIX}"
NODE_MODULES = ROOT / "node_modules"
DIST = ROOT / "static" / "dist"
COLLECTED = ROOT / "staticfiles"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")


def tool(name: str) -> str:
    """The path of a command that the environment installs."""
    return str(BIN / f"{name}{SUFFIX}")
