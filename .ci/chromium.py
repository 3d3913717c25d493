"""Finds the Chromium that the browser tests drive, and gets one where that is possible."""

import os
import shutil
import subprocess

from environment import VENV_PYTHON, Problem, say, venv_environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SECONDS_FOR_DOWNLOAD = 300


def find() -> str:
    """Path of a Chromium that starts: CHROMIUM, else the system's, else Playwright's, else the system's package.

    Raises Problem, which says what to install, when there is none: the browser tests are never left out.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if _starts(named):
            return named
        raise Problem(f"CHROMIUM is set to {named}, and that does not start as a browser.")
    path = _on_this_machine() or _playwrights_own() or _from_system_packages()
    if not path:
        raise Problem(
            "The browser tests need a Chromium and none was found. Install one (Debian and Ubuntu: apt-get install "
            "chromium; others: .venv/bin/playwright install chromium), or set CHROMIUM to the path of one."
        )
    return path


def _on_this_machine() -> str | None:
    candidates = [shutil.which(name) for name in NAMES] + [path for path in APPLICATIONS if os.path.exists(path)]
    return next((path for path in candidates if path and _starts(path)), None)


def _playwrights_own() -> str | None:
    asked = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    path = _output([VENV_PYTHON, "-c", asked], seconds=60)
    if path and _starts(path):
        return path
    say("No Chromium on this machine: asking Playwright for its own.")
    _output([VENV_PYTHON, "-m", "playwright", "install", "chromium"], seconds=SECONDS_FOR_DOWNLOAD)
    return path if path and _starts(path) else None


def _from_system_packages() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Playwright's could not be had: installing the system's package chromium.")
    quiet = venv_environment(DEBIAN_FRONTEND="noninteractive")
    for arguments in ("update", "-y --no-install-recommends install chromium"):
        _output(["apt-get", "-q", *arguments.split()], seconds=SECONDS_FOR_DOWNLOAD, env=quiet)
    return _on_this_machine()


def _starts(path: str) -> bool:
    return "hrom" in (_output([path, "--version"], seconds=60) or "")


def _output(command: list, *, seconds: int, env: dict[str, str] | None = None) -> str | None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=seconds, env=env, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
