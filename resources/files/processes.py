"""Runs `child.py` on one file, within limits, and takes nothing on trust that comes back."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from resources.conf import get_setting
from resources.enums import ReadingStatus

from . import child

MAX_UNPACKED = 200 * 1024 * 1024
MAX_MEMORY = 1024 * 1024 * 1024
# The last resort after the child's own clock and the system's limit on its work.
GRACE_SECONDS = 10
PICTURE_SECONDS = 20
# Twice the size at which it is shown.
PICTURE_WIDTH, PICTURE_HEIGHT = 360, 480
MAX_PICTURE = 2 * 1024 * 1024
# What some systems need to start Python at all. Nothing secret goes to a process that opens hostile files.
NEEDED_ENVIRONMENT = ("LD_LIBRARY_PATH", "SYSTEMROOT")
_GOOD = {child.READ, child.NO_TEXT, child.TOO_LARGE, child.DAMAGED, child.LOCKED, child.NOT_READ, child.NO_READER}


@dataclass(frozen=True)
class Outcome:
    """What came of reading a file. `pages_count` is None where a file has no pages."""

    status: str
    problem: str = ""
    text: str = ""
    pages_count: int | None = None
    is_cut: bool = False


def read_text(path, extension, max_letters):
    """The `Outcome` of reading the text of a file. Never raises over what is in the file."""
    answer = _run(
        "text",
        path,
        get_setting("FILE_READ_SECONDS"),
        extension=extension.lower(),
        max_letters=max_letters,
        max_pages=get_setting("FILE_READ_MAX_PAGES"),
        max_unpacked=MAX_UNPACKED,
    )
    pages, text = answer.get("pages_count"), answer.get("text")
    return Outcome(
        status=answer["status"],
        problem=str(answer.get("problem", ""))[:255],
        text=text[:max_letters] if isinstance(text, str) else "",
        pages_count=pages if isinstance(pages, int) and 0 <= pages < 2**31 else None,
        is_cut=answer.get("is_cut") is True,
    )


def draw_first_page(path):
    """The first page of a PDF as the octets of a WebP picture, at most 360 by 480 pixels; None if it can't be drawn."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "page.webp")
        answer = _run(
            "picture", path, PICTURE_SECONDS, picture=str(picture), width=PICTURE_WIDTH, height=PICTURE_HEIGHT
        )
        octets = picture.read_bytes() if answer["status"] == child.READ and picture.is_file() else b""
    is_picture = octets[:4] == b"RIFF" and octets[8:12] == b"WEBP"
    return octets if is_picture else None


def _run(task, path, seconds, **asked):
    asked |= {
        "task": task,
        "path": str(path),
        "seconds": seconds,
        "memory": MAX_MEMORY,
        "max_picture": MAX_PICTURE,
        "sys_path": sys.path,
    }
    try:
        done = subprocess.run(
            # Isolated: neither the working folder nor the environment decides what is imported.
            [sys.executable, "-I", child.__file__],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in NEEDED_ENVIRONMENT if name in os.environ},
            timeout=seconds + GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"status": ReadingStatus.TOO_LARGE, "problem": "time"}
    try:
        answer = json.loads(done.stdout.rpartition(b"\n")[2])
        return answer if answer["status"] in _GOOD else {"status": ReadingStatus.DAMAGED}
    except (ValueError, KeyError, TypeError):
        # It was ended from outside: out of time or memory, or by an error in a library that is not Python.
        return {"status": ReadingStatus.DAMAGED, "problem": f"ended with {done.returncode}"}
