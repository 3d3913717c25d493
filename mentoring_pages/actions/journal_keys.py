"""Moving encrypted text to the newest key, a portion at a time, while people go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.encryption import EncryptedTextField, InvalidToken, is_newest, sealed_anew


@dataclass
class KeyCount:
    """How many texts were moved, had the newest key already, and can't be opened by any key at hand."""

    moved: int = 0
    newest: int = 0
    closed: int = 0


def encrypted_fields() -> Iterator[tuple[Any, EncryptedTextField]]:
    """Each model that has encrypted text, with each of its fields."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


@sensitive_variables()
def move_to_newest_key(model: Any, field: EncryptedTextField, *, at_a_time: int, writes: bool = True) -> KeyCount:
    """Encrypt every text of one field with the newest key. Stopped and begun again, it goes on where it was.

    A text that its author changes meanwhile is left alone: the newest key wrote it. `writes` False only counts.
    """
    count = KeyCount()
    rows = model._base_manager.annotate(raw=Cast(field.name, models.TextField())).exclude(raw="").exclude(raw=None)
    last = 0
    while True:
        portion = list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "raw")[:at_a_time])
        if not portion:
            return count
        for pk, raw in portion:
            _move(rows, field, pk, raw, count, writes)
        last = portion[-1][0]


def _move(rows, field, pk, raw, count, writes):
    if is_newest(raw):
        count.newest += 1
        return
    try:
        sealed = sealed_anew(raw)
    except InvalidToken:
        count.closed += 1
        return
    # The old text in the condition: nobody's newer words are overwritten.
    if not writes or rows.filter(pk=pk, raw=raw).update(**{field.name: sealed}):
        count.moved += 1
