"""The public page of a mentor: made on approval, published when the mentor becomes active, taken off when it is none.

A program's facts live on its mentor page or on its mentee profile, never on both.
"""

from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from mentoring_pages.actions.errors import Incomplete
from mentoring_pages.models import (
    FACTS,
    MenteeProfile,
    MentorApplication,
    MentorDirectoryPage,
    MentorProfilePage,
    Program,
)

LISTS = ("levels", "components", "funding_sources")


def ensure_mentor_page(application, *, by):
    """The program's mentor page, made as a draft from its facts unless it has one. Call it in a transaction.

    The mentee profile, whose facts the page takes over, is deleted. Raises Incomplete without a mentor directory.
    """
    program = Program.objects.select_for_update().get(pk=application.program_id)
    page = MentorProfilePage.objects.filter(program=program).first()
    if page is None:
        page = _make_page(program, application, by)
    MenteeProfile.objects.filter(program=program).delete()
    return page


def publish_mentor_page(program, *, by):
    """Make the newest draft of the page live, as a coordinator who has looked at it. Raises Incomplete without one."""
    page = MentorProfilePage.objects.filter(program=program).first()
    if page is None:
        raise Incomplete(_("This program has no mentor page. Please approve it first."))
    if not page.live or page.has_unpublished_changes:
        revision = page.latest_revision or page.save_revision(user=by, log_action=True)
        # The step has its own rule, asked before; a page permission besides would be a second one.
        revision.publish(user=by, skip_permission_checks=True)
    return page


def unpublish_mentor_page(program, *, by=None):
    """Take the page off the site; it stays in the CMS with the program's facts."""
    page = MentorProfilePage.objects.filter(program=program, live=True).first()
    if page:
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)


def take_down_if_no_mentor(page):
    """A page that was published by a workflow, by a date or among many while its program is no mentor goes off again.

    Returns whether it did. The editor's own button says so before (`cms.mentor_pages`).
    """
    if page.program_id is None or not MentorApplication.objects.barring().filter(program=page.program_id).exists():
        return False
    UnpublishPageAction(page).execute(skip_permission_checks=True)
    return True


def _make_page(program, application, by):
    directory = MentorDirectoryPage.objects.order_by("path").first()
    if directory is None:
        raise Incomplete(_("There is no mentor directory yet. Please add one among the pages first."))
    page = MentorProfilePage(title=program.name, program=program, capacity=application.mentee_count, live=False)
    profile = MenteeProfile.objects.filter(program=program).first()
    if profile:
        _copy_facts(profile, page)
    topics = application.topics.select_related("topic")
    page.topics = [one.topic for one in topics]
    page.offer = "\n".join(one.result for one in topics if one.result)[:1_500]
    directory.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page


def _copy_facts(profile, page):
    for fact in FACTS:
        for name in (*fact.fields, fact.visibility_field):
            if name in LISTS:
                setattr(page, name, list(getattr(profile, name).all()))
            else:
                setattr(page, name, getattr(profile, name))
