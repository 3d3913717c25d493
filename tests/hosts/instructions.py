"""Reads docs/install.md as a person would carry it out: numbered steps, each with commands or code for a named file."""

import re
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^## (?:(?P<number>\d+)\. )?(?P<words>.+)$")
_FENCE = re.compile(r"^```(?P<language>\w+)?(?: title=\"(?P<file>[^\"]+)\")?\s*$")


@dataclass(frozen=True)
class Block:
    """A fenced block: shell commands (language "sh") or text to add at the end of `file`. Step 0 is no step."""

    step: int
    heading: str
    language: str
    file: str
    text: str

    @property
    def commands(self) -> list[str]:
        """The lines of a shell block that are commands."""
        return [line.strip() for line in self.text.splitlines() if line.strip() and not line.startswith("#")]


def read_blocks(document: Path) -> list[Block]:
    """Every fenced block of the document in order. Raises ValueError for a fence left open."""
    blocks, step, heading, fence, lines = [], 0, "", None, []
    for line in document.read_text(encoding="utf-8").splitlines():
        if fence is not None:
            if line.strip() == "```":
                text = "\n".join(lines) + "\n"
                blocks.append(Block(step, heading, fence["language"] or "", fence["file"] or "", text))
                fence = None
            else:
                lines.append(line)
        elif match := _FENCE.match(line):
            fence, lines = match, []
        elif match := _HEADING.match(line):
            step, heading = int(match["number"] or 0), match["words"]
    if fence is not None:
        raise ValueError(f"{document.name} leaves a fenced block open under {heading!r}")
    return blocks
