"""Telling who reads concerns that their list was changed (R104)."""

from __future__ import annotations

from typing import Any

from mentoring_pages.mail import send_after_commit
from mentoring_pages.people import name_of


def tell_of_handlers(before: tuple[list, str], after: tuple[list, str], *, by: Any) -> None:
    """Mail everybody who was or is named, and the old and the new address for reports, if either was changed.

    `before` and `after` are as `ConcernSettings.as_stored` gives them.
    """
    (old, old_address), (new, new_address) = before, after
    if {user.pk for user in old} == {user.pk for user in new} and old_address == new_address:
        return
    addresses = [user.email for user in (*old, *new)] + [old_address, new_address]
    context = {
        "who": name_of(by),
        "names": [name_of(user) for user in new],
        "is_address_changed": old_address != new_address,
    }
    send_after_commit("concern_handlers", addresses, context)
