"""Site visits of the running pairs, one in each state, and two concerns for the coordinator who reads them."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Site

from mentoring_pages import models as mentoring
from mentoring_pages.actions import concerns
from mentoring_pages.enums import ConcernAct, ConcernStatus, PairStatus, Side, VisitStatus
from mentoring_pages.models.concerns import random_number

from .records import ZONE

SAW = {
    Side.MENTEE: {
        "activities": "Snack, then twenty minutes outside whatever the weather, then three rooms. Nobody was hurried.",
        "practices": "The sheet by the door: who comes, who fetches, what was eaten. It takes a minute.",
        "improvements": "Our own coats are in the wrong place. Theirs are by the door.",
        "staff": "Elias, who has the older ones. He says the same four sentences all afternoon.",
        "partners": "The park lends the field on Tuesdays.",
        "people_met": "Elias (older children), Mrs. Ortega (principal)",
    },
    Side.MENTOR: {
        "activities": "Homework at two long tables, a quiet corner that works.",
        "practices": "The way they greet each child by name.",
        "improvements": "Sign-in takes a quarter of an hour. We talked about two lines instead of one.",
        "staff": "Everyone, over soup.",
        "partners": "A retired librarian reads on Thursdays.",
    },
}
TRIES = ((Side.MENTEE, "Hang the coats by the door"), (Side.MENTOR, "Greet each child by name at the door"))


def build_visits(demo):
    """Needs the pairs with their contacts."""
    pairs = [pair for pair in demo.pairs.values() if pair.status == PairStatus.ACTIVE]
    for number, pair in enumerate(pairs):
        (_held, _proposed, _planned, _from_afar, _called_off)[number % 5](demo, pair)
    _own_pair(demo)


def build_concerns(demo):
    """One that waits and one that is closed. The coordinator is named; both are about nobody in the demo."""
    site = Site.objects.get(is_default_site=True)
    found = mentoring.ConcernSettings.for_site(site)
    mentoring.ConcernHandler.objects.create(owner=found, user=demo.coordinator)
    _concern(
        text="Our calls are about the other program's staff more than about ours. I do not know how to say it.",
        received_at=timezone.now() - timedelta(hours=5),
        answer_by=concerns.after_working_days(timezone.now() - timedelta(hours=5), found.acknowledge_days),
    )
    closed = _concern(
        text="Nobody has asked us how it goes since the fall.",
        reach="Afternoons, 555 0142",
        status=ConcernStatus.CLOSED,
        received_at=timezone.now() - timedelta(days=20),
        acknowledged_at=timezone.now() - timedelta(days=19),
        closed_at=timezone.now() - timedelta(days=12),
    )
    closed.messages.create(
        form_hash=uuid.uuid4().hex, author=demo.coordinator, text="Thank you for writing. I call you on Thursday."
    )
    for act in (ConcernAct.ACKNOWLEDGED, ConcernAct.ANSWERED, ConcernAct.CLOSED):
        closed.traces.create(act=act, by=demo.coordinator)


def _concern(**values):
    """Without the mails that one from outside sends. Nobody has its code."""
    concern = mentoring.Concern.objects.create(
        pk=random_number(), code_hash=uuid.uuid4().hex, form_hash=uuid.uuid4().hex, **values
    )
    concern.traces.create(act=ConcernAct.RECEIVED)
    return concern


def _own_pair(demo):
    """The pair of the demo's mentor and mentee has one of each: seen, and a day to answer."""
    pair = mentoring.MentoringPair.objects.filter(
        mentor__memberships__user__email="mentor@example.org",
        mentee__memberships__user__email="mentee@example.org",
        status=PairStatus.ACTIVE,
    ).first()
    if pair is None:
        return
    pair.visits.all().delete()
    _held(demo, pair)
    _visit(demo, pair, Side.MENTEE, VisitStatus.PROPOSED, days=12, proposed_by=Side.MENTOR, place="Side door")


def _held(demo, pair):
    met = pair.contacts.filter(was_made=True, mode__is_face_to_face=True).order_by("-happened_on", "pk")
    # A meeting in the log that becomes the visit: a pair's pace stays what its story says.
    contact = met.filter(kind__slug="site-visit").first() or met.first()
    if contact is None:
        return
    contact.kind = demo.terms.one(mentoring.ContactKind, "site-visit")
    contact.save()
    visit = _visit(demo, pair, Side.MENTOR, VisitStatus.HELD, held_on=contact.happened_on, contact=contact)
    for side, texts in SAW.items():
        visit.observations.create(side=side, version=1, shared_at=timezone.now(), **texts)
    for side, text in TRIES:
        visit.ideas.create(side=side, text=text)


def _proposed(demo, pair):
    _visit(demo, pair, Side.MENTOR, VisitStatus.PROPOSED, days=10, proposed_by=Side.MENTEE)


def _planned(demo, pair):
    _visit(demo, pair, Side.MENTEE, VisitStatus.PLANNED, days=6, place="Front office, ask for the director")


def _from_afar(demo, pair):
    day = max(min(demo.today - timedelta(days=4), pair.cycle.ends_on), pair.started_on)
    contact = mentoring.Contact.objects.create(
        pair=pair,
        happened_on=day,
        mode=demo.terms.one(mentoring.ContactMode, "video"),
        kind=demo.terms.one(mentoring.ContactKind, "site-visit"),
        minutes=50,
        note="Walked through the rooms with a phone.",
    )
    _visit(demo, pair, Side.MENTOR, VisitStatus.REMOTE, held_on=day, contact=contact, is_remote=True)


def _called_off(demo, pair):
    _visit(demo, pair, Side.MENTOR, VisitStatus.CANCELLED, days=-3)


def _visit(demo, pair, host, status, *, days=0, held_on=None, **values):
    day = held_on or demo.today + timedelta(days=days)
    return mentoring.SiteVisit.objects.create(
        pair=pair,
        host=host,
        status=status,
        starts_at=datetime.combine(day, time(14, 30), ZONE),
        held_on=held_on,
        proposed_at=timezone.now(),
        agreed_at=timezone.now() if status == VisitStatus.PLANNED else None,
        sequence=status == VisitStatus.PLANNED,
        **{"proposed_by": Side.MENTOR, **values},
    )
