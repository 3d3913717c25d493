"""Who is on the way in: somebody asks to join a program, an invitation waits, and referrals of the public."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.utils import timezone

from mentoring_pages import models as mentoring
from mentoring_pages.enums import MembershipRole, ReferralStatus

from ..facts import Person
from .people import account

NEWCOMER = Person("Odette Brightwater", "Site lead", "odette.brightwater@kettle-pond.example.org")
REFERRALS = (
    {
        "program_name": "Prairie Lantern Club",
        "place": "Kewanee",
        "contact_name": "Marjorie Quill",
        "contact_email": "hello@prairie-lantern.example.org",
        "why": "They opened in September with one person and forty children. They ask good questions.",
        "name": "Leopold Ashgrove",
        "email": "leopold.ashgrove@example.org",
    },
    {
        "program_name": "Cinnamon Street After School",
        "place": "62301",
        "is_own": True,
        "contact_name": "Teresa Holloway",
        "contact_email": "teresa.holloway@cinnamon-street.example.org",
        "why": "We lost our licence over paperwork and would like to learn how others keep theirs.",
        "name": "Teresa Holloway",
        "email": "teresa.holloway@cinnamon-street.example.org",
    },
    {
        "program_name": "Rafters",
        "place": "Cairo",
        "contact_email": "office@rafters.example.org",
        "name": "Augusta Penn",
        "email": "augusta.penn@example.org",
        "status": ReferralStatus.INVITED,
    },
)


def build_coming_in(demo):
    """Needs the programs. Nobody gets a mail."""
    mentoring.JoinRequest.objects.create(
        program=demo.programs["kettle-pond"],
        user=account(demo, NEWCOMER),
        role=MembershipRole.STAFF,
        message="I lead the site at the pond house since August.",
    )
    mentoring.ProgramInvitation.objects.create(
        program=demo.programs["pebble-path"],
        email="new.colleague@pebble-path.example.org",
        role=MembershipRole.STAFF,
        # Nobody knows the link; sending the letter again makes one that works.
        token_hash=sha256(token_urlsafe(32).encode()).hexdigest(),
        invited_by=demo.users["mentee@example.org"],
        sent_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=14),
    )
    for values in REFERRALS:
        is_handled = "status" in values
        mentoring.Referral.objects.create(
            handled_by=demo.coordinator if is_handled else None,
            handled_at=timezone.now() if is_handled else None,
            **values,
        )
