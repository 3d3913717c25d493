"""What the site holds about one person: each app tells its part in `AppConfig.ready()`, so imports only ever go down.

The members' page "My data" shows the parts, puts them into a download, and says what becomes of each when somebody
leaves for good.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PersonalPart:
    """One kind of data about a person.

    `collect(user)` returns it as a list of dicts that JSON can hold, the person's own words included and nobody
    else's. `farewell` is a sentence on what becomes of it when the person leaves. `forget(user)` does that, inside the
    transaction that deletes the account; None: nothing to do, or the database does it.
    """

    key: str
    label: str
    collect: Callable
    farewell: str
    forget: Callable | None = None
    order: int = 100


_parts: dict[str, PersonalPart] = {}
_address_proofs: list[Callable] = []


def register_personal_part(part):
    """Add a part; the same key again replaces it."""
    _parts[part.key] = part


def personal_parts():
    """All parts in their order."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.key))


def register_address_proof(proven):
    """`proven(user)` returns e-mail addresses that the person has shown to be theirs, for instance by a mailed link."""
    if proven not in _address_proofs:
        _address_proofs.append(proven)


def proven_addresses(user):
    """In lower case. An address that somebody only typed opens nobody's registrations; without any proof, none."""
    return {address.lower() for proven in _address_proofs for address in proven(user) if address}
