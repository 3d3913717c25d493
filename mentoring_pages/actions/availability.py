"""A mentor takes a break from requests, or ends it. It counts at once, unlike other edits of its page.

Edits of a mentor page wait for review; a break must not, or requests would go on coming. So this one column is written
to the live page, and into revisions that could go live later, so that none of them undoes it. Nothing else of a
waiting revision is touched or published.
"""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import Availability
from mentoring_pages.models import MentorProfilePage, Program
from mentoring_pages.permissions import can_pause_mentor


@transaction.atomic
def set_availability(program, availability, *, by):
    """Pause a mentor, or open it to requests again. Mentors already asked may still answer. Returns the page.

    Raises NotAllowed, WrongState if the program has no published mentor page. R33.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    if not can_pause_mentor(by, program):
        raise NotAllowed
    page = MentorProfilePage.objects.live().filter(program=program).first()
    if page is None:
        raise WrongState
    if page.availability == availability:
        return page
    MentorProfilePage.objects.filter(pk=page.pk).update(availability=availability)
    page.availability = availability
    for revision in Revision.objects.filter(pk__in=[page.latest_revision_id, page.live_revision_id, *_waiting(page)]):
        revision.content["availability"] = str(Availability(availability))
        revision.save(update_fields=["content"])
    log(instance=page, action="wagtail.edit", user=by)
    return page


def _waiting(page):
    """Revisions that a moderation or a schedule could publish."""
    scheduled = Revision.page_revisions.for_instance(page).filter(approved_go_live_at__isnull=False)
    state = page.current_workflow_task_state
    return [*scheduled.values_list("pk", flat=True), *([state.revision_id] if state else [])]
