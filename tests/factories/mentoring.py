"""Programs, people, cycles, requests, pairs and what pairs write."""

import datetime as dt
import hashlib
import secrets
import uuid

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentoring_pages.enums import (
    AgreementStatus,
    ChoiceStatus,
    ClosureMethod,
    ContactWindow,
    CycleStatus,
    EnrolmentStatus,
    EvaluationMoment,
    JournalAudience,
    MeetingStatus,
    MembershipRole,
    PairStatus,
    ProposalKind,
    RequestStatus,
    Side,
    VisitStatus,
)
from mentoring_pages.models import (
    ActionPlan,
    AgreementSignature,
    AgreementText,
    ChecklistItem,
    Closure,
    ClosureReason,
    Contact,
    ContactKind,
    ContactMode,
    ContactRule,
    EndingProposal,
    Evaluation,
    EvaluationQuestion,
    FitCheck,
    Goal,
    GoalStep,
    JoinRequest,
    JournalDraft,
    JournalEntry,
    JournalPassage,
    JournalPrompt,
    MatchChoice,
    MatchRequest,
    Meeting,
    MeetingTime,
    MenteeProfile,
    MentorBookmark,
    MentorDirectoryPage,
    MentoringCycle,
    MentoringPair,
    MentorProfilePage,
    Program,
    ProgramInvitation,
    ProgramMembership,
    Questionnaire,
    ReadingList,
    Referral,
    ScheduledEvaluation,
    SiteVisit,
)
from tests.factories.tree import publish, site_root


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Example{n}")


def term(model, **kwargs):
    """A word of any vocabulary: `term(Level, name="Middle")`."""
    name = kwargs.setdefault("name", f"{model._meta.verbose_name} {model.objects.count() + 1}".capitalize())
    kwargs.setdefault("slug", name.lower().replace(" ", "-")[:110])
    return model.objects.create(**kwargs)


class ProgramFactory(DjangoModelFactory):
    """An enrolled program without people or facts."""

    class Meta:
        model = Program

    name = factory.Sequence(lambda n: f"Sparrow Hill Program {n}")
    status = EnrolmentStatus.ENROLLED


class ProgramMembershipFactory(DjangoModelFactory):
    class Meta:
        model = ProgramMembership

    program = factory.SubFactory(ProgramFactory)
    user = factory.SubFactory(UserFactory)
    role = MembershipRole.DIRECTOR


class JoinRequestFactory(DjangoModelFactory):
    """Somebody who waits to be let in as staff."""

    class Meta:
        model = JoinRequest

    program = factory.SubFactory(ProgramFactory)
    user = factory.SubFactory(UserFactory)


class ProgramInvitationFactory(DjangoModelFactory):
    """A letter that can be answered for two weeks. Its link has `token`, which is not stored."""

    class Meta:
        model = ProgramInvitation

    class Params:
        expired = factory.Trait(expires_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(hours=1)))

    program = factory.SubFactory(ProgramFactory)
    email = factory.Sequence(lambda n: f"invited-{n}@example.org")
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))

    @classmethod
    def _create(cls, model_class, *args, token=None, **kwargs):
        token = token or secrets.token_urlsafe(32)
        invitation = super()._create(
            model_class, *args, token_hash=hashlib.sha256(token.encode()).hexdigest(), **kwargs
        )
        invitation.token = token
        return invitation


class ReferralFactory(DjangoModelFactory):
    """Somebody outside referred a program; it waits for a coordinator."""

    class Meta:
        model = Referral

    program_name = factory.Sequence(lambda n: f"Wren Hollow {n}")
    contact_email = "office@wren-hollow.example.org"
    name = "Pat Neighbor"
    email = "pat@example.org"


class MenteeProfileFactory(DjangoModelFactory):
    class Meta:
        model = MenteeProfile

    program = factory.SubFactory(ProgramFactory)
    city = "Galena"


def mentor_directory(**kwargs):
    """The mentor directory below the site's root, made once."""
    return MentorDirectoryPage.objects.first() or publish(
        MentorDirectoryPage(**{"title": "Find a mentor", "slug": "mentors", **kwargs}), site_root()
    )


def mentor_profile(program=None, *, topics=(), levels=(), components=(), funding_sources=(), **kwargs):
    """A published mentor page, open to requests, with one place."""
    program = program or ProgramFactory()
    page = MentorProfilePage(
        **{"title": program.name, "program": program, "offer": "We share what we learned.", **kwargs}
    )
    page.topics = list(topics)
    page.levels = list(levels)
    page.components = list(components)
    page.funding_sources = list(funding_sources)
    return publish(page, mentor_directory())


class MentoringCycleFactory(DjangoModelFactory):
    """A running cycle from last September to June that contains today, with the rules of R40 and R41."""

    class Meta:
        model = MentoringCycle
        skip_postgeneration_save = True

    starts_on = factory.LazyFunction(lambda: dt.date(_season_year(), 9, 1))
    ends_on = factory.LazyAttribute(lambda cycle: dt.date(cycle.starts_on.year + 1, 6, 30))
    name = factory.Sequence(lambda n: f"Cycle {n}")
    status = CycleStatus.RUNNING

    @factory.post_generation
    def rules(self, create, extracted, **kwargs):
        """The minimum of R40 and R41; `rules=False` for a cycle without any."""
        if extracted is False:
            return
        rows = (
            ("Meet in the first month", 1, ContactWindow.FIRST_MONTH, True),
            ("Meet in the last month", 1, ContactWindow.LAST_MONTH, True),
            ("Be in touch", 18, ContactWindow.WHOLE_CYCLE, False),
        )
        for position, (label, minimum, window, face_to_face) in enumerate(rows):
            ContactRule.objects.create(
                cycle=self,
                sort_order=position,
                label=label,
                minimum=minimum,
                window=window,
                is_face_to_face=face_to_face,
            )


def _season_year():
    today = timezone.localdate()
    return today.year if today.month >= 8 else today.year - 1


class MatchRequestFactory(DjangoModelFactory):
    """A draft; the trait `sent` makes it a request that mentors have received."""

    class Meta:
        model = MatchRequest

    class Params:
        sent = factory.Trait(status=RequestStatus.SENT, sent_at=factory.LazyFunction(timezone.now))

    cycle = factory.SubFactory(MentoringCycleFactory)
    program = factory.SubFactory(ProgramFactory)


class MatchChoiceFactory(DjangoModelFactory):
    class Meta:
        model = MatchChoice

    class Params:
        asked = factory.Trait(status=ChoiceStatus.ASKED, asked_at=factory.LazyFunction(timezone.now))

    request = factory.SubFactory(MatchRequestFactory, sent=True)
    mentor = factory.SubFactory(ProgramFactory)
    rank = factory.Sequence(lambda n: n % 30_000 + 1)


class MentoringPairFactory(DjangoModelFactory):
    """An active pair since the cycle began. Traits `on_hold`, `complete`."""

    class Meta:
        model = MentoringPair

    class Params:
        on_hold = factory.Trait(status=PairStatus.ON_HOLD)
        complete = factory.Trait(status=PairStatus.COMPLETE)

    cycle = factory.SubFactory(MentoringCycleFactory)
    mentor = factory.SubFactory(ProgramFactory)
    mentee = factory.SubFactory(ProgramFactory)
    mentor_place = factory.LazyAttribute(lambda pair: MentoringPair.objects.free_place(pair.mentor))
    started_on = factory.LazyAttribute(lambda pair: pair.cycle.starts_on)


class MeetingFactory(DjangoModelFactory):
    """A meeting agreed on for in three days. Traits `undecided`: no time yet; `begun`: agreed on for a week ago."""

    class Meta:
        model = Meeting

    class Params:
        undecided = factory.Trait(status=MeetingStatus.OPEN, starts_at=None, agreed_at=None)
        begun = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=7)))

    pair = factory.SubFactory(MentoringPairFactory)
    status = MeetingStatus.AGREED
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))
    agreed_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=10))


class MeetingTimeFactory(DjangoModelFactory):
    """A time that the mentor proposes, in three days."""

    class Meta:
        model = MeetingTime

    meeting = factory.SubFactory(MeetingFactory, undecided=True)
    side = Side.MENTOR
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))


class SiteVisitFactory(DjangoModelFactory):
    """The mentor proposes that the mentee visits it in three days. Traits: `planned`, `due` (yesterday), `held`."""

    class Meta:
        model = SiteVisit

    class Params:
        planned = factory.Trait(status=VisitStatus.PLANNED, sequence=1, agreed_at=factory.LazyFunction(timezone.now))
        due = factory.Trait(
            status=VisitStatus.PLANNED, starts_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1))
        )
        held = factory.Trait(
            status=VisitStatus.HELD,
            starts_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=7)),
            held_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=7)),
        )

    pair = factory.SubFactory(MentoringPairFactory)
    host = Side.MENTOR
    proposed_by = Side.MENTOR
    proposed_at = factory.LazyFunction(timezone.now)
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))


class FitCheckFactory(DjangoModelFactory):
    """What the mentee said, or has yet to say."""

    class Meta:
        model = FitCheck

    pair = factory.SubFactory(MentoringPairFactory)
    side = Side.MENTEE


class AgreementTextFactory(DjangoModelFactory):
    """A published version that pairs were asked to sign. Trait `draft`."""

    class Meta:
        model = AgreementText

    class Params:
        draft = factory.Trait(status=AgreementStatus.DRAFT, published_at=None, asked_at=None)

    number = factory.LazyFunction(lambda: (AgreementText.objects.order_by("-number").first() or _NO_VERSION).number + 1)
    status = AgreementStatus.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    asked_at = factory.LazyFunction(timezone.now)
    title = "Our mentoring agreement"
    confidentiality = "<p>What we tell each other stays between us.</p>"
    boundaries = "<p>The mentor supervises nobody.</p>"
    expectations = "<p>We keep to our dates.</p>"


_NO_VERSION = AgreementText(number=0)


class AgreementSignatureFactory(DjangoModelFactory):
    """The mentor's program signed the version published last."""

    class Meta:
        model = AgreementSignature

    pair = factory.SubFactory("tests.factories.mentoring.MentoringPairFactory")
    version = factory.LazyFunction(lambda: AgreementText.objects.current() or AgreementTextFactory())
    side = Side.MENTOR
    signed_name = "Robin Example"
    program_name = "Sparrow Hill"
    signed_at = factory.LazyFunction(timezone.now)
    text = factory.LazyAttribute(
        lambda one: {"title": one.version.title, "number": one.version.number, "parts": one.version.parts}
    )


def checklist_item(name="Introduce your programs", **kwargs):
    """An item of the staff's checklist."""
    return term(ChecklistItem, **{"name": name, "stage": "Getting started", **kwargs})


class ActionPlanFactory(DjangoModelFactory):
    class Meta:
        model = ActionPlan

    pair = factory.SubFactory(MentoringPairFactory)
    outline = "Staff recruitment first."


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    plan = factory.SubFactory(ActionPlanFactory)
    text = "Get to know each other"


class GoalStepFactory(DjangoModelFactory):
    class Meta:
        model = GoalStep

    goal = factory.SubFactory(GoalFactory)
    text = "Visit the morning program"


def contact_mode(*, is_face_to_face=False):
    """The mode "Telephone", or "Face-to-face"; made once."""
    name, slug = ("Face-to-face", "face-to-face") if is_face_to_face else ("Telephone", "telephone")
    mode, _ = ContactMode.objects.get_or_create(slug=slug, defaults={"name": name, "is_face_to_face": is_face_to_face})
    return mode


def contact_kind(name="Meeting"):
    kind, _ = ContactKind.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name})
    return kind


class ContactFactory(DjangoModelFactory):
    """A telephone call made on the first day of the pair. Trait `face_to_face`, `attempted`."""

    class Meta:
        model = Contact

    class Params:
        face_to_face = factory.Trait(mode=factory.LazyFunction(lambda: contact_mode(is_face_to_face=True)))
        attempted = factory.Trait(was_made=False)

    pair = factory.SubFactory(MentoringPairFactory)
    happened_on = factory.LazyAttribute(lambda contact: contact.pair.started_on)
    mode = factory.LazyFunction(contact_mode)
    kind = factory.LazyFunction(contact_kind)
    minutes = 30


class JournalEntryFactory(DjangoModelFactory):
    """A private entry. Traits `for_pair` and `for_staff` share it."""

    class Meta:
        model = JournalEntry

    class Params:
        for_pair = factory.Trait(audience=JournalAudience.MY_PAIR)
        for_staff = factory.Trait(audience=JournalAudience.PAIR_AND_STAFF)

    pair = factory.SubFactory(MentoringPairFactory)
    author = factory.SubFactory(UserFactory)
    written_on = factory.LazyFunction(timezone.localdate)
    title = "A long week"
    text = "I was glad that we talked."


class JournalPassageFactory(DjangoModelFactory):
    """A passage shared with the pair. Trait `for_staff`: with the coordinators too."""

    class Meta:
        model = JournalPassage

    class Params:
        for_staff = factory.Trait(audience=JournalAudience.PAIR_AND_STAFF)

    entry = factory.SubFactory(JournalEntryFactory)
    text = "I was glad"
    shared_at = factory.LazyFunction(timezone.now)


class JournalDraftFactory(DjangoModelFactory):
    """A new entry that its author has not saved."""

    class Meta:
        model = JournalDraft

    code = factory.LazyFunction(uuid.uuid4)
    pair = factory.SubFactory(MentoringPairFactory)
    author = factory.SubFactory(UserFactory)
    title = "Half a title"
    text = "Half a sent"


def scheduled_evaluation(cycle, moment=EvaluationMoment.CLOSING, **kwargs):
    """The line of a cycle's schedule for a moment, with a questionnaire of its name; made once. Open without end."""
    name = EvaluationMoment(moment).label
    questionnaire, _is_new = Questionnaire.objects.get_or_create(name=str(name))
    row, _is_new = ScheduledEvaluation.objects.get_or_create(
        cycle=cycle,
        moment=moment,
        defaults={
            "questionnaire": questionnaire,
            "open_days": 0,
            "sort_order": list(EvaluationMoment).index(EvaluationMoment(moment)),
            **kwargs,
        },
    )
    return row


class EvaluationFactory(DjangoModelFactory):
    """What the author sent at the midpoint; `moment` for another line of the cycle's schedule, which is made."""

    class Meta:
        model = Evaluation

    pair = factory.SubFactory(MentoringPairFactory)
    author = factory.SubFactory(UserFactory)
    side = "mentee"
    moment = EvaluationMoment.MIDPOINT
    scheduled = factory.LazyAttribute(lambda sent: scheduled_evaluation(sent.pair.cycle, sent.moment))


class EvaluationQuestionFactory(DjangoModelFactory):
    """A question of the questionnaire of a `moment`, closing if not said, which every cycle there is asks."""

    class Meta:
        model = EvaluationQuestion

    name = factory.Sequence(lambda n: f"We met regularly ({n})")
    slug = factory.Sequence(lambda n: f"question-{n}")

    @classmethod
    def _create(cls, model_class, *args, moment=EvaluationMoment.CLOSING, **kwargs):
        questionnaire, _is_new = Questionnaire.objects.get_or_create(name=str(EvaluationMoment(moment).label))
        for cycle in MentoringCycle.objects.all():
            scheduled_evaluation(cycle, moment)
        return super()._create(model_class, *args, questionnaire=questionnaire, **kwargs)


class JournalPromptFactory(DjangoModelFactory):
    class Meta:
        model = JournalPrompt

    name = factory.Sequence(lambda n: f"What surprised you? ({n})")
    slug = factory.Sequence(lambda n: f"prompt-{n}")


class ClosureReasonFactory(DjangoModelFactory):
    class Meta:
        model = ClosureReason

    name = factory.Sequence(lambda n: f"Goals met ({n})")
    slug = factory.Sequence(lambda n: f"goals-met-{n}")


class EndingProposalFactory(DjangoModelFactory):
    """The mentor proposes to end the work together."""

    class Meta:
        model = EndingProposal

    pair = factory.SubFactory(MentoringPairFactory)
    kind = ProposalKind.END
    side = Side.MENTOR
    last_day = factory.LazyFunction(timezone.localdate)
    reason = factory.SubFactory("tests.factories.mentoring.ClosureReasonFactory")
    method = ClosureMethod.LETTER


class ClosureFactory(DjangoModelFactory):
    """The ending of a pair that is complete, by letter, today; without certificates."""

    class Meta:
        model = Closure

    pair = factory.SubFactory(MentoringPairFactory, complete=True)
    reason = factory.SubFactory("tests.factories.mentoring.ClosureReasonFactory")
    method = ClosureMethod.LETTER
    ended_on = factory.LazyFunction(timezone.localdate)


class ReadingListFactory(DjangoModelFactory):
    """A list that its owner alone reads; `shared_with` a pair shares it."""

    class Meta:
        model = ReadingList

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Before visit {n}")


class MentorBookmarkFactory(DjangoModelFactory):
    """Somebody's bookmark of a published mentor page."""

    class Meta:
        model = MentorBookmark

    owner = factory.SubFactory(UserFactory)
    profile = factory.LazyFunction(mentor_profile)
    name = factory.LazyAttribute(lambda bookmark: bookmark.profile.title)
