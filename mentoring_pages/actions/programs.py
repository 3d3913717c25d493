"""Members' edits of what their program tells about itself (R11, T6)."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import ChangedMeanwhile, NotAllowed, TransitionError, WrongState
from mentoring_pages.mail import coordinators_address, send_after_commit
from mentoring_pages.models import MenteeProfile, MentorProfilePage, Program
from mentoring_pages.permissions import can_edit_program
from mentoring_pages.profile_changes import changes_between
from mentoring_pages.versions import version_of


class PageLocked(TransitionError):
    """An editor has locked the page."""

    message = gettext_lazy("An editor has locked this page, so it takes no changes now. Please ask the coordinators.")


class NothingToSend(TransitionError):
    """The draft says what the public page says."""

    message = gettext_lazy("Nothing differs from the public page, so there is nothing to send.")


def version_of_fields(profile, names):
    """The state of some fields of a mentee profile, or of the newest draft of a mentor's page."""
    return version_of(*(_plain(profile, name) for name in names))


@transaction.atomic
def save_mentee_profile(program, values, *, by, version=None):
    """Save some facts of a program without a mentor page, {field: value}, and return the profile.

    `version` is that of these fields when the form was opened; None overwrites. Raises NotAllowed, ChangedMeanwhile,
    WrongState if the program has got a mentor page, whose facts count from then on.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    if not can_edit_program(by, program):
        raise NotAllowed
    if MentorProfilePage.objects.filter(program=program).exists():
        raise WrongState
    profile = MenteeProfile.objects.filter(program=program).first() or MenteeProfile(program=program)
    _check_version(version, profile, values)
    _put(profile, values)
    profile.save()
    return profile


@transaction.atomic
def save_mentor_draft(page, values, *, by, version=None):
    """Save a member's changes, {field: value}, into the draft of a mentor's page and return the revision.

    Never goes live here, and nobody is asked to look at it before `send_mentor_page`; a draft that is being looked at
    takes the changes along. Raises NotAllowed, ChangedMeanwhile, PageLocked.
    """
    page = _editable(page, by)
    draft = page.get_latest_revision_as_object()
    _check_version(version, draft, values)
    _put(draft, values)
    revision = draft.save_revision(user=by, log_action=True)
    page = MentorProfilePage.objects.get(pk=page.pk)
    state = page.current_workflow_state
    if state and state.status == state.STATUS_IN_PROGRESS:
        _take_along(state, revision)
    return revision


@transaction.atomic
def send_mentor_page(page, *, by):
    """Hand the draft of a mentor's page to Wagtail's moderation; coordinators get a mail.

    Without a workflow on the page it waits as a draft. Raises NotAllowed, PageLocked, NothingToSend.
    """
    page = _editable(page, by)
    draft = page.get_latest_revision_as_object()
    if page.live and not changes_between(page, draft):
        raise NothingToSend
    _hand_to_moderators(page, by)
    context = {"program": page.program.name, "page": page.title}
    send_after_commit("profile_submitted", coordinators_address(), context, link=("wagtailadmin_pages:edit", [page.pk]))


def _editable(page, by):
    Program.objects.select_for_update().get(pk=page.program_id)
    page = MentorProfilePage.objects.select_related("program").get(pk=page.pk)
    if not can_edit_program(by, page.program):
        raise NotAllowed
    if page.locked:
        raise PageLocked
    return page


def _hand_to_moderators(page, by):
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow:
            workflow.start(page, by)
    elif state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(by)
    else:
        _take_along(state, page.latest_revision)


def _take_along(state, revision):
    """The task began with an older revision; what is approved must be what was written last."""
    if state.current_task_state:
        state.current_task_state.revision = revision
        state.current_task_state.save(update_fields=["revision"])


def _check_version(sent, profile, values):
    if sent is not None and sent != version_of_fields(profile, values):
        raise ChangedMeanwhile


def _put(profile, values):
    for name, value in values.items():
        setattr(profile, name, list(value) if profile._meta.get_field(name).many_to_many else value)


def _plain(profile, name):
    field = profile._meta.get_field(name)
    if field.many_to_many:
        return sorted(term.pk for term in getattr(profile, name).all()) if profile.pk else []
    return field.value_from_object(profile)
