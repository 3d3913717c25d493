"""What a next step is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NextStep:
    """What components/next_step.html shows; `url_name` with `url_args` is the page where it is done."""

    key: str
    title: str
    text: str = ""
    action_label: str = ""
    url_name: str = ""
    url_args: tuple = ()
    due: str = ""
