"""What `make run` says before anything is installed: each refusal is a sentence and exit code 1, never a traceback."""

import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def run_tasks(*arguments, **environment):
    command = [ROOT / ".ci" / "python", ROOT / ".ci" / "tasks.py", *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


def assert_refused(done, words):
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr


def test_port_in_use_is_said_with_another_port_to_choose():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run_tasks("run", "--port", str(port))

    assert_refused(done, f"Port {port} is in use")
    assert f"make run PORT={port + 1}" in done.stderr


@pytest.mark.parametrize("port", ["", "0", "65536", "web", "80a", "-1", "８０８０"])
def test_port_that_is_no_port_is_said(port):
    assert_refused(run_tasks("run", f"--port={port}"), "is not a port number")


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://127.0.0.1/site",
        "postgres://127.0.0.1:port/site",
        "postgres://127.0.0.1:5432/",
        "sqlite:///",
    ],
)
def test_database_url_of_no_use_is_said(address):
    assert_refused(run_tasks("run", "--port", "8000", DATABASE_URL=address), "DATABASE_URL is not an address")


def fake_python(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def run_with_path(folder):
    for tool in ("sh", "head", "basename"):
        source = next(Path(place, tool) for place in ("/bin", "/usr/bin") if Path(place, tool).exists())
        (folder / tool).symlink_to(source)
    return subprocess.run(
        [ROOT / ".ci" / "python", "-c", "pass"], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_old_python_is_named_with_its_version(tmp_path):
    fake_python(tmp_path, "python3", '[ "$1" = "--version" ] && echo "Python 3.9.2" && exit 0; exit 1')

    done = run_with_path(tmp_path)

    assert_refused(done, "needs Python 3.11 or later, and only found: python3 (Python 3.9.2)")


def test_no_python_at_all_is_said(tmp_path):
    assert_refused(run_with_path(tmp_path), "found no Python at all")


def test_python_without_venv_names_the_package_to_install(tmp_path):
    fake_python(tmp_path, "python3.12", 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')

    assert_refused(run_with_path(tmp_path), "apt-get install python3.12-venv")
