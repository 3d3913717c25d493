"""A virtual environment that holds a wheel and what the wheel says it needs, and nothing else of the tests' own."""

import subprocess
import sys
import zipfile
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def make_environment(folder: Path, wheel: Path) -> Path:
    """Make the environment in `folder` and return its Python.

    Packages are linked from the running environment, so it needs no package index; one that the wheel uses and does not
    name in its metadata is missing there, as it would be for a person who installs it.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    packages = next(folder.glob("lib/python*/site-packages"))
    for name in sorted(_needed_by(wheel)):
        _link(name, packages)
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
    )
    return python


def _needed_by(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    found: dict[str, set[str]] = {}
    waiting = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    waiting = [requirement for requirement in waiting if _applies(requirement, {""})]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras | {""}
        if extras <= found.get(name, set()):
            continue
        found[name] = found.get(name, set()) | extras
        for line in distribution(name).requires or []:
            further = Requirement(line)
            if _applies(further, found[name]):
                waiting.append(further)
    return set(found)


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras)


def _link(name: str, packages: Path) -> None:
    dist = distribution(name)
    tops = {file.parts[0] for file in dist.files or [] if file.parts[0] not in ("..", "__pycache__")}
    for top in tops:
        source, target = Path(dist.locate_file(top)), packages / top
        if target.is_symlink() and source.is_dir():
            _merge(target, source)
        elif not top.endswith(".pth"):
            target.symlink_to(source)


def _merge(target: Path, source: Path) -> None:
    """Two distributions share a folder, such as a namespace package: both links point to the very same place."""
    if target.resolve() != source.resolve():
        raise RuntimeError(f"{target.name} comes from two places: {target.resolve()} and {source}")
