"""What `make lint` and `make test` run, in order. Every step runs, also after one failed; the end names those."""

import base64
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import chromium
from environment import ROOT, VENV, VENV_PYTHON, Problem, say, venv_environment

# `check --deploy` reads production settings, so it needs values of a server's kind. None of them is in use anywhere.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "partnership_site.settings.production",
    "SECRET_KEY": "".join(chr(33 + (7 * place) % 90) for place in range(64)).replace("$", "S"),
    "ALLOWED_HOSTS": "partnership.example.org",
    "BASE_URL": "https://partnership.example.org",
    "JOURNAL_KEYS": base64.urlsafe_b64encode(bytes(range(32))).decode(),
    "EMAIL_URL": "smtp://mail.example.org:25",
}
TESTING = {"DJANGO_SETTINGS_MODULE": "partnership_site.settings.test", "PYTHONWARNINGS": "default"}


def lint() -> list[str]:
    """Style, types, templates, migrations, deployment settings and import directions. Returns the steps that failed."""
    done = _lint_steps(2)
    return [name for name, result in done.items() if not _report(name, *result)]


def lint_and_tests(arguments: list[str]) -> list[str]:
    """Both side by side: while one process of the tests makes the database, the others have nothing to do.

    What lint says is told after the tests. Returns the steps that failed.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        linting = pool.submit(_lint_steps, 1)
        failed = tests(arguments)
        return [name for name, result in linting.result().items() if not _report(name, *result)] + failed


def _lint_steps(at_once: int) -> dict[str, tuple[int, str, float]]:
    """Exit code, output and seconds of each step."""
    templates = [str(path) for path in sorted(Path(ROOT, "templates").rglob("*.html"))]
    manage = [VENV_PYTHON, "manage.py"]
    steps = {
        # First, as it takes as long as all the others.
        "mypy": ([VENV / "bin" / "mypy"], TESTING),
        "ruff check": ([VENV / "bin" / "ruff", "check", "."], {}),
        "ruff format": ([VENV / "bin" / "ruff", "format", "--check", "."], {}),
        "djhtml": ([VENV / "bin" / "djhtml", "--tabwidth", "2", "--check", *templates], {}),
        "curlylint": ([VENV / "bin" / "curlylint", "templates"], {}),
        "migrations": ([*manage, "makemigrations", "--check", "--dry-run"], TESTING),
        "deployment": ([*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        "import directions": ([VENV / "bin" / "lint-imports"], TESTING),
    }
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        running = {name: pool.submit(_run_quietly, command, env) for name, (command, env) in steps.items()}
    return {name: result.result() for name, result in running.items()}


def tests(arguments: list[str]) -> list[str]:
    """All tests, the browser's too, warnings as errors. Returns ["tests"] if they failed.

    In three processes: two cores have more to do while one of them waits for its browser.
    """
    browser = chromium.find()
    say(f"Browser for the tests: {browser}")
    command = [VENV_PYTHON, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "3"), "--dist", "loadfile"]
    command += ["--no-loadscope-reorder", *arguments]
    say("\n== tests")
    code = _run(command, TESTING | {"CHROMIUM": browser, "PYTHONWARNINGS": ""}).returncode
    return ["tests"] if code else []


def finish(failed: list[str]) -> None:
    """Say how it went. Raises Problem naming what failed."""
    if failed:
        raise Problem(f"Not passed: {', '.join(failed)}.")
    say("Everything passed.")


def _run(command: list, env: dict[str, str], **options) -> subprocess.CompletedProcess:
    environment = venv_environment(**env)
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False, **options)


def _run_quietly(command: list, env: dict[str, str]) -> tuple[int, str, float]:
    started = time.monotonic()
    done = _run(command, env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout, time.monotonic() - started


def _report(name: str, code: int, output: str, seconds: float) -> bool:
    say(f"\n== {name}\n{output.strip()}")
    say(f"-- {name}: {'passed' if code == 0 else f'FAILED (exit code {code})'} in {seconds:.0f} s")
    return code == 0
