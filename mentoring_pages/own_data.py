"""What mentoring holds about a person, for the page "My data": what is theirs, and what is their program's record."""

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import (
    Evaluation,
    JournalDraft,
    JournalEntry,
    MentorBookmark,
    ProgramInvitation,
    ProgramMembership,
    ReadingList,
    Recognition,
    VisitIdea,
    VisitObservation,
)
from resources.personal_data import PersonalPart, proven_addresses, register_personal_part

# Records of programs, pairs and gatherings outlive a person; these are the person's own and go with the account.
APPS_WITH_RECORDS = ("partnership_resources", "partnership_events", "mentoring_pages")


def register():
    """Called when the app is ready."""
    parts = (
        PersonalPart("account", _("Your account"), _account, _("It is deleted."), order=10),
        PersonalPart("memberships", _("Programs you belong or belonged to"), _memberships, _("They end."), order=20),
        PersonalPart(
            "journal",
            _("Your journal"),
            _journal,
            _("Every entry, draft and shared passage is destroyed. No copy of it is kept, also not for your partner."),
            order=30,
        ),
        PersonalPart(
            "evaluations",
            _("Evaluations you answered"),
            _evaluations,
            _("They stay with the coordinators, without your name."),
            order=40,
        ),
        PersonalPart(
            "visits",
            _("What you wrote about site visits"),
            _visits,
            _("It stays with your program, without your name."),
            order=45,
        ),
        PersonalPart(
            "thanks",
            _("Thanks that you wrote to a mentor"),
            _thanks,
            _("They stay with the mentor, as your program's."),
            order=46,
        ),
        PersonalPart("reading_lists", _("Your reading lists"), _reading_lists, _("They are deleted."), order=50),
        PersonalPart("bookmarks", _("Mentors you bookmarked"), _bookmarks, _("They are deleted."), order=52),
        PersonalPart(
            "invitations",
            _("Letters that invited you into a program"),
            _invitations,
            _("Your address is deleted from them."),
            lambda user: _own_invitations(user).delete(),
            order=54,
        ),
        PersonalPart(
            "records",
            _("Records of programs and pairs that name you"),
            _records,
            _("They stay, since they are your program's. In place of your name they say: a former member."),
            order=90,
        ),
    )
    for part in parts:
        register_personal_part(part)


def _account(user):
    names = {
        "name": user.get_full_name() if hasattr(user, "get_full_name") else str(user),
        "user_name": user.get_username(),
        "email": getattr(user, user.get_email_field_name(), ""),
        "joined_at": getattr(user, "date_joined", None),
        "last_sign_in_at": user.last_login,
    }
    return [names]


def _memberships(user):
    rows = ProgramMembership.objects.filter(user=user).select_related("program")
    return [
        {"program": row.program.name, "role": row.get_role_display(), "since": row.since, "is_active": row.is_active}
        for row in rows
    ]


def _journal(user):
    entries = JournalEntry.objects.of_author(user).select_related("pair__mentor", "pair__mentee", "passage")
    found = [
        {
            "pair": str(entry.pair),
            "date": entry.written_on,
            "title": str(entry.title),
            "text": str(entry.text),
            "can_be_opened": entry.is_readable,
            "readers": entry.get_audience_display(),
            "passage": str(entry.passage.text) if hasattr(entry, "passage") else "",
            "begun_at": entry.created_at,
            "changed_at": entry.updated_at,
        }
        for entry in entries.order_by("written_on", "pk")
    ]
    drafts = JournalDraft.objects.filter(author=user).select_related("pair__mentor", "pair__mentee")
    return found + [
        {
            "pair": str(one.pair),
            "is_draft": True,
            "title": str(one.title),
            "text": str(one.text),
            "kept_at": one.kept_at,
        }
        for one in drafts
    ]


def _evaluations(user):
    rows = Evaluation.objects.filter(author=user).select_related("pair__mentor", "pair__mentee")
    return [
        {"pair": str(row.pair), "moment": row.get_moment_display(), "answers": _answers(row)}
        for row in rows.prefetch_related("answers")
    ]


def _thanks(user):
    rows = Recognition.objects.filter(thanked_by=user).exclude(thanks="").select_related("pair__mentor", "pair__mentee")
    return [{"pair": str(row.pair), "thanks": row.thanks, "thanked_at": row.thanked_at} for row in rows]


def _answers(evaluation):
    return [
        {"question": answer.question_text, "score": answer.score, "chosen": answer.chosen, "words": answer.text}
        for answer in evaluation.answers.all()
    ]


def _visits(user):
    """Observations that the person saved last, as they were then, and ideas that the person wrote."""
    observations = VisitObservation.objects.filter(updated_by=user).select_related(
        "visit__pair__mentor", "visit__pair__mentee"
    )
    ideas = VisitIdea.objects.filter(written_by=user).select_related("visit__pair__mentor", "visit__pair__mentee")
    return [
        {
            "pair": str(row.visit.pair),
            "changed_at": row.updated_at,
            "is_shared": row.shared_at is not None,
            **{name: str(getattr(row, name)) for name in VisitObservation.TEXTS},
        }
        for row in observations
    ] + [{"pair": str(one.visit.pair), "will_try": one.text} for one in ideas]


def _reading_lists(user):
    rows = ReadingList.objects.of_owner(user).prefetch_related("items__resource")
    return [
        {
            "name": row.name,
            "note": row.note,
            "is_shared": row.shared_with_id is not None,
            "resources": [
                {"title": item.resource.title if item.resource else "", "note": item.note} for item in row.items.all()
            ],
        }
        for row in rows
    ]


def _bookmarks(user):
    return [{"mentor": row.name, "kept_at": row.kept_at} for row in MentorBookmark.objects.of_owner(user)]


def _own_invitations(user):
    return ProgramInvitation.objects.filter(Q(accepted_by=user) | Q(email__in=proven_addresses(user)))


def _invitations(user):
    rows = _own_invitations(user).select_related("program")
    return [{"program": row.program.name, "email": row.email, "sent_at": row.sent_at} for row in rows]


def _records(user):
    """How many rows of which kind name the person; what they say is the program's."""
    found = []
    for field in user._meta.get_fields(include_hidden=True):
        if not field.auto_created or field.concrete or not (field.one_to_many or field.one_to_one):
            continue
        model = field.related_model
        if model._meta.app_label not in APPS_WITH_RECORDS or not is_record(field):
            continue
        count = model._base_manager.filter(**{field.field.name: user}).count()
        if count:
            what = f"{model._meta.verbose_name_plural}: {field.field.verbose_name}"
            found.append({"kind": str(what), "count": count})
    return sorted(found, key=lambda row: row["kind"])


def is_record(relation):
    """Whether rows stay when the person goes: the database then empties the field."""
    return relation.on_delete.__name__ == "SET_NULL"


def installed_records():
    """Every relation of the plugin's models to people, for the test that no program's record goes with a person."""
    from django.contrib.auth import get_user_model

    labels = {apps.get_app_config(label).label for label in APPS_WITH_RECORDS}
    return [
        field
        for field in get_user_model()._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and getattr(field.related_model._meta, "app_label", "") in labels
    ]
