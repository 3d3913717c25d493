"""Every kind of page of the site and its main states: where each is, who sees it, and what brings it about."""

from django.urls import reverse
from django.utils import timezone

from mentoring_pages.enums import (
    ChoiceStatus,
    EnrolmentStatus,
    MeetingStatus,
    PairStatus,
    ProposalKind,
    RequestStatus,
    Side,
)
from mentoring_pages.members.evaluations.moments import moments_of
from mentoring_pages.models import (
    AgreementSignature,
    ClosureCertificate,
    ContactChange,
    EndingProposal,
    Evaluation,
    JournalEntry,
    JournalPassage,
    MatchChoice,
    MatchRequest,
    MentoringPair,
    Program,
    ReadingList,
    Recognition,
)
from tests.browser.application_places import APPLYING, REFERENCES
from tests.browser.gathering_places import (
    GUESTS,
    HOSTS,
    calendar,
    gathering,
    gathering_to_register_for,
    past_gathering,
)
from tests.browser.library_places import LIBRARY, READING
from tests.browser.place import COORDINATOR, MENTEE, MENTOR, NOWHERE, Place, below, empty, fixed, named, page_of, press
from tests.browser.visit_places import CONCERNS, VISITS


def _shared_reading_list():
    shared = ReadingList.objects.exclude(shared_with=None).first()
    return reverse("members:reading-detail", args=[shared.code])


def pair_of_sign_ins() -> MentoringPair:
    """The pair of the demo's mentor and mentee."""
    mentor, mentee = (Program.objects.enrolled().filter(memberships__user__email=who) for who in (MENTOR, MENTEE))
    return MentoringPair.objects.get(mentor__in=mentor, mentee__in=mentee, status=PairStatus.ACTIVE)


def _pair_url(name, *more):
    return lambda: reverse(f"members:{name}", args=[pair_of_sign_ins().code, *more])


def _program_url(who, name="program-edit"):
    return lambda: reverse(f"members:{name}", args=[Program.objects.enrolled().get(memberships__user__email=who).code])


def _meeting_url(status):
    """The address of a meeting of that pair which stands so."""
    return lambda: _pair_url("meeting-detail", pair_of_sign_ins().meetings.filter(status=status).first().code)()


def _contact_url(name):
    """The address of a contact that was corrected."""

    def url():
        changed = ContactChange.objects.filter(contact__pair=pair_of_sign_ins()).select_related("contact")
        return _pair_url(name, changed.first().contact.code)()

    return url


def _unsigned_pair():
    return MentoringPair.objects.open().filter(agreement_signatures=None).order_by("pk").first()


def _unsigned_url():
    return reverse("members:agreement-detail", args=[_unsigned_pair().code])


def _who_signs():
    return _unsigned_pair().directors.order_by("pk").first().user.email


def _signed_before_url():
    first = AgreementSignature.objects.order_by("version__number", "pk").first()
    return reverse("members:agreement-signed", args=[first.pair.code, first.version.number])


def _complete_pair():
    return MentoringPair.objects.filter(status=PairStatus.COMPLETE).order_by("pk").first()


def _mentee_of_complete_pair():
    return _complete_pair().mentee.memberships.filter(is_active=True).first().user.email


def _proposal():
    return EndingProposal.objects.open().filter(kind=ProposalKind.END).select_related("pair__mentee").get()


def _ending_url():
    return reverse("members:ending-answer", args=[_proposal().pair.code])


def _answering():
    return _proposal().pair.mentee.memberships.filter(is_active=True, role="director").first().user.email


def _thanked_pair():
    return MentoringPair.objects.filter(recognition__in=Recognition.objects.public()).order_by("pk").first()


def _mentee_of_thanked_pair():
    return _thanked_pair().mentee.memberships.filter(is_active=True, role="director").first().user.email


def _certificate_url():
    return f"{reverse('members:certificate-check')}?code={ClosureCertificate.objects.first().code}"


def _journal_url(name):
    def path():
        entry = JournalEntry.objects.filter(pair=pair_of_sign_ins(), author__email=MENTEE).first()
        return reverse(f"members:{name}", args=[entry.pair.code, entry.code])

    return path


def _passage_url(name):
    def path():
        passage = JournalPassage.objects.filter(entry__pair=pair_of_sign_ins()).first()
        code = passage.code if name == "journal-passage" else passage.entry.code
        return reverse(f"members:{name}", args=[passage.entry.pair.code, code])

    return path


def _open_evaluation():
    """(pair, user, key) of the first evaluation that somebody can send now."""
    today = timezone.localdate()
    for pair in MentoringPair.objects.open().order_by("pk"):
        for side in Side:
            for membership in getattr(pair, side.value).memberships.filter(is_active=True).select_related("user"):
                for state in moments_of(pair, membership.user, side, today=today):
                    if state.is_waiting:
                        return pair, membership.user, state.key
    raise AssertionError("Nobody has an evaluation to send.")


def _open_evaluation_url():
    pair, _user, key = _open_evaluation()
    return reverse("members:evaluation-create", args=[pair.code, key])


def _sent_evaluation():
    return Evaluation.objects.filter(author__isnull=False).order_by("pk").first()


def _sent_evaluation_url():
    evaluation = _sent_evaluation()
    return reverse("members:evaluation-detail", args=[evaluation.pair.code, evaluation.code])


def _request_with(status):
    return MatchRequest.objects.filter(status=status, program__memberships__is_active=True).order_by("pk").first()


def _request_url(name, status, *more):
    return lambda: reverse(f"members:{name}", args=[_request_with(status).code, *more])


def _asker(status):
    return lambda: _request_with(status).program.memberships.filter(is_active=True).first().user.email


def _asked_choice():
    asked = MatchChoice.objects.filter(status=ChoiceStatus.ASKED, request__status=RequestStatus.SENT)
    return asked.order_by("pk").first()


def _asked_url():
    return reverse("members:request-detail", args=[_asked_choice().request.code])


def _asked_mentor():
    return _asked_choice().mentor.memberships.filter(is_active=True).first().user.email


def free_mentee() -> str:
    """E-mail address of somebody whose enrolled program has neither a mentor nor an open request."""
    busy = MentoringPair.objects.open().values("mentee")
    asking = MatchRequest.objects.open().values("program")
    free = Program.objects.filter(
        status=EnrolmentStatus.ENROLLED, mentor_page__isnull=True, memberships__is_active=True
    )
    program = free.exclude(pk__in=busy).exclude(pk__in=asking).order_by("pk").first()
    return program.memberships.filter(is_active=True).first().user.email


_register = below(gathering_to_register_for, "register/")
# Mentors of the demo, of whom two hide something from the public.
COMPARED = ("goldfinch-bridge", "limestone-lane", "blue-silo", "milkweed-junction")


def _compared(count):
    return "&".join(f"m={slug}" for slug in COMPARED[:count])


def _bookmark_some(page):
    """Bookmark the first mentors of the directory, and look at the list."""
    site = page.evaluate("location.origin")
    page.goto(site + _directory())
    for _button in range(2):
        page.locator("form[action*='/bookmarks/add/'] button").first.click()
    page.goto(site + reverse("members:bookmark-list"))


_directory, _library = fixed("/mentors/"), fixed("/library/")


def _this_month():
    today = timezone.localdate()
    return f"{calendar()}month/{today.year}/{today.month}/"


PUBLIC = {
    "home": Place(fixed("/")),
    "standard page": Place(page_of("partnership_site.StandardPage", slug="mentoring")),
    "standard page with blocks": Place(page_of("partnership_site.StandardPage", slug="confidentiality")),
    "directory": Place(_directory),
    "directory filtered": Place(
        below(_directory, "?setting=cbo&level=elementary&topic=family-engagement&topic=budget")
    ),
    "directory near a ZIP code with two to compare": Place(below(_directory, f"?zip=60601&{_compared(2)}")),
    "directory with fields that it can't use": Place(below(_directory, "?zip=123&age=2")),
    "comparison of four mentors": Place(below(_directory, f"compare/?{_compared(4)}")),
    "comparison without mentors": Place(below(_directory, "compare/")),
    "directory without results": Place(below(_directory, f"?q={NOWHERE}")),
    "directory as map": Place(below(_directory, "?view=map")),
    "referring a program": Place(below(_directory, "refer/")),
    "referring a program with errors": Place(below(_directory, "refer/"), "", press("Refer the program"), True),
    "thanks for a referral": Place(below(_directory, "refer/?sent=1")),
    "profile": Place(page_of("mentoring_pages.MentorProfilePage", slug="harbor-maple")),
    "library": Place(_library),
    "library filtered": Place(below(_library, "?kind=checklist&kind=guide&format=file")),
    "library without results": Place(below(_library, f"?q={NOWHERE}")),
    "resource": Place(page_of("partnership_resources.ResourcePage", slug="a-shared-bus-agreement-and-cost-sheet")),
    "collection as list": Place(page_of("partnership_resources.CollectionPage", view="list")),
    "collection as summary": Place(page_of("partnership_resources.CollectionPage", view="summary")),
    "collection as calendar": Place(page_of("partnership_resources.CollectionPage", view="calendar")),
    "collection as table": Place(page_of("partnership_resources.CollectionPage", view="table")),
    "collection as cards": Place(page_of("partnership_resources.CollectionPage", view="cards")),
    "calendar": Place(calendar),
    "calendar filtered": Place(below(calendar, "?mode=online&region=chicago")),
    "calendar as month": Place(_this_month),
    "calendar near a ZIP code": Place(below(calendar, "near/?zip=61602&miles=100")),
    "calendar near no known ZIP code": Place(below(calendar, "near/?zip=abc")),
    "calendar for print": Place(below(calendar, "print/")),
    "sharing a calendar": Place(below(calendar, "share/?mode=online")),
    "calendar without results": Place(below(calendar, f"?q={NOWHERE}")),
    "gathering": Place(gathering_to_register_for),
    "gathering online": Place(gathering(mode="online", starts_at__gt=timezone.now())),
    "gathering cancelled": Place(gathering(status="cancelled")),
    "gathering postponed": Place(gathering(status="postponed")),
    "gathering moved": Place(gathering(status="moved")),
    "sharing a gathering": Place(below(gathering_to_register_for, "share/")),
    "gathering of the past": Place(past_gathering),
    "registration": Place(_register),
    "registration with errors": Place(_register, "", press("Register for this gathering"), is_answer=True),
    "registered": Place(below(_register, "done/?place=going")),
    "search": Place(fixed("/search/?q=family")),
    "search without results": Place(fixed(f"/search/?q={NOWHERE}")),
    "search without words": Place(fixed("/search/")),
    "not found": Place(fixed(f"/{NOWHERE}/"), status=404),
    "sign in": Place(fixed("/accounts/login/")),
    "sign in with errors": Place(fixed("/accounts/login/"), "", press("Sign in"), is_answer=True),
    "sign up": Place(fixed("/accounts/signup/")),
    "forgotten password": Place(fixed("/accounts/password/reset/")),
}

MEMBERS = {
    "members' home": Place(named("members:home"), MENTEE),
    "members' home of a mentor": Place(named("members:home"), MENTOR),
    "members' home without a program": Place(named("members:home"), COORDINATOR),
    "program": Place(named("members:program-detail"), MENTEE),
    "program of a mentor": Place(named("members:program-detail"), MENTOR),
    "program form": Place(_program_url(MENTEE), MENTEE),
    "program form of a mentor": Place(_program_url(MENTOR), MENTOR),
    "program form, first page": Place(below(_program_url(MENTEE), "place/"), MENTEE),
    "program form, review of changes": Place(below(_program_url(MENTOR), "review/"), MENTOR),
    "people of a program": Place(_program_url(MENTEE, "people-list"), MENTEE),
    "handing over": Place(_program_url(MENTEE, "people-hand-over"), MENTEE),
    "enrolling a program": Place(named("members:program-enrol"), COORDINATOR),
    "joining a program": Place(named("members:program-join"), COORDINATOR),
    "bookmarks": Place(named("members:bookmark-list"), COORDINATOR),
    "bookmarks with mentors": Place(named("members:bookmark-list"), MENTEE, _bookmark_some),
    "comparison with one's own program": Place(below(_directory, f"compare/?{_compared(4)}"), MENTEE),
    "reading lists": Place(named("members:reading-list"), MENTOR),
    "reading list that is shared": Place(_shared_reading_list, MENTOR),
    "requests": Place(named("members:request-list"), MENTEE),
    "requests of a mentor": Place(named("members:request-list"), MENTOR),
    "request form": Place(named("members:request-create"), free_mentee),
    "request form with errors": Place(
        named("members:request-create"), free_mentee, press("Save and go on"), is_answer=True
    ),
    "request form, wishes": Place(
        _request_url("request-edit", RequestStatus.DRAFT, "wishes"), _asker(RequestStatus.DRAFT)
    ),
    "request form, mentors": Place(
        _request_url("request-edit", RequestStatus.DRAFT, "mentors"), _asker(RequestStatus.DRAFT)
    ),
    "request as draft": Place(_request_url("request-detail", RequestStatus.DRAFT), _asker(RequestStatus.DRAFT)),
    "request sent": Place(_request_url("request-detail", RequestStatus.SENT), _asker(RequestStatus.SENT)),
    "request withdrawal": Place(_request_url("request-withdraw", RequestStatus.SENT), _asker(RequestStatus.SENT)),
    "request to answer": Place(_asked_url, _asked_mentor),
    "pair": Place(_pair_url("pair-detail"), MENTEE),
    "pair that ended": Place(named("members:pair-detail", of=_complete_pair), _mentee_of_complete_pair),
    "ending a pair": Place(_pair_url("pair-close"), MENTEE),
    "going on after the season": Place(_pair_url("extension-propose"), MENTEE),
    "ending to answer": Place(_ending_url, _answering),
    "farewell": Place(named("members:farewell", of=_thanked_pair), _mentee_of_thanked_pair),
    "thanking the mentor": Place(named("members:farewell-thanks", of=_thanked_pair), _mentee_of_thanked_pair),
    "recognition": Place(named("members:farewell-recognition", of=_thanked_pair), _mentee_of_thanked_pair),
    "checking a certificate": Place(_certificate_url),
    "an unknown certificate": Place(lambda: reverse("members:certificate-check") + "?code=ABC"),
    "plan": Place(_pair_url("plan-detail"), MENTEE),
    "plan form": Place(_pair_url("plan-edit"), MENTEE),
    "history of the plan": Place(_pair_url("plan-history"), MENTEE),
    "checklist": Place(_pair_url("checklist-detail"), MENTEE),
    "resources of the plan": Place(_pair_url("plan-resources"), MENTEE),
    "agreement": Place(_pair_url("agreement-detail"), MENTEE),
    "agreement to sign": Place(_unsigned_url, _who_signs),
    "agreement as signed before": Place(_signed_before_url, COORDINATOR),
    "contacts": Place(_pair_url("contact-list"), MENTEE),
    "a contact": Place(_contact_url("contact-detail"), MENTEE),
    "meetings": Place(_pair_url("meeting-list"), MENTEE),
    "a meeting to answer": Place(_meeting_url(MeetingStatus.OPEN), MENTEE),
    "meeting form with errors": Place(
        _pair_url("meeting-propose"), MENTEE, press("Propose these times"), is_answer=True
    ),
    "contact form": Place(_pair_url("contact-create"), MENTEE),
    "contact form with errors": Place(
        _pair_url("contact-create"), MENTEE, empty("Date", button="Log this contact"), is_answer=True
    ),
    "journal": Place(_pair_url("journal-list"), MENTEE),
    "journal form": Place(_pair_url("journal-create"), MENTEE),
    "journal form with errors": Place(_pair_url("journal-create"), MENTEE, press("Save the entry"), is_answer=True),
    "journal entry": Place(_journal_url("journal-detail"), MENTEE),
    "journal entry with a passage": Place(_passage_url("journal-detail"), MENTOR),
    "sharing a passage": Place(_journal_url("journal-passage-share"), MENTEE),
    "passage": Place(_passage_url("journal-passage"), MENTEE),
    "journal search": Place(_pair_url("journal-search"), MENTEE),
    "journal by month": Place(_pair_url("journal-calendar"), MENTEE),
    "journal to take along": Place(_pair_url("journal-export"), MENTEE),
    "my data": Place(named("members:my-data"), MENTEE),
    "who can see what": Place(named("members:my-data-who"), MENTEE),
    "leaving for good": Place(named("members:my-data-leave"), MENTEE),
    "deleting a journal entry": Place(_journal_url("journal-delete"), MENTEE),
    "evaluations": Place(_pair_url("evaluation-list"), MENTEE),
    "evaluation form": Place(_open_evaluation_url, lambda: _open_evaluation()[1].email),
    "evaluation sent": Place(_sent_evaluation_url, lambda: _sent_evaluation().author.email),
    "not found, signed in": Place(lambda: reverse("members:home") + "pairs/nothing/", MENTEE, status=404),
}

PUBLIC |= GUESTS | LIBRARY | REFERENCES | CONCERNS
MEMBERS |= HOSTS | READING | APPLYING | VISITS
PLACES = PUBLIC | MEMBERS
