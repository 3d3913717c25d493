"""The coordinators' screens of applications, referees and the bench. What referees wrote is read here alone (R63)."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.applications import uncovered_topics
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.application_stages import PrerequisiteKind
from mentoring_pages.members.applications.forms import years_in_words
from mentoring_pages.models import MentorApplication, Referee
from mentoring_pages.people import name_of
from mentoring_pages.prerequisites import standings
from resources.cms.scoped import ScopedIndexView, described
from resources.dates_in_words import short_date, when_in_words

from .application_acts import REFEREE_ACTS, STEP_ACTS
from .scoped import DeskModelAdmin


class MentorApplicationAdmin(DeskModelAdmin):
    """Applications that were sent in, with every step that their stage allows."""

    model = MentorApplication
    menu_label = gettext_lazy("Mentor applications")
    menu_icon = "user"
    list_display = ("program", "status", "stage_at", "submitted_at", "references_in", "valid_until")
    list_filter = ("status", "review_outcome", "interview_way")
    list_export = ("program", "status", "stage_at", "submitted_at", "approved_on", "valid_until")
    list_related = ("program",)
    search_fields = ("program__name",)
    ordering = ("-stage_at", "-pk")
    row_acts = STEP_ACTS
    refusals = (TransitionError,)
    inspect_view_fields = [
        "program",
        "status",
        "stage_at",
        "submitted_at",
        "prerequisites_list",
        "years_waived_reason",
        "topics_list",
        "commitment",
        "references_list",
        "interview",
        "interview_note",
        "training",
        "review_outcome",
        "reviewed_on",
        "review_note",
        "decision_reason",
        "decline_words",
        "approved_on",
        "valid_until",
        "history",
    ]

    def scope(self, user):
        return super().scope(user).readable_at_the_desk_by(user).prefetch_related("referees")

    @described(gettext_lazy("references in"))
    def references_in(self, application):
        counted = [one for one in application.referees.all() if one.status != "replaced"]
        came = sum(one.status == "answered" for one in counted)
        return _("%(came)s of %(all)s") % {"came": came, "all": len(counted)}

    @described(gettext_lazy("prerequisites"))
    def prerequisites_list(self, application):
        return format_html_join(
            "",
            "<p><strong>{}</strong>: {} {}</p>",
            (
                (one.prerequisite.name, _prerequisite_words(one), one.text)
                for one in standings(application, timezone.localdate())
            ),
        )

    @described(gettext_lazy("topics with results"))
    def topics_list(self, application):
        rows = application.topics.select_related("topic")
        return format_html_join("", "<p><strong>{}</strong> {}</p>", ((one.topic, one.result) for one in rows))

    @described(gettext_lazy("commitment"))
    def commitment(self, application):
        return format_html(
            "<p>{}</p><p>{}: {}. {}: {}</p><p>{}</p>",
            application.motivation,
            _("Hours a month"),
            application.hours_a_month,
            _("Who"),
            application.staff_committed,
            application.planning_note,
        )

    @described(gettext_lazy("references"))
    def references_list(self, application):
        return format_html_join(
            "",
            "<p><strong>{}</strong> ({}), {}</p>{}",
            (
                (referee.name, referee.relation or referee.email, referee.get_status_display(), answers_of(referee))
                for referee in application.referees.prefetch_related("answers")
            ),
        )

    @described(gettext_lazy("interview"))
    def interview(self, application):
        if application.interview_at is None:
            return ""
        held = application.interview_held_on
        return format_html(
            "<p>{}, {} {}</p><p>{}</p>",
            when_in_words(application.interview_at),
            application.get_interview_way_display(),
            application.interview_place,
            _("Held on %(day)s") % {"day": short_date(held)} if held else _("Not recorded yet"),
        )

    @described(gettext_lazy("training"))
    def training(self, application):
        lacking = [topic.name for topic in uncovered_topics(application)]
        return format_html(
            "{}<p>{}</p>",
            format_html_join(
                "", "<p>{}</p>", ((one.session,) for one in application.attendances.select_related("session"))
            ),
            _("Not covered yet: %(topics)s") % {"topics": "; ".join(lacking)}
            if lacking
            else _("All required topics are covered."),
        )

    @described(gettext_lazy("who did what when"))
    def history(self, application):
        return format_html_join(
            "",
            "<p>{}: <strong>{}</strong>, {} {}</p>",
            (
                (
                    when_in_words(event.happened_at),
                    event.get_step_display(),
                    name_of(event.by) if event.by else _("by itself or someone who left"),
                    event.note,
                )
                for event in application.events.select_related("by")
            ),
        )


class RefereeAdmin(DeskModelAdmin):
    """Referees of applications that were sent in. There is no export: what they wrote stays here."""

    model = Referee
    menu_label = gettext_lazy("References")
    menu_icon = "comment"
    list_display = ("name", "application", "status", "asked_at", "expires_at", "answered_at")
    list_filter = ("status",)
    list_related = ("application__program",)
    search_fields = ("name", "email", "application__program__name")
    ordering = ("-asked_at", "-pk")
    row_acts = REFEREE_ACTS
    refusals = (TransitionError,)
    inspect_view_fields = [
        "name",
        "email",
        "relation",
        "application",
        "status",
        "asked_at",
        "reminded_at",
        "expires_at",
        "answered_at",
        "answers_list",
    ]

    def scope(self, user):
        readable = MentorApplication.objects.readable_at_the_desk_by(user)
        return super().scope(user).filter(application__in=readable)

    @described(gettext_lazy("answers"))
    def answers_list(self, referee):
        return answers_of(referee)


class BenchIndexView(ScopedIndexView):
    """Two screens show applications; this one has a title of its own."""

    def get_page_title(self):
        return _("On the bench")


class MentorBenchAdmin(DeskModelAdmin):
    """Trained mentors without a mentee, longest first. Nobody on it is matched by itself (R101)."""

    model = MentorApplication
    index_view_class = BenchIndexView
    base_url_path = "mentor-bench"
    menu_label = gettext_lazy("On the bench")
    menu_icon = "group"
    list_display = ("program", "status", "stage_at", "chose_so", "attended_count")
    list_filter = ("status",)
    list_export = ("program", "status", "stage_at")
    list_related = ("program",)
    search_fields = ("program__name",)
    ordering = ("stage_at", "pk")
    row_acts = tuple(act for act in STEP_ACTS if act.name in ("end-bench", "record-training"))
    refusals = (TransitionError,)
    inspect_view_fields = ["program", "status", "stage_at", "chose_so", "attended_list"]

    def scope(self, user):
        return super().scope(user).on_bench().prefetch_related("attendances__session")

    @described(gettext_lazy("wants no mentee now"))
    def chose_so(self, application):
        return _("Yes") if application.stays_unmatched else _("No")

    @described(gettext_lazy("sessions attended"))
    def attended_count(self, application):
        return str(len(application.attendances.all()))

    @described(gettext_lazy("sessions attended"))
    def attended_list(self, application):
        return format_html_join("", "<p>{}</p>", ((one.session,) for one in application.attendances.all()))


def answers_of(referee):
    """What a referee wrote, for a coordinator's eyes."""
    return format_html_join(
        "",
        "<p>{}<br>{} {}</p>",
        (
            (
                answer.question_text,
                _("%(score)s of 5") % {"score": answer.score} if answer.score else "",
                answer.text,
            )
            for answer in referee.answers.all()
        ),
    )


def _prerequisite_words(one):
    if one.prerequisite.kind == PrerequisiteKind.YEARS:
        if one.is_waived:
            return _("%(years)s Accepted by staff.") % {"years": years_in_words(one)}
        return years_in_words(one)
    if one.prerequisite.kind == PrerequisiteKind.TEXT:
        return ""
    return _("confirmed") if one.is_met else _("not confirmed")
