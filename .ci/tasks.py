"""What the Makefile's targets do. Needs nothing but Python's own library; `.ci/python` starts it."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import checks
from environment import (
    LOCAL,
    ROOT,
    VENV,
    VENV_PYTHON,
    Problem,
    check_database_url,
    install,
    provide_secrets,
    require_writable_folder,
    say,
    venv_environment,
)


def run(options) -> None:
    """Start the site, from nothing if need be. Does not return while it serves."""
    port = _free_port(options.port)
    _prepare("site")
    arguments = ["run_site", "--port", str(port)] + (["--reload"] if os.environ.get("RELOAD") else [])
    _become_manage(*arguments)


def demo_reset(options) -> None:
    """Throw away the local database and uploads, and load the demo content anew."""
    _prepare("site")
    _become_manage("run_site", "--start-over", "--prepare-only")


def test(options) -> None:
    """All checks and all tests; with --no-lint the tests alone."""
    _prepare("site", "test")
    checks.finish((checks.tests if options.no_lint else checks.lint_and_tests)(options.pytest))


def lint(options) -> None:
    """The checks without the tests."""
    _prepare("site", "test")
    checks.finish(checks.lint())


def bench(options) -> None:
    """The benchmarks of tests/benchmarks."""
    _prepare("site", "test")
    environment = venv_environment(DJANGO_SETTINGS_MODULE="partnership_site.settings.test")
    _call([VENV_PYTHON, "-m", "tests.benchmarks", *options.pytest], environment)


def wheel(options) -> None:
    """Build the wheel and the source archive into dist/, and look into the wheel."""
    _prepare("site", "test")
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    _call([VENV_PYTHON, "-m", "build", "--no-isolation", "--outdir", "dist"], venv_environment())
    _call([VENV_PYTHON, Path(__file__).with_name("wheel_contents.py"), *sorted(ROOT.glob("dist/*.whl"))], None)


def clean(options) -> None:
    """Remove what can be made again. The local database, uploads and secrets stay; `make demo-reset` is for those."""
    for name in (
        "build",
        "dist",
        "test-results",
        ".hypothesis",
        ".import_linter_cache",
        ".pytest_cache",
        ".ruff_cache",
    ):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for name in ("mypy_cache", "test-media"):
        shutil.rmtree(LOCAL / name, ignore_errors=True)
    for file in LOCAL.glob("test-*.sqlite3*"):
        file.unlink()
    for folder in sorted(ROOT.glob("[!.]*/**/__pycache__")):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(VENV, ignore_errors=True)
    say("Removed .venv, build products and caches. What people wrote in the site is still in .local.")


def _prepare(*extras: str) -> None:
    require_writable_folder()
    install(*extras)
    provide_secrets()


def _free_port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Problem(f"PORT={text} is not a port number. Give one from 1024 to 65535, for example: make run PORT=8001")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} is reserved for the system. Choose a higher one: make run PORT=8001") from None
        except OSError:
            raise Problem(
                f"Port {port} is in use by another program, maybe by this site already. "
                f"Stop that program, or choose another port: make run PORT={port + 1 if port < 65535 else 8001}"
            ) from None
    return port


def _become_manage(*arguments: str) -> None:
    sys.stdout.flush()
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.dev")
    os.execve(VENV_PYTHON, [str(VENV_PYTHON), "manage.py", *arguments], venv_environment())


def _call(command: list, environment: dict[str, str] | None) -> None:
    if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SystemExit(code)


def main() -> int:
    """Carry out one task; a Problem becomes a sentence on standard error and exit code 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = parser.add_subparsers(required=True, metavar="task")
    for task in (run, demo_reset, test, lint, bench, wheel, clean):
        name = task.__name__.replace("_", "-")
        tasks.add_parser(name, help=task.__doc__.splitlines()[0]).set_defaults(task=task)
    tasks.choices["run"].add_argument("--port", default="8000")
    tasks.choices["test"].add_argument("--no-lint", action="store_true")
    for name in ("test", "bench"):
        tasks.choices[name].add_argument("pytest", nargs="*", help="handed on as they are, after --")
    options = parser.parse_args()
    try:
        check_database_url()
        options.task(options)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
