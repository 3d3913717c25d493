"""Who is invited: people from the registered sources and pasted addresses, each once (R35)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import InvitationAnswer, RegistrationStatus
from resources.registry import recipient_sources, register_recipient_source

# People in one round.
MOST = 10_000
NAME_LENGTH = 120
PROGRAM_LENGTH = 160
# A comma or semicolon outside quotes and angle brackets ends an address.
_PIECE = re.compile(r'(?:"[^"]*"|<[^>]*>|[^,;"<]|["<])+')
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True)
class Recipient:
    """One person to invite. `email` is as its owner writes it; `key` is what makes two of them the same."""

    email: str
    name: str = ""
    program_name: str = ""

    @property
    def key(self):
        return self.email.lower()


@dataclass
class Chosen:
    """What a choice comes to. `problems` are (line number, what stands there) of pasted lines that are no address."""

    recipients: list[Recipient] = field(default_factory=list)
    duplicate_count: int = 0
    invited_count: int = 0
    registered_count: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    pasted_count: int = 0

    @property
    def is_too_many(self):
        return len(self.recipients) > MOST


def register():
    """Offer the guests of past gatherings; called once when the app is ready."""
    register_recipient_source("past_guests", _("Guests of past gatherings"), past_guests)


def past_guests(region_ids):
    """(name, e-mail, program) of people who had a place at a gathering that is over, the latest first. One query."""
    from events.models import GatheringPage, Registration

    rows = Registration.objects.filter(
        status__in=(RegistrationStatus.GOING, RegistrationStatus.ATTENDED),
        gathering__in=GatheringPage.objects.past().values("pk"),
        anonymised_at=None,
    ).exclude(email="")
    if region_ids:
        rows = rows.filter(gathering__region__in=region_ids)
    return list(rows.order_by("-pk").values_list("name", "email", "program_name"))


def parse_addresses(text):
    """(recipients, problems) of pasted text: one or several to a line, plain or as "Name <address>".

    Commas, semicolons, tabs and blanks between them all will do.
    """
    recipients, problems = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in _PIECE.findall(_UNSEEN.sub("", line)):
            for part in _parts(piece.strip()):
                recipient = _recipient_in(part)
                if recipient is None:
                    problems.append((number, part[:120]))
                else:
                    recipients.append(recipient)
    return recipients, problems


def choose(gathering, choice):
    """`Chosen` for a choice {"sources": keys, "regions": ids, "pasted": text}.

    One query for each source and two more: those invited before and those registered already are left out.
    """
    found, chosen = _all_of(choice)
    known = _known_to(gathering)
    seen = set()
    for recipient in found:
        if recipient.key in seen:
            chosen.duplicate_count += 1
            continue
        seen.add(recipient.key)
        if recipient.key in known["registered"]:
            chosen.registered_count += 1
        elif recipient.key in known["invited"]:
            chosen.invited_count += 1
        else:
            chosen.recipients.append(recipient)
    return chosen


def without_answer(gathering):
    """Invitations of a gathering that nobody answered and whose people are not registered: for a second round."""
    from events.models import Invitation

    rows = Invitation.objects.filter(gathering=gathering, answer=InvitationAnswer.NONE, sent_at__isnull=False)
    return without_registration(rows)


def without_registration(invitations):
    """Those of `invitations` whose person has no registration that counts."""
    from django.db.models import Exists, OuterRef

    from events.models import Registration

    registered = Registration.objects.exclude(status=RegistrationStatus.CANCELLED).filter(
        gathering=OuterRef("gathering"), email__iexact=OuterRef("email")
    )
    return invitations.filter(~Exists(registered))


def _all_of(choice: Mapping):
    found = []
    sources = recipient_sources()
    for key in choice.get("sources", ()):
        if key in sources:
            found += [_recipient(*row) for row in sources[key].find(list(choice.get("regions", ())))]
    pasted, problems = parse_addresses(choice.get("pasted", ""))
    # A name that a source knows is better than none.
    return found + pasted, Chosen(problems=problems, pasted_count=len(pasted))


def _known_to(gathering):
    from events.models import Invitation, Registration

    invited = Invitation.objects.filter(gathering=gathering)
    registered = (
        Registration.objects.filter(gathering=gathering).exclude(status=RegistrationStatus.CANCELLED).exclude(email="")
    )
    return {
        name: set(rows.values_list(Lower("email"), flat=True).order_by())
        for name, rows in (("invited", invited), ("registered", registered))
    }


def _recipient(name, email, program_name=""):
    return Recipient(email.strip(), _plain(name)[:NAME_LENGTH], _plain(program_name)[:PROGRAM_LENGTH])


def _parts(piece):
    """Bare addresses with blanks between are several; "Dana Reyes <dana@example.org>" is one."""
    words = piece.split()
    return words if len(words) > 1 and all("@" in word and "<" not in word for word in words) else [piece] * bool(piece)


def _recipient_in(part):
    """Who "Name <address>", "Name address" or an address alone means; None if there is no address in it."""
    if "<" in part:
        name, address = parseaddr(part)
    else:
        # As a row of a spreadsheet is pasted; what stands behind the address is no part of the name.
        words = part.split()
        addresses = [word for word in words if "@" in word]
        address = addresses[0] if len(addresses) == 1 else ""
        name = " ".join(words[: words.index(address)]) if address else ""
    address = address.strip().removeprefix("mailto:").strip("'\"")
    try:
        validate_email(address)
    except ValidationError:
        return None
    return _recipient("" if "@" in name else name, address) if len(address) <= 254 else None


def _plain(text):
    return " ".join(_UNSEEN.sub("", text or "").split()).strip("'\" ")


def invitation_counts(gathering, now=None):
    """{answer: number} of a gathering's invitations that were sent, every answer named. One query."""
    from django.db.models import Count

    from events.models import Invitation

    now = now or timezone.now()
    rows = Invitation.objects.filter(gathering=gathering, sent_at__lte=now).order_by().values_list("answer")
    counted = dict(rows.annotate(count=Count("pk")))
    return {answer.value: counted.get(answer.value, 0) for answer in InvitationAnswer}
