"""A fresh `wagtail start` site with the foreign files laid over it, and docs/install.md carried out on it."""

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.instructions import Block, read_blocks

HERE = Path(__file__).parent
NAME = "yoursite"
# The test does these itself: with the built wheel, and by leaving the environment behind.
PACKAGE_COMMANDS = ("pip install after-school-partnership", "pip uninstall --yes after-school-partnership")


@dataclass(frozen=True)
class ForeignSite:
    """The site in `folder`, run by `python`, the Python of its own environment."""

    folder: Path
    python: Path

    def run(self, *arguments: str) -> str:
        """Run this Python with these arguments in the site's folder; what it prints. AssertionError when it fails."""
        command = [self.python, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def manage(self, *arguments: str) -> str:
        """Run manage.py with these arguments; what it prints."""
        return self.run("manage.py", *arguments)

    def run_inside(self, script: str) -> str:
        """Run a script that lies beside this module in the site's folder; the last line that it prints."""
        shutil.copy(HERE / script, self.folder)
        return self.run(script).splitlines()[-1]

    def append(self, name: str, text: str) -> None:
        """Add text at the end of a file of the site."""
        path = self.folder / name
        path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")

    def undo(self, block: Block) -> None:
        """Take the block's text out of its file again."""
        path = self.folder / block.file
        text = path.read_text(encoding="utf-8")
        assert text.count(block.text) == 1
        path.write_text(text.replace(block.text, ""), encoding="utf-8")

    def follow(self, block: Block) -> None:
        """Carry out one block of the instructions; the package itself is there already, from the built wheel."""
        if block.file:
            self.append(block.file, block.text)
            return
        assert block.language == "sh", f"step {block.step} has a block without a file name that is no command"
        for command in block.commands:
            if command in PACKAGE_COMMANDS:
                continue
            program, *arguments = shlex.split(command)
            assert program == "python", f"step {block.step} asks for {program}"
            self.run(*arguments)

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
        return kept | {
            "PATH": f"{self.python.parent}:/usr/bin:/bin",
            "DJANGO_SETTINGS_MODULE": f"{NAME}.settings.dev",
            "PYTHONWARNINGS": "error::RuntimeWarning",
        }


def start_site(folder: Path, python: Path) -> ForeignSite:
    """A site that runs and has its tables, before anyone thinks of the plugin."""
    folder.mkdir()
    site = ForeignSite(folder, python)
    site.run("-c", "from wagtail.bin.wagtail import main; main()", "start", NAME, str(folder))
    for app in ("people", "pictures"):
        shutil.copytree(HERE / "foreign" / app, folder / app)
    shutil.copytree(HERE / "foreign" / "templates", folder / "house_templates")
    site.append(f"{NAME}/settings/base.py", (HERE / "foreign" / "settings_tail.py").read_text(encoding="utf-8"))
    site.append(f"{NAME}/urls.py", (HERE / "foreign" / "urls_tail.py").read_text(encoding="utf-8"))
    site.manage("makemigrations", "people", "pictures")
    site.manage("migrate", "--verbosity", "0")
    return site


def install_by_the_document(site: ForeignSite, document: Path) -> list[Block]:
    """Carry out every numbered step, in order; the blocks that were carried out."""
    steps = [block for block in read_blocks(document) if block.step]
    for block in steps:
        site.follow(block)
    return steps


def take_out_by_the_document(site: ForeignSite, document: Path) -> None:
    """Carry out the section that takes the plugin out: its first block, the steps undone from the last, its second."""
    blocks = read_blocks(document)
    before, after = (block for block in blocks if block.heading == "Take it out again")
    site.follow(before)
    for block in reversed([block for block in blocks if block.step and block.file]):
        site.undo(block)
    site.follow(after)
