"""Every address of the members area, opened and posted to by everyone: one table, and a new address needs a row.

A cell is the status of GET and of POST with an empty form. 302 of the anonymous visitor leads to sign-in.
"""

import copy
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from wagtail.models import Site

from events.actions.subscriptions import make_subscription
from mentoring_pages.actions.endings import propose_extension
from mentoring_pages.actions.evaluations import reminders_token
from mentoring_pages.application_stages import ApplicationStatus
from mentoring_pages.enums import EvaluationMoment, JournalAudience
from mentoring_pages.members import urls as members_urls
from mentoring_pages.models import JournalReading, MatchingWeights, MentorApplicationSettings, MentoringSettings
from mentoring_pages.reference_links import token_of
from tests.factories import applications, events, mentoring, resources
from tests.factories.tree import site_root
from tests.personas import make_everyone, make_pair

SIGN_IN = (302, 302)
NOT_FOUND = (404, 404)
REFUSED = (403, 403)
READ = (200, 405)
FORM = (200, 422)
ASK_FIRST = (200, 302)
LOGIN_THEN_405 = (302, 405)


def row(*, mentor, mentee, staff=NOT_FOUND, others=NOT_FOUND, outsider=None, anonymous=SIGN_IN):
    """A line of the table. Coordinators and superusers are `staff`; outsiders, editors and former members `others`."""
    return {
        "anonymous": anonymous,
        "outsider": outsider or others,
        "mentor": mentor,
        "mentee": mentee,
        "coordinator": staff,
        "editor": others,
        "superuser": staff,
        "former_member": others,
    }


def reading(**changes):
    return row(**{"mentor": READ, "mentee": READ, "staff": READ, "anonymous": LOGIN_THEN_405, **changes})


# The mentee logged the contact and wrote the entries; the first meeting was held; the pair is active.
MATRIX = {
    "home": reading(others=READ),
    "pair-detail": reading(),
    # A proposal is open, which sides answer or take back first; a coordinator records the ending over it.
    "pair-close": row(mentor=(302, 302), mentee=(302, 302), staff=FORM),
    # The mentor proposed the date.
    "meeting-list": reading(),
    "meeting-propose": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "meeting-detail": reading(),
    "meeting-move": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "meeting-edit": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "meeting-cancel": row(mentor=ASK_FIRST, mentee=ASK_FIRST, staff=REFUSED),
    "meeting-agree": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "meeting-refuse": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "meeting-settle": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "fit-check": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    # A version is published; the mentor's director signed the one before it.
    "agreement-detail": row(mentor=FORM, mentee=FORM, staff=(200, 403)),
    "agreement-signed": reading(),
    # The mentor proposes to go on; the mentee answers, and the mentor takes it back.
    "ending-answer": row(mentor=REFUSED, mentee=FORM, staff=REFUSED),
    "ending-take-back": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 302), others=(405, 404), anonymous=(405, 302)
    ),
    "extension-propose": row(mentor=(302, 302), mentee=(302, 302), staff=REFUSED),
    # There is none before the end.
    "farewell": reading(mentor=(302, 405), mentee=(302, 405), staff=(302, 405)),
    "farewell-thanks": row(mentor=REFUSED, mentee=REFUSED, staff=REFUSED),
    "farewell-recognition": row(mentor=REFUSED, mentee=REFUSED, staff=REFUSED),
    "farewell-letter": reading(mentor=(403, 405), mentee=(403, 405), staff=(403, 405)),
    "farewell-certificate": reading(mentor=(403, 405), mentee=(403, 405), staff=(403, 405)),
    "certificate-check": row(mentor=READ, mentee=READ, staff=READ, others=READ, anonymous=READ),
    "plan-detail": reading(),
    "plan-edit": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "plan-approve": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "plan-history": reading(),
    "plan-pdf": reading(),
    "plan-resources": reading(staff=(403, 405)),
    "plan-attach": row(mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "plan-detach": row(mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "checklist-detail": reading(),
    "checklist-tick": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "step-tick": row(mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "contact-list": reading(),
    "contact-create": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "contact-edit": row(mentor=REFUSED, mentee=FORM, staff=REFUSED),
    "contact-detail": reading(),
    # The other side's director may say that a contact is mistaken.
    "contact-mistake": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    # The mentor proposed the visit, and the mentee wrote down what they will try.
    "visit-list": reading(),
    "visit-detail": reading(),
    "visit-propose": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "visit-change": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "visit-agree": row(mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "visit-call-off": row(mentor=ASK_FIRST, mentee=ASK_FIRST, staff=REFUSED),
    "visit-record": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "visit-observe": row(mentor=ASK_FIRST, mentee=ASK_FIRST, staff=REFUSED),
    "visit-share": row(mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "visit-take-back": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "idea-create": row(mentor=(405, 422), mentee=(405, 422), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "idea-remove": row(mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)),
    "idea-to-plan": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "journal-list": reading(),
    "journal-create": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "journal-detail of only_me": reading(mentor=(404, 405), staff=(404, 405), others=(404, 405)),
    "journal-detail of my_pair": reading(staff=(404, 405), others=(404, 405)),
    "journal-detail of pair_and_staff": reading(others=(404, 405)),
    "journal-edit of only_me": row(mentor=NOT_FOUND, mentee=FORM),
    "journal-edit of my_pair": row(mentor=REFUSED, mentee=FORM),
    "journal-edit of pair_and_staff": row(mentor=REFUSED, mentee=FORM, staff=REFUSED),
    "journal-delete of only_me": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    "journal-delete of my_pair": row(mentor=REFUSED, mentee=ASK_FIRST),
    "journal-delete of pair_and_staff": row(mentor=REFUSED, mentee=ASK_FIRST, staff=REFUSED),
    "journal-take-back of only_me": row(
        mentor=(405, 404), mentee=(405, 302), staff=(405, 404), others=(405, 404), anonymous=(405, 302)
    ),
    "journal-take-back of my_pair": row(
        mentor=(405, 403), mentee=(405, 302), staff=(405, 404), others=(405, 404), anonymous=(405, 302)
    ),
    "journal-take-back of pair_and_staff": row(
        mentor=(405, 403), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    # The passage is one of the entry "only_me", shared with the pair.
    "journal-passage": reading(staff=(404, 405), others=(404, 405)),
    "journal-passage-share": row(mentor=NOT_FOUND, mentee=FORM),
    "journal-passage-take-back": row(
        mentor=(405, 404), mentee=(405, 302), staff=(405, 404), others=(405, 404), anonymous=(405, 302)
    ),
    # Nothing was typed, so nothing is kept.
    "journal-draft-keep": row(
        mentor=(405, 422), mentee=(405, 422), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "journal-draft-discard": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 403), others=(405, 404), anonymous=(405, 302)
    ),
    "journal-search": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "journal-calendar": reading(),
    "journal-export": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    # Everybody who is signed in sees, takes along and ends what is their own.
    "my-data": reading(others=READ),
    "my-data-who": reading(others=READ),
    "my-data-download": row(
        mentor=(405, 200), mentee=(405, 200), staff=(405, 200), others=(405, 200), anonymous=(405, 302)
    ),
    "my-data-journal": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "my-data-take-back": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 302), others=(405, 302), anonymous=(405, 302)
    ),
    "my-data-destroy": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "my-data-leave": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "evaluation-list": reading(),
    "evaluation-create": row(mentor=FORM, mentee=FORM, staff=REFUSED),
    "evaluation-detail": reading(mentor=(404, 405), staff=(404, 405), others=(404, 405)),
    "evaluation-reminders": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 302), others=(405, 302), anonymous=(405, 302)
    ),
    # Whoever has the address of the mail ends its reader's reminders, and learns nothing.
    "evaluation-quiet": row(
        mentor=(200, 200), mentee=(200, 200), staff=(200, 200), others=(200, 200), anonymous=(200, 200)
    ),
    "program-detail": reading(others=READ),
    "program-detail of the mentee": reading(mentor=(404, 405), staff=(404, 405), others=(404, 405)),
    # The mentee's program writes a draft; the mentor's is an approved mentor, whose pair still runs.
    "application-start": row(mentor=ASK_FIRST, mentee=ASK_FIRST, staff=ASK_FIRST, others=ASK_FIRST),
    "application-detail": reading(mentor=(404, 405), staff=(404, 405), others=(404, 405)),
    "application-edit": row(mentor=NOT_FOUND, mentee=FORM),
    "application-submit": row(
        mentor=(405, 404), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "application-withdraw": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    "application-unmatched": row(mentor=NOT_FOUND, mentee=REFUSED),
    "application-unmatched of a mentor": row(mentor=ASK_FIRST, mentee=NOT_FOUND),
    "application-renew": row(
        mentor=(405, 302), mentee=(405, 404), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    # Whoever has the address of a referee's mail answers for that referee; no account is asked for or looked at.
    "reference-answer": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM, anonymous=FORM),
    "program-edit": reading(mentor=(404, 405), staff=(404, 405), others=(404, 405)),
    "program-step": row(mentor=NOT_FOUND, mentee=FORM),
    # The mentee has no mentor page of which something could wait for review.
    "program-review": row(mentor=NOT_FOUND, mentee=NOT_FOUND),
    "program-enrol": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "program-join": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "join-withdraw": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    # The letter was written to the mentee's address.
    "invitation-accept": row(mentor=REFUSED, mentee=ASK_FIRST, staff=REFUSED, others=REFUSED),
    "program-switch": row(
        mentor=(405, 404), mentee=(405, 404), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "people-list": row(mentor=NOT_FOUND, mentee=FORM),
    "people-hand-over": row(mentor=NOT_FOUND, mentee=FORM),
    "people-leave": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    "people-role": row(mentor=NOT_FOUND, mentee=FORM),
    "people-remove": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    "invitation-resend": row(
        mentor=(405, 404), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "invitation-revoke": row(
        mentor=(405, 404), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "join-answer": row(mentor=NOT_FOUND, mentee=FORM),
    "hosting-list": reading(others=READ),
    "hosting-create": row(mentor=NOT_FOUND, mentee=FORM),
    "hosting-withdraw": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    # Anybody, signed in or not, tells somebody outside both programs; the code stands in no address.
    "concern-create": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM, anonymous=FORM),
    "concern-follow": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM, anonymous=FORM),
    "concern-write": row(
        mentor=(405, 422), mentee=(405, 422), staff=(405, 422), others=(405, 422), anonymous=(405, 422)
    ),
    # Everybody who is signed in has calendars of their own; the row's is the mentee's.
    "calendar-list": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "calendar-edit": row(mentor=NOT_FOUND, mentee=FORM),
    "calendar-renew": row(mentor=NOT_FOUND, mentee=(200, 200)),
    "calendar-end": row(mentor=NOT_FOUND, mentee=ASK_FIRST),
    # Everybody who is signed in keeps resources; the row's list is the mentee's, shared with the pair.
    "reading-list": row(mentor=FORM, mentee=FORM, staff=FORM, others=FORM),
    "reading-keep": row(
        mentor=(405, 302), mentee=(405, 302), others=(405, 302), staff=(405, 302), anonymous=(405, 302)
    ),
    "reading-detail": reading(staff=(404, 405), others=(404, 405)),
    "reading-detail of a list of one's own": reading(mentor=(404, 405), staff=(404, 405), others=(404, 405)),
    "reading-edit": row(mentor=REFUSED, mentee=FORM),
    "reading-edit of a list of one's own": row(mentor=NOT_FOUND, mentee=FORM),
    "reading-delete": row(mentor=REFUSED, mentee=ASK_FIRST),
    "reading-share": row(mentor=REFUSED, mentee=FORM),
    "reading-unshare": row(
        mentor=(405, 403), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "reading-item-edit": row(mentor=REFUSED, mentee=FORM),
    "reading-item-move": row(
        mentor=(405, 403), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "reading-item-remove": row(
        mentor=(405, 403), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    # Everybody who is signed in bookmarks mentors; the row's bookmark is the mentee's.
    "bookmark-list": reading(others=READ),
    "bookmark-add": row(
        mentor=(405, 302), mentee=(405, 302), others=(405, 302), staff=(405, 302), anonymous=(405, 302)
    ),
    "bookmark-remove": row(
        mentor=(405, 404), mentee=(405, 302), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "request-list": reading(others=READ),
    # Only for a program of one's own; anything else is refused in words.
    "request-availability": row(
        mentor=(405, 302), mentee=(405, 302), staff=(405, 302), others=(405, 302), anonymous=(405, 302)
    ),
    # The mentee's open request leads on to itself; people without a program read why they can't begin.
    "request-create": row(mentor=FORM, mentee=(302, 302), outsider=FORM, staff=(200, 200), others=(200, 200)),
    "request-detail": reading(others=(404, 405)),
    "request-edit": row(mentor=NOT_FOUND, mentee=FORM, staff=REFUSED),
    "request-send": row(
        mentor=(405, 404), mentee=(405, 302), others=(405, 404), staff=(405, 302), anonymous=(405, 302)
    ),
    "request-withdraw": row(mentor=NOT_FOUND, mentee=ASK_FIRST, staff=REFUSED),
    "choice-accept": row(
        mentor=(405, 302), mentee=(405, 404), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
    "choice-decline": row(
        mentor=(405, 422), mentee=(405, 404), others=(405, 404), staff=(405, 404), anonymous=(405, 302)
    ),
}
# A page that only reads answers 405 to a post before it looks who asks.
for line in MATRIX.values():
    if line["mentee"][1] == 405 and line["mentee"][0] != 405:
        line.update({name: (get, 405) for name, (get, _post) in line.items()})


@pytest.fixture(scope="module")
def world(made_once):
    """(the people by name, the pair, the addresses by row)."""
    paired = make_pair()
    return make_everyone(paired), paired, make_addresses(paired)


@pytest.fixture
def people(db, world):
    return copy.deepcopy(world[0])


@pytest.fixture
def addresses(world):
    return world[2]


def make_addresses(paired):
    """The address of each row, with everything that it needs."""
    pair = paired.pair
    # Wagtail makes the row of a site's settings when they are first read.
    MentoringSettings.for_site(Site.objects.get(root_page=site_root()))
    MatchingWeights.load()
    MentorApplicationSettings.current()
    contact = mentoring.ContactFactory(pair=pair, logged_by=paired.mentee, face_to_face=True)
    meeting = mentoring.MeetingFactory(pair=pair)
    signed = mentoring.AgreementSignatureFactory(pair=pair)
    mentoring.AgreementTextFactory()
    propose_extension(pair, by=paired.mentor, last_day=pair.cycle.ends_on + timedelta(days=30))
    step = mentoring.GoalStepFactory(goal__plan__pair=pair)
    mentoring.EvaluationQuestionFactory(moment=EvaluationMoment.FIRST_MEETING)
    sent = mentoring.EvaluationFactory(pair=pair, author=paired.mentee, moment=EvaluationMoment.MIDPOINT)
    draft = mentoring.MatchRequestFactory(program=pair.mentee)
    asked = mentoring.MatchChoiceFactory(asked=True, mentor=pair.mentor, request__program=pair.mentee)
    offer = events.HostOfferFactory(program_code=pair.mentee.code)
    own_calendar, _token = make_subscription(paired.mentee, name="Phone")
    shared_list = mentoring.ReadingListFactory(owner=paired.mentee, shared_with=pair)
    own_list = mentoring.ReadingListFactory(owner=paired.mentee)
    item = shared_list.items.create(resource=resources.resource())
    application = applications.MentorApplicationFactory(program=pair.mentee)
    approved = applications.MentorApplicationFactory(program=pair.mentor, status=ApplicationStatus.APPROVED)
    applications.referee_question()
    referee = applications.RefereeFactory(asked=True)
    profile = mentoring.mentor_profile()
    bookmark = mentoring.MentorBookmarkFactory(owner=paired.mentee)
    colleague = mentoring.ProgramMembershipFactory(program=pair.mentee, role="staff")
    to_answer = mentoring.JoinRequestFactory(program=pair.mentee)
    own_wish = mentoring.JoinRequestFactory(user=paired.mentee)
    letter = mentoring.ProgramInvitationFactory(program=pair.mentee)
    own_letter = mentoring.ProgramInvitationFactory(email=paired.mentee.email, token="a-letter-to-the-mentee")
    found = {
        "application-start": reverse("members:application-start"),
        "application-edit": reverse("members:application-edit", args=[application.code, "commitment"]),
        "application-unmatched of a mentor": reverse("members:application-unmatched", args=[approved.code]),
        "application-renew": reverse("members:application-renew", args=[approved.code]),
        "reference-answer": reverse("members:reference-answer", args=[token_of(referee)]),
        "bookmark-add": reverse("members:bookmark-add", args=[profile.pk]),
        "bookmark-list": reverse("members:bookmark-list"),
        "bookmark-remove": reverse("members:bookmark-remove", args=[bookmark.pk]),
        "concern-create": reverse("members:concern-create"),
        "concern-follow": reverse("members:concern-follow"),
        "concern-write": reverse("members:concern-write"),
        "home": reverse("members:home"),
        "program-enrol": reverse("members:program-enrol"),
        "program-join": reverse("members:program-join"),
        "join-withdraw": reverse("members:join-withdraw", args=[own_wish.pk]),
        "invitation-accept": reverse("members:invitation-accept", args=[own_letter.token]),
        "program-switch": reverse("members:program-switch"),
        "people-list": reverse("members:people-list", args=[pair.mentee.code]),
        "people-hand-over": reverse("members:people-hand-over", args=[pair.mentee.code]),
        "people-leave": reverse("members:people-leave", args=[pair.mentee.code]),
        "people-role": reverse("members:people-role", args=[pair.mentee.code, colleague.pk]),
        "people-remove": reverse("members:people-remove", args=[pair.mentee.code, colleague.pk]),
        "invitation-resend": reverse("members:invitation-resend", args=[pair.mentee.code, letter.pk]),
        "invitation-revoke": reverse("members:invitation-revoke", args=[pair.mentee.code, letter.pk]),
        "join-answer": reverse("members:join-answer", args=[pair.mentee.code, to_answer.pk]),
        "agreement-signed": reverse("members:agreement-signed", args=[pair.code, signed.version.number]),
        "plan-attach": reverse("members:plan-attach", args=[pair.code, item.resource_id]),
        "plan-detach": reverse("members:plan-detach", args=[pair.code, 1]),
        "checklist-tick": reverse("members:checklist-tick", args=[pair.code, mentoring.checklist_item().pk]),
        "step-tick": reverse("members:step-tick", args=[pair.code, step.pk]),
        "evaluation-create": reverse("members:evaluation-create", args=[pair.code, EvaluationMoment.FIRST_MEETING]),
        "evaluation-detail": reverse("members:evaluation-detail", args=[pair.code, sent.code]),
        "evaluation-reminders": reverse("members:evaluation-reminders"),
        "evaluation-quiet": reverse("members:evaluation-quiet", args=[reminders_token(paired.mentee)]),
        "program-detail": reverse("members:program-detail"),
        "program-detail of the mentee": reverse("members:program-detail", args=[pair.mentee.code]),
        "program-edit": reverse("members:program-edit", args=[pair.mentee.code]),
        "program-step": reverse("members:program-step", args=[pair.mentee.code, "place"]),
        "program-review": reverse("members:program-review", args=[pair.mentee.code]),
        "hosting-list": reverse("members:hosting-list"),
        "hosting-create": reverse("members:hosting-create", args=[pair.mentee.code]),
        "hosting-withdraw": reverse("members:hosting-withdraw", args=[offer.code]),
        "calendar-list": reverse("members:calendar-list"),
        "calendar-edit": reverse("members:calendar-edit", args=[own_calendar.pk]),
        "calendar-renew": reverse("members:calendar-renew", args=[own_calendar.pk]),
        "calendar-end": reverse("members:calendar-end", args=[own_calendar.pk]),
        "reading-list": reverse("members:reading-list"),
        "reading-keep": reverse("members:reading-keep", args=[item.resource_id]),
        "reading-detail of a list of one's own": reverse("members:reading-detail", args=[own_list.code]),
        "reading-edit of a list of one's own": reverse("members:reading-edit", args=[own_list.code]),
        "meeting-propose": reverse("members:meeting-propose", args=[pair.code]),
        "fit-check": reverse("members:fit-check", args=[pair.code]),
        "farewell-certificate": reverse("members:farewell-certificate", args=[pair.code, "mentee"]),
        "certificate-check": reverse("members:certificate-check"),
        "request-list": reverse("members:request-list"),
        "request-availability": reverse("members:request-availability"),
        "request-create": reverse("members:request-create"),
        "request-detail": reverse("members:request-detail", args=[asked.request.code]),
        "choice-accept": reverse("members:choice-accept", args=[asked.request.code, asked.pk]),
        "choice-decline": reverse("members:choice-decline", args=[asked.request.code, asked.pk]),
    }
    for name in ("detail", "edit", "delete", "share", "unshare"):
        found[f"reading-{name}"] = reverse(f"members:reading-{name}", args=[shared_list.code])
    for name in ("detail", "submit", "withdraw", "unmatched"):
        found[f"application-{name}"] = reverse(f"members:application-{name}", args=[application.code])
    visit = mentoring.SiteVisitFactory(pair=pair)
    idea = visit.ideas.create(side="mentee", text="Hang the coats by the door")
    for name in ("detail", "change", "agree", "call-off", "record", "observe", "share", "take-back"):
        found[f"visit-{name}"] = reverse(f"members:visit-{name}", args=[pair.code, visit.code])
    found["idea-create"] = reverse("members:idea-create", args=[pair.code, visit.code])
    for name in ("remove", "to-plan"):
        found[f"idea-{name}"] = reverse(f"members:idea-{name}", args=[pair.code, visit.code, idea.code])
    for name in ("edit", "move", "remove"):
        found[f"reading-item-{name}"] = reverse(f"members:reading-item-{name}", args=[shared_list.code, item.pk])
    for name in ("detail", "edit", "mistake"):
        found[f"contact-{name}"] = reverse(f"members:contact-{name}", args=[pair.code, contact.code])
    for name in ("detail", "move", "edit", "cancel", "agree", "refuse", "settle"):
        found[f"meeting-{name}"] = reverse(f"members:meeting-{name}", args=[pair.code, meeting.code])
    for name in ("edit", "send", "withdraw"):
        found[f"request-{name}"] = reverse(f"members:request-{name}", args=[draft.code])
    for audience in JournalAudience:
        entry = mentoring.JournalEntryFactory(pair=pair, author=paired.mentee, audience=audience)
        if audience == JournalAudience.ONLY_ME:
            passage = mentoring.JournalPassageFactory(entry=entry)
            found["journal-passage"] = reverse("members:journal-passage", args=[pair.code, passage.code])
            for name in ("share", "take-back"):
                url = reverse(f"members:journal-passage-{name}", args=[pair.code, entry.code])
                found[f"journal-passage-{name}"] = url
            found["journal-draft-discard"] = reverse("members:journal-draft-discard", args=[pair.code, entry.code])
        for name in ("detail", "edit", "delete", "take-back"):
            found[f"journal-{name} of {audience}"] = reverse(f"members:journal-{name}", args=[pair.code, entry.code])
    for name in ("", "-who", "-download", "-journal", "-take-back", "-destroy", "-leave"):
        found[f"my-data{name}"] = reverse(f"members:my-data{name}")
    for name in MATRIX:
        if name not in found:
            found[name] = reverse(f"members:{name}", args=[pair.code])
    return found


@pytest.mark.parametrize("name", MATRIX)
def test_row(people, addresses, name):
    """The status of GET and POST for each person; the anonymous visitor is sent to sign in.

    What one person's POST does is undone before the next one comes.
    """
    found = {}
    for who, user in people.items():
        cache.clear()
        client = Client()
        with transaction.atomic():
            if user:
                client.force_login(user)
            answers = client.get(addresses[name]), client.post(addresses[name])
            transaction.set_rollback(True)
        found[who] = tuple(answer.status_code for answer in answers)
        if user is None:
            sent_on = [answer.url for answer in answers if answer.status_code == 302]
            assert all(url.startswith("/accounts/login/?next=") for url in sent_on)

    assert found == MATRIX[name]


def _names(resolver_or_list):
    for pattern in resolver_or_list:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def test_every_address_has_a_row():
    """A new address without a row fails here."""
    named = set(_names(members_urls.urlpatterns))

    assert None not in named
    assert named == {name.split(" of ")[0] for name in MATRIX}


def test_what_exists_and_what_does_not_answer_alike(client, people, addresses):
    """Nothing tells a stranger that a pair, contact, entry or evaluation is there."""
    client.force_login(people["outsider"])
    unknown = "11111111-2222-4333-8444-555555555555"
    for name, url in addresses.items():
        codes = [part for part in url.split("/") if len(part) == 36]
        if not codes or "/requests/" in url:
            continue
        real = client.get(url)
        made_up = client.get(url.replace(codes[-1], unknown))
        assert (real.status_code, len(real.content)) == (made_up.status_code, len(made_up.content)), name


@pytest.mark.parametrize("bad", ["1", "0", "-1", "x", "11111111-2222-4333-8444-55555555555", "%00", "..%2f.."])
def test_a_code_that_is_none_is_not_found(client, people, world, bad):
    client.force_login(people["mentee"])
    pair = world[1].pair

    for path in (
        f"/members/pairs/{bad}/",
        f"/members/pairs/{bad}/plan/",
        f"/members/pairs/{pair.code}/journal/{bad}/",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["mentee", "outsider"])
def test_signed_in_members_get_nothing_that_is_stored(client, people, addresses, name):
    """Refusals included: that a page is not there for somebody may be private too."""
    client.force_login(people[name])

    answers = [client.get(url) for url in addresses.values()]

    headers = {answer["Cache-Control"] for answer in answers if answer.status_code in (200, 403, 404)}
    assert headers == {"private, no-store"}


def test_a_get_of_every_address_changes_no_row(client, people, addresses):
    """A crawl as everyone: tables stay as they are, sessions and last sign-ins aside."""
    # That somebody read what was shared is the one thing that reading writes.
    models = [model for model in apps.get_app_config("mentoring_pages").get_models() if model is not JournalReading]

    def content():
        return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}

    before = content()
    for user in people.values():
        client.logout()
        if user:
            client.force_login(user)
        for url in addresses.values():
            client.get(url)

    assert content() == before


def test_posts_without_a_token_are_refused(people, addresses):
    """CSRF: every address that takes a post."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people["mentee"])

    answers = {name: browser.post(url).status_code for name, url in addresses.items()}

    assert {name: status for name, status in answers.items() if status not in (403, 405)} == {}
