"""What a program tells about itself, as it is saved, and where the review of a mentor's page stands."""

from django.utils.translation import gettext as _

from mentoring_pages.enums import Visibility
from mentoring_pages.models import MenteeProfile, MentorProfilePage

AUDIENCE_BADGES = {Visibility.PUBLIC: "ok", Visibility.MEMBERS: "info", Visibility.STAFF: "rose"}


def page_of(program):
    """The program's mentor page, live or not; None for a program without one."""
    return MentorProfilePage.objects.filter(program=program).first()


def newest(program, page):
    """The newest draft of the page, else the mentee profile, which may be new."""
    if page:
        return page.get_latest_revision_as_object()
    return MenteeProfile.objects.filter(program=program).first() or MenteeProfile(program=program)


def fact_row(fact):
    """For printing: label, values and who sees them."""
    return {
        "label": f"{fact.number}. {fact.label}",
        "value": fact.value,
        "values": list(fact.values) or [line for line in fact.value.split("\n") if line],
        "audience": Visibility(fact.visibility).label,
        "audience_kind": AUDIENCE_BADGES[Visibility(fact.visibility)],
    }


def review_notice(page):
    """Where changes of a mentor's page stand: dict title, text, kind, is_to_send; None: all of it is public."""
    if page is None:
        return None
    state = page.current_workflow_state
    if state and state.status == state.STATUS_IN_PROGRESS:
        text = _(
            "A coordinator looks at what you changed before it goes on the public page. You can go on changing it."
        )
        return {"title": _("Changes wait for review"), "text": text, "kind": "info", "is_to_send": False}
    if state and state.status == state.STATUS_NEEDS_CHANGES:
        comment = state.current_task_state.comment if state.current_task_state else ""
        text = _("A coordinator sent your changes back: “%(comment)s”") % {"comment": comment}
        text = text if comment else _("A coordinator sent your changes back. Look over them and send them again.")
        return {"title": _("Please look again"), "text": text, "kind": "warning", "is_to_send": True}
    if page.has_unpublished_changes:
        text = _("They are saved. Nobody looks at them before you send them, and the public page stays as it is.")
        return {"title": _("You have changes that are not public"), "text": text, "kind": "warning", "is_to_send": True}
    if not page.live:
        text = _("Nobody new finds you or asks you while it is taken down. What you told stays here.")
        return {"title": _("Your page is not public now"), "text": text, "kind": "info", "is_to_send": False}
    return None
