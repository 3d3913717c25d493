"""What mentoring adds to the CMS: the coordinators' desk, the cycles, and the vocabularies."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_modeladmin.options import modeladmin_register

from .cms import (
    account_changes,  # noqa: F401
    board,
    concern_handlers,  # noqa: F401
    leaving_users,  # noqa: F401
    meters,
    pages_in_use,  # noqa: F401
    results,
)
from .cms.becoming_mentor import BecomingMentorDesk
from .cms.desk import MentoringDesk
from .cms.mentor_pages import refuse_to_publish
from .models import (
    ChecklistItem,
    ClosureReason,
    CommunityType,
    Component,
    ContactKind,
    ContactMode,
    FundingSource,
    JournalPrompt,
    Level,
    MentoringCycle,
    Prerequisite,
    Questionnaire,
    RefereeQuestion,
    StateGoal,
    TaskForceElement,
    TrainingTopic,
)
from .setup import add_schedule

modeladmin_register(MentoringDesk)
modeladmin_register(BecomingMentorDesk)


@hooks.register("register_admin_urls")
def board_pages():
    """The matching board; results of evaluations and the review of each cycle."""
    return [path("matching-board/", include(board)), path("mentoring-results/", include(results))]


@hooks.register("register_admin_urls")
def meter_pages():
    """Where all pairs stand."""
    return [path("mentoring-meters/", include(meters))]


class MentoringCycleViewSet(SnippetViewSet):
    model = MentoringCycle
    icon = "calendar-alt"
    menu_label = _("Cycles")
    list_display = ["name", "status", "starts_on", "ends_on"]
    list_filter = ["status"]


class QuestionnaireViewSet(SnippetViewSet):
    model = Questionnaire
    icon = "form"
    list_display = ["name", "is_active"]
    list_filter = ["is_active"]


def _vocabulary(vocabulary, *, columns=(), filters=(), vocabulary_icon="list-ul"):
    """The screens of one vocabulary: its words in their order, retired ones marked."""

    class VocabularyViewSet(SnippetViewSet):
        model = vocabulary
        icon = vocabulary_icon
        list_display = ["name", *columns, "sort_order", "is_active"]
        list_filter = ["is_active", *filters]
        ordering = ["sort_order", "name"]
        list_per_page = 50

    return VocabularyViewSet


class MentoringVocabularies(SnippetViewSetGroup):
    menu_label = _("Mentoring words and rules")
    menu_icon = "list-ol"
    menu_order = 260
    items = (
        MentoringCycleViewSet,
        _vocabulary(ChecklistItem, columns=["stage"], filters=["stage"], vocabulary_icon="tick"),
        _vocabulary(
            Prerequisite, columns=["kind", "minimum_years", "is_required"], filters=["kind"], vocabulary_icon="success"
        ),
        _vocabulary(RefereeQuestion, columns=["answer_kind", "is_required"], vocabulary_icon="help"),
        _vocabulary(TrainingTopic, columns=["is_required"], vocabulary_icon="openquote"),
        _vocabulary(JournalPrompt, columns=["month", "stage"], filters=["month", "stage"], vocabulary_icon="edit"),
        QuestionnaireViewSet,
        _vocabulary(ContactMode, columns=["is_face_to_face"]),
        _vocabulary(ContactKind),
        _vocabulary(Component),
        _vocabulary(FundingSource),
        _vocabulary(Level),
        _vocabulary(CommunityType),
        _vocabulary(StateGoal),
        _vocabulary(TaskForceElement),
        _vocabulary(ClosureReason, columns=["is_not_a_fit"]),
    )


register_snippet(MentoringVocabularies)


@hooks.register("after_create_snippet")
def new_cycles_begin_with_a_schedule(request, cycle):
    """A cycle made without evaluations asks what the one before it asked; staff change it from there."""
    if isinstance(cycle, MentoringCycle) and not cycle.scheduled_evaluations.exists():
        add_schedule(cycle)


@hooks.register("before_publish_page")
def only_mentors_have_a_public_page(request, page):
    """A mentor page goes live when its program is a mentor; the answer of an editor who tries otherwise."""
    return refuse_to_publish(request, page)
