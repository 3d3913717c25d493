"""What `manage.py partnership_setup` does for mentoring."""

from datetime import date

from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from resources.pages import BasePage
from resources.registry import register_removal_step, register_setup_step
from resources.setting_up import (
    COORDINATORS,
    add_index_page,
    admin_access,
    grant,
    grant_on_page,
    is_first_time,
    load_terms,
    name_and_description,
    permissions_of,
    site_root,
    vocabularies_of,
)
from resources.setup import EDITING, coordinators

from . import starting_agreement, starting_applications, starting_data
from .enums import AgreementStatus
from .models import (
    AgreementText,
    ChecklistItem,
    ClosureReason,
    CommunityType,
    Component,
    ConcernHandler,
    ConcernSettings,
    ContactKind,
    ContactMode,
    ContactRule,
    EvaluationQuestion,
    FundingSource,
    JournalPrompt,
    Level,
    MentorApplicationSettings,
    MentorDirectoryPage,
    MentoringCycle,
    MentoringPair,
    Prerequisite,
    Questionnaire,
    RefereeQuestion,
    ScheduledEvaluation,
    StateGoal,
    TrainingTopic,
)


def register():
    """Hand the steps to the command; called once when the app is ready."""
    register_setup_step(load_vocabulary, order=30)
    register_setup_step(load_application_words, order=31)
    register_setup_step(write_application_texts, order=32)
    register_setup_step(write_agreement, order=33)
    register_setup_step(add_first_cycle, order=35)
    register_setup_step(add_pages, order=130)
    register_setup_step(set_up_coordinators, order=230)
    register_setup_step(set_up_workflow, order=240)
    register_removal_step(remove_workflow)


def load_vocabulary(say):
    """What programs offer, how pairs are in touch, and what they are asked."""
    load_terms(Component, starting_data.COMPONENTS, say)
    load_terms(FundingSource, starting_data.FUNDING_SOURCES, say)
    load_terms(Level, starting_data.LEVELS, say)
    load_terms(CommunityType, starting_data.COMMUNITY_TYPES, say)
    load_terms(ContactKind, starting_data.CONTACT_KINDS, say)
    load_terms(StateGoal, starting_data.STATE_GOALS, say)
    load_terms(
        ClosureReason,
        starting_data.CLOSURE_REASONS,
        say,
        fields=lambda reason: {
            **name_and_description(reason),
            "is_not_a_fit": reason.slug == starting_data.NOT_A_FIT,
        },
    )
    load_terms(
        ContactMode,
        starting_data.CONTACT_MODES,
        say,
        fields=lambda mode: {"name": gettext(mode.name), "is_face_to_face": mode.is_face_to_face},
    )
    load_terms(
        JournalPrompt,
        starting_data.JOURNAL_PROMPTS,
        say,
        fields=lambda prompt: {"name": gettext(prompt.text), "month": prompt.month, "stage": prompt.stage},
    )
    load_terms(
        ChecklistItem,
        starting_data.CHECKLIST,
        say,
        fields=lambda item: {
            "name": gettext(item.title),
            "description": gettext(item.help_text),
            "stage": gettext(item.stage),
            "for_side": item.for_side,
        },
    )
    load_terms(
        EvaluationQuestion,
        starting_data.EVALUATION_QUESTIONS,
        say,
        fields=lambda question: {
            "name": gettext(question.text),
            "description": gettext(question.help_text) if question.help_text else "",
            "asked_of": question.asked_of,
            "questionnaire": questionnaire_of(question.moment),
            "section": gettext(question.section) if question.section else "",
            "options": "\n".join(gettext(option) for option in question.options),
            "answer_kind": question.answer_kind,
        },
    )


def questionnaire_of(moment):
    """The starting questionnaire of a moment, made once; the one that staff renamed is found by what it asks."""
    starting = next(one for one in starting_data.QUESTIONNAIRES if one.moment == moment)
    slugs = [question.slug for question in starting_data.EVALUATION_QUESTIONS if question.moment == moment]
    known = Questionnaire.objects.filter(questions__slug__in=slugs).order_by("pk").first()
    return known or Questionnaire.objects.get_or_create(name=gettext(starting.name))[0]


def add_schedule(cycle):
    """Give a cycle the schedule of the cycle before it, else the starting one: its evaluations (R69)."""
    before = (
        MentoringCycle.objects.exclude(pk=cycle.pk)
        .exclude(scheduled_evaluations=None)
        .order_by("-starts_on", "-pk")
        .first()
    )
    if before:
        rows = list(before.scheduled_evaluations.all())
        for row in rows:
            row.pk, row.cycle = None, cycle
        return ScheduledEvaluation.objects.bulk_create(rows)
    return ScheduledEvaluation.objects.bulk_create(
        ScheduledEvaluation(
            cycle=cycle,
            questionnaire=questionnaire_of(starting.moment),
            moment=starting.moment,
            days=starting.days,
            repeat_days=starting.repeat_days,
            sort_order=position,
        )
        for position, starting in enumerate(starting_data.QUESTIONNAIRES)
    )


def load_application_words(say):
    """What is asked of mentors and of their referees, and what the training covers."""
    load_terms(
        Prerequisite,
        starting_applications.PREREQUISITES,
        say,
        fields=lambda one: {
            **name_and_description(one),
            "kind": one.kind,
            "minimum_years": one.minimum_years,
            "is_required": one.is_required,
        },
    )
    load_terms(
        RefereeQuestion,
        starting_applications.REFEREE_QUESTIONS,
        say,
        fields=lambda one: {
            **name_and_description(one),
            "answer_kind": one.answer_kind,
            "is_required": one.is_required,
        },
    )
    load_terms(TrainingTopic, starting_applications.TRAINING_TOPICS, say)


def write_application_texts(say):
    """What mentors get and give, and what referees read first (R30, R54, R57), for staff to change."""
    if site_root() is None or not is_first_time("settings", "mentor-applications"):
        return
    texts = MentorApplicationSettings.current()
    texts.benefits_text = texts.benefits_text or gettext(starting_applications.BENEFITS_TEXT)
    texts.asked_text = texts.asked_text or gettext(starting_applications.ASKED_TEXT)
    texts.referee_text = texts.referee_text or gettext(starting_applications.REFEREE_TEXT)
    texts.save()
    say(gettext("Texts of the mentor applications added."))


def write_agreement(say):
    """The agreement's first version (R56, R57, R92-R94). Published on a new site; a draft where pairs work already.

    Pairs that are at work are asked to sign only when a coordinator publishes it.
    """
    if not is_first_time("agreements", "first") or AgreementText.objects.exists():
        return
    has_pairs = MentoringPair.objects.exists()
    now = timezone.now()
    AgreementText.objects.create(
        number=1,
        status=AgreementStatus.DRAFT if has_pairs else AgreementStatus.PUBLISHED,
        published_at=None if has_pairs else now,
        asked_at=None if has_pairs else now,
        title=gettext(starting_agreement.TITLE),
        opening=gettext(starting_agreement.OPENING),
        confidentiality=gettext(starting_agreement.CONFIDENTIALITY),
        boundaries=gettext(starting_agreement.BOUNDARIES),
        expectations=gettext(starting_agreement.EXPECTATIONS),
    )
    if has_pairs:
        say(gettext("Agreement added as a draft. Publish it, and your pairs are asked to sign it."))
    else:
        say(gettext("Agreement added. Change it as you like before the first pair signs it."))


def add_contact_rules(cycle):
    """Give a cycle the starting minimum: two meetings, eighteen contacts more, a call each quarter (R40, R41, R43), the
    plan and the journal. A rule whose kind of contact staff removed is left out.
    """
    kinds = {kind.slug: kind for kind in ContactKind.objects.all()}
    ContactRule.objects.bulk_create(
        ContactRule(
            cycle=cycle,
            label=gettext(rule.label),
            minimum=rule.minimum,
            window=rule.window,
            is_face_to_face=rule.is_face_to_face,
            kind=rule.kind,
            every_months=rule.every_months,
            contact_kind=kinds.get(rule.contact_kind),
            counts_besides=rule.counts_besides,
            sort_order=position,
        )
        for position, rule in enumerate(starting_data.CONTACT_RULES)
        if not rule.contact_kind or rule.contact_kind in kinds
    )


def add_first_cycle(say):
    """A draft of a cycle from September to June (R39) with the rules in it, for coordinators to look over and open."""
    if not is_first_time("cycles", "first") or MentoringCycle.objects.exists():
        return
    year = timezone.localdate().year
    cycle = MentoringCycle.objects.create(
        name=gettext("First cycle"),
        starts_on=date(year, starting_data.CYCLE_FIRST_MONTH, 1),
        ends_on=date(year + 1, starting_data.CYCLE_LAST_MONTH, 30),
    )
    add_contact_rules(cycle)
    add_schedule(cycle)
    say(gettext("Mentoring cycle “%(name)s” added as a draft.") % {"name": cycle.name})


def add_pages(say):
    """The mentor directory."""
    add_index_page(
        MentorDirectoryPage,
        say,
        title=gettext("Mentor directory"),
        slug="mentors",
        intro=gettext("After-school programs that are glad to share what they have learned."),
    )


def set_up_coordinators(say):
    """Coordinators keep the records, edit mentoring's vocabularies, and look after mentor pages. Records stay."""
    group = coordinators(say)
    if group is None:
        return
    app_config = apps.get_app_config("mentoring_pages")
    vocabularies = vocabularies_of(app_config)
    grant(group, COORDINATORS, admin_access())
    grant(group, COORDINATORS, permissions_of(vocabularies))
    grant(
        group,
        COORDINATORS,
        Permission.objects.filter(content_type__app_label="mentoring_pages", codename="coordinate_mentoring"),
    )
    grant(group, COORDINATORS, permissions_of(_records(app_config, vocabularies), ("add", "change", "view")))
    directory = MentorDirectoryPage.objects.order_by("path").first()
    if directory:
        grant_on_page(group, COORDINATORS, directory, EDITING)


def set_up_workflow(say):
    """Changes that mentors make to their page wait for a coordinator: one approval, on the directory and all below."""
    group, directory = coordinators(say), MentorDirectoryPage.objects.order_by("path").first()
    if group is None or directory is None or not is_first_time("workflows", "mentor-profile-changes"):
        return
    name = gettext("Mentor profile changes")
    task = GroupApprovalTask.objects.create(name=gettext("A coordinator looks at it"))
    task.groups.add(group)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=directory, defaults={"workflow": workflow})
    say(gettext("Workflow “%(name)s” added for “%(page)s”.") % {"name": name, "page": directory.title})


def remove_workflow(say):
    """The workflow and its task, unless staff have renamed them or use the task elsewhere too."""
    name, task_name = gettext("Mentor profile changes"), gettext("A coordinator looks at it")
    for workflow in Workflow.objects.filter(name=name):
        workflow.delete()
        say(gettext("Workflow “%(name)s” removed.") % {"name": name})
    GroupApprovalTask.objects.filter(name=task_name, workflow_tasks=None).delete()


def _records(app_config, vocabularies):
    """The app's models that are neither vocabularies nor pages. Who reads concerns is for administrators to name."""
    others = {*vocabularies, ConcernSettings, ConcernHandler}
    return [model for model in app_config.get_models() if model not in others and not issubclass(model, BasePage)]
