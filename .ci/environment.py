"""The folder's own environment: `.venv` with what is asked of it installed, and `.local` with secrets for local use."""

import base64
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCAL = ROOT / ".local"
STAMP = VENV / ".installed.json"
INSTALL_LOG = LOCAL / "install.log"
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql", "psql", "pgsql")


class Problem(Exception):
    """Something the person at the keyboard can put right; its text is one plain sentence or two for them."""


def say(text: str) -> None:
    """Print a line at once, also when the output goes to a file."""
    print(text, flush=True)


def require_writable_folder() -> None:
    """Make `.local`, the folder for all that is this machine's own. Raises Problem where nothing can be written."""
    try:
        LOCAL.mkdir(exist_ok=True)
        probe = LOCAL / f".probe-{os.getpid()}"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        raise Problem(
            f"The folder {ROOT} cannot be written to ({error.strerror}). "
            "Copy the project to a folder of your own, or make room on the disk, then run make again."
        ) from error


def check_database_url() -> None:
    """Refuse a DATABASE_URL that names no database this site can use. An empty one counts as not given."""
    if not os.environ.get("DATABASE_URL"):
        os.environ.pop("DATABASE_URL", None)
        return
    try:
        url = urlsplit(os.environ["DATABASE_URL"])
        port_is_fine = url.port is None or url.port > 0
    except ValueError:
        url, port_is_fine = urlsplit(""), False
    if url.scheme not in DATABASE_SCHEMES or not port_is_fine or not url.path.strip("/"):
        raise Problem(
            "DATABASE_URL is not an address of a database this site can use. Give one like "
            "postgres://user:password@127.0.0.1:5432/partnership or sqlite:////full/path/site.sqlite3, or leave it out."
        )


def provide_secrets() -> None:
    """Write `.local/env` (mode 600) with a signing key and a key for the journals, unless it has them already."""
    path = LOCAL / "env"
    present = path.read_text(encoding="utf-8") if path.exists() else ""
    names = {line.split("=", 1)[0].strip() for line in present.splitlines() if "=" in line}
    made = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "JOURNAL_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    missing = "".join(f"{name}={value}\n" for name, value in made.items() if name not in names)
    if not missing:
        return
    new = path.with_name("env.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(present + ("\n" if present and not present.endswith("\n") else "") + missing)
    new.replace(path)


def install(*extras: str) -> None:
    """Make `.venv` hold the project (editable) with these extras; does nothing when it already does.

    What is installed counts as current while pyproject.toml and the Python stay the same.
    """
    with _only_one_at_a_time():
        digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
        done = _stamp()
        if done.get("digest") == digest and set(extras) <= set(done.get("extras", ())) and _works("pass"):
            return
        _make_venv()
        wanted = sorted(set(extras) | set(done.get("extras", ())))
        say(f"Installing what the site needs ({', '.join(wanted)}). The first time this takes a minute or two.")
        _pip_install(f".[{','.join(wanted)}]")
        STAMP.write_text(json.dumps({"digest": digest, "extras": wanted}), encoding="utf-8")


def venv_environment(**extra: str) -> dict[str, str]:
    """The process environment with `.venv` first on the PATH, and these names added."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"VIRTUAL_ENV": str(VENV), "PATH": path} | extra


@contextlib.contextmanager
def _only_one_at_a_time():
    with open(LOCAL / "install.lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another make in this folder to finish installing.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp() -> dict:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _works(code: str) -> bool:
    try:
        return subprocess.run([VENV_PYTHON, "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    if _works("import pip, sys; sys.exit(sys.version_info < (3, 11))"):
        return
    say("Making a virtual environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        raise Problem(f"A virtual environment could not be made in {VENV}: {(made.stderr or made.stdout).strip()}")


def _pip_install(target: str) -> None:
    STAMP.unlink(missing_ok=True)
    command = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-e", target]
    with open(INSTALL_LOG, "w", encoding="utf-8") as log:
        code = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    if code:
        tail = "\n".join(INSTALL_LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        raise Problem(
            f"{tail}\nInstalling did not succeed: the lines above say why, and {INSTALL_LOG} has all of it. "
            "If they speak of a connection, a package index cannot be reached from here."
        )
