"""A Chromium to drive: CHROMIUM, else the system's, else the one that comes with npm's packages."""

import os
import shutil
import subprocess
from pathlib import Path

from devtools.places import ROOT, tool

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNPACKED = ROOT / ".test-env" / "chromium"
# The package's own configuration expects its fonts in /tmp.
FONTS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{UNPACKED / "fonts" / "fonts"}</dir>
  <cachedir>{UNPACKED / "fonts-cache"}</cachedir>
</fontconfig>
"""
UNPACK = """
import chromium from "@sparticuz/chromium";
chromium.setGraphicsMode = false;
await chromium.executablePath();
"""


def launch() -> dict[str, object]:
    """Playwright's launch options: which program, with which arguments and environment."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return {"executable_path": found, "args": ARGUMENTS}
    program = _packaged()
    # Made for a bare machine: libraries and fonts come with it.
    libraries = UNPACKED / "al2023" / "lib"
    environment = {
        **os.environ,
        "LD_LIBRARY_PATH": str(libraries),
        "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
    }
    return {
        "executable_path": str(program),
        "args": ARGUMENTS,
        "env": environment,
    }


def _packaged() -> Path:
    """Unpack the package's Chromium once; where it is."""
    program = UNPACKED / "chromium"
    if not (UNPACKED / "done").exists():
        UNPACKED.mkdir(parents=True, exist_ok=True)
        # It unpacks into the temporary folder, its libraries only where it believes to be at home.
        environment = {
            **os.environ,
            "TMPDIR": str(UNPACKED),
            "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x",
        }
        script = [tool("node"), "--input-type=module", "--eval", UNPACK]
        subprocess.run(script, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        (UNPACKED / "fonts.conf").write_text(FONTS)
        (UNPACKED / "done").touch()
    return program
