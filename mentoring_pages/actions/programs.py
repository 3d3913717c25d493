"""Members' edits of what their program tells about itself (R11, T6)."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import ChangedMeanwhile, NotAllowed, TransitionError, WrongState
from mentoring_pages.mail import coordinators_address, send_after_commit
from mentoring_pages.models import FACTS, MenteeProfile, MentorProfilePage, Program
from mentoring_pages.permissions import can_edit_program
from mentoring_pages.versions import version_of


class PageLocked(TransitionError):
    """An editor has locked the page."""

    message = gettext_lazy("An editor has locked this page, so it takes no changes now. Please ask the coordinators.")


def version_of_profile(profile):
    """The state of a mentee profile or of a mentor page's newest revision."""
    if isinstance(profile, MentorProfilePage):
        return version_of(profile.pk, profile.latest_revision_id)
    return version_of(*(_plain(profile, name) for fact in FACTS for name in (*fact.fields, fact.visibility_field)))


@transaction.atomic
def save_mentee_profile(program, change, *, by, version=None):
    """Save the facts of a program without a mentor page, and return the profile.

    `change(profile)` puts the new values on the row. Raises NotAllowed, ChangedMeanwhile, WrongState if the program has
    got a mentor page, whose facts count from then on.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    if not can_edit_program(by, program):
        raise NotAllowed
    if MentorProfilePage.objects.filter(program=program).exists():
        raise WrongState
    profile = MenteeProfile.objects.filter(program=program).first() or MenteeProfile(program=program)
    _check_version(version, profile)
    change(profile)
    profile.save()
    return profile


@transaction.atomic
def submit_mentor_page(page, change, *, by, version=None):
    """Save a member's changes to a mentor page as a revision and hand it to Wagtail's moderation. Never goes live here.

    `change(page)` puts the new values on the newest draft. Returns the revision. Without a workflow on the page the
    revision waits as a draft; coordinators get a mail either way. Raises NotAllowed, ChangedMeanwhile, PageLocked.
    """
    Program.objects.select_for_update().get(pk=page.program_id)
    page = MentorProfilePage.objects.get(pk=page.pk)
    if not can_edit_program(by, page.program):
        raise NotAllowed
    if page.locked:
        raise PageLocked
    _check_version(version, page)
    draft = page.get_latest_revision_as_object()
    change(draft)
    revision = draft.save_revision(user=by, log_action=True)
    _hand_to_moderators(MentorProfilePage.objects.get(pk=page.pk), revision, by)
    context = {"program": page.program.name, "page": page.title}
    send_after_commit("profile_submitted", coordinators_address(), context, link=("wagtailadmin_pages:edit", [page.pk]))
    return revision


def _hand_to_moderators(page, revision, by):
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow:
            workflow.start(page, by)
    elif state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(by)
    elif state.current_task_state:
        # The task began with an older revision; what is approved must be what was written last.
        state.current_task_state.revision = revision
        state.current_task_state.save(update_fields=["revision"])


def _check_version(sent, profile):
    if sent is not None and sent != version_of_profile(profile):
        raise ChangedMeanwhile


def _plain(profile, name):
    field = profile._meta.get_field(name)
    if field.many_to_many:
        return sorted(term.pk for term in getattr(profile, name).all()) if profile.pk else []
    return field.value_from_object(profile)
