"""The staff screen of suggestions: look, make a draft, or decline with a reason."""

from django.http import Http404, StreamingHttpResponse
from django.urls import re_path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.actions.suggestions import SuggestionRefused, can_decide_suggestions, decline, make_draft
from resources.cms.acts import RowAct
from resources.cms.scoped import ScopedModelAdmin, described
from resources.enums import SuggestionStatus
from resources.kept_files import pieces
from resources.models import ResourceLibraryPage, Suggestion

from .forms import DeclineForm, QuestionsForm


class SuggestionAdmin(ScopedModelAdmin):
    """What people suggest for libraries below which the person may add pages; what waits comes first."""

    model = Suggestion
    menu_label = gettext_lazy("Suggestions")
    menu_icon = "pick"
    list_display = ("title", "what", "seen_before", "status_label", "created_at")
    list_filter = ("status",)
    list_related = ("file", "like_page", "draft", "library", "decided_by")
    search_fields = ("title", "url", "why")
    ordering = ("-status", "-created_at", "-pk")
    inspect_view_fields = [
        "title",
        "what",
        "why",
        "for_whom",
        "topic_names",
        "seen_before",
        "who",
        "created_at",
        "status_label",
        "draft_link",
        "answers_list",
        "reason",
        "decided_by",
        "decided_at",
    ]
    refusals = (SuggestionRefused,)
    row_acts = (
        RowAct(
            "draft",
            gettext_lazy("Make a draft"),
            lambda row: _(
                "A draft of a resource is made from it. Nothing goes live: you complete the draft and publish it, or "
                "send it to be checked, as ever. Whoever suggested it gets a mail if we have an address."
            ),
            lambda row, user, answers: _drafted(row, user, answers),
            is_offered=lambda row: row.status == SuggestionStatus.WAITING,
            form_class=QuestionsForm,
            is_in_list=True,
        ),
        RowAct(
            "decline",
            gettext_lazy("Decline"),
            lambda row: _(
                "It does not go into the library. Whoever suggested it gets your reason if we have an address."
            ),
            lambda row, user, answers, reason: _declined(row, user, answers, reason),
            is_offered=lambda row: row.status == SuggestionStatus.WAITING,
            form_class=DeclineForm,
            is_serious=True,
        ),
    )

    def can_use(self, user):
        return can_decide_suggestions(user)

    def scope(self, user):
        libraries = [
            page.pk for page in ResourceLibraryPage.objects.all() if page.permissions_for_user(user).can_add_subpage()
        ]
        return super().scope(user).filter(library__in=libraries).prefetch_related("topics")

    def get_admin_urls_for_registration(self):
        helper = self.url_helper
        pattern, name = helper.get_action_url_pattern("file"), helper.get_action_url_name("file")
        return (*super().get_admin_urls_for_registration(), re_path(pattern, self.file_view, name=name))

    def file_view(self, request, instance_pk):
        """The file as it came: to be saved, never to be opened by the browser."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return refusal
        suggestion = Suggestion.objects.select_related("file").get(pk=instance_pk)
        if suggestion.file is None:
            raise Http404
        response = StreamingHttpResponse(pieces(suggestion.file), content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(True, suggestion.file.name)
        response["Content-Length"] = str(suggestion.file.size)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response

    @described(gettext_lazy("link or file"))
    def what(self, row):
        """A link opens without telling where the reader came from."""
        if row.url:
            return format_html('<a href="{}" rel="noreferrer nofollow">{}</a>', row.url, row.url)
        if row.file is None:
            return _("removed")
        url = self.url_helper.get_action_url("file", row.pk)
        words = _("%(name)s: not checked by us, open it with care") % {"name": row.file.name}
        return format_html('<a href="{}">{}</a>', url, words)

    @described(gettext_lazy("topics"))
    def topic_names(self, row):
        return ", ".join(topic.name for topic in row.topics.all())

    @described(gettext_lazy("already in the library"))
    def seen_before(self, row):
        return _page_link(row.like_page)

    @described(gettext_lazy("draft"))
    def draft_link(self, row):
        return _page_link(row.draft)

    @described(gettext_lazy("suggested by"))
    def who(self, row):
        return ", ".join(part for part in (row.name, row.email) if part)

    @described(gettext_lazy("status"))
    def status_label(self, row):
        return row.get_status_display()

    @described(gettext_lazy("yes to"))
    def answers_list(self, row):
        return format_html_join("", "<p>{}</p>", ((answer,) for answer in row.answers))


def _page_link(page):
    if page is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title)


def _drafted(row, user, answers):
    page = make_draft(row, by=user, answers=answers)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return format_html('{} <a href="{}">{}</a>', _("The draft is made."), url, _("Complete it"))


def _declined(row, user, answers, reason):
    decline(row, by=user, answers=answers, reason=reason)
    return _("It is declined.")
