"""The lists of rounds, invitations and their texts in the CMS (R35)."""

from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from events.enums import InvitationAnswer, RoundStatus
from events.models import Invitation, InvitationRound, InvitationText
from resources.cms.scoped import described

from .scoped import GatheringModelAdmin


class InvitationRoundAdmin(GatheringModelAdmin):
    """Every round with its progress and what came back; a round begins at its gathering."""

    model = InvitationRound
    menu_label = gettext_lazy("Rounds of invitations")
    menu_icon = "mail"
    list_display = ("page_link", "gathering", "status", "progress", "yes", "no", "maybe", "none", "sent_at")
    list_filter = ("status", ("gathering", RelatedOnlyFieldListFilter))
    list_related = ("gathering",)
    search_fields = ("subject", "gathering__title")
    ordering = ("-created_at", "-pk")
    inspect_view_enabled = False

    def scope(self, user):
        """With the answers of those whom the round invited first; one query more than none."""
        return super().scope(user).annotate(**{f"{answer}_count": _answered(answer) for answer in InvitationAnswer})

    @described(gettext_lazy("subject"))
    def page_link(self, row):
        return format_html('<a href="{}">{}</a>', reverse("gathering_desk:round", args=[row.pk]), row.subject_words)

    @described(gettext_lazy("mails"))
    def progress(self, row):
        if row.status == RoundStatus.DRAFT:
            return _("Not sent")
        words = {"sent": row.sent_count, "all": row.recipient_count, "failed": row.failed_count}
        if row.failed_count:
            return _("%(sent)s of %(all)s sent, %(failed)s failed") % words
        return _("%(sent)s of %(all)s sent") % words

    @described(InvitationAnswer.YES.label)
    def yes(self, row):
        return str(row.yes_count)

    @described(InvitationAnswer.NO.label)
    def no(self, row):
        return str(row.no_count)

    @described(InvitationAnswer.MAYBE.label)
    def maybe(self, row):
        return str(row.maybe_count)

    @described(InvitationAnswer.NONE.label)
    def none(self, row):
        return str(row.none_count)


class InvitationAdmin(GatheringModelAdmin):
    """Everyone invited and what they said. Nothing is changed here; the file is safe to open as a spreadsheet."""

    model = Invitation
    menu_label = gettext_lazy("Answers to invitations")
    menu_icon = "group"
    list_display = ("email", "name", "program_name", "gathering", "answer", "answered_at", "sent_at")
    list_filter = ("answer", ("gathering", RelatedOnlyFieldListFilter))
    list_export = ("name", "email", "program_name", "gathering", "answer", "answered_at", "sent_at")
    list_related = ("gathering", "first_round", "last_round")
    export_filename = "answers-to-invitations"
    search_fields = ("email", "name", "program_name")
    ordering = ("email", "pk")
    inspect_view_fields = [
        "name",
        "email",
        "program_name",
        "gathering",
        "answer",
        "answered_at",
        "first_round",
        "last_round",
        "sent_at",
    ]


class InvitationTextAdmin(GatheringModelAdmin):
    """Texts to start an invitation from."""

    model = InvitationText
    menu_label = gettext_lazy("Texts of invitations")
    menu_icon = "doc-full"
    create_enabled = True
    edit_enabled = True
    delete_enabled = True
    list_display = ("name", "subject")
    search_fields = ("name", "subject", "text")
    ordering = ("name",)
    inspect_view_fields = ["name", "subject", "text"]
    panels = [FieldPanel("name"), FieldPanel("subject"), FieldPanel("text")]


def _answered(answer):
    rows = Invitation.objects.filter(Q(first_round=OuterRef("pk")), answer=answer, sent_at__isnull=False).order_by()
    counted = rows.values("first_round").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
