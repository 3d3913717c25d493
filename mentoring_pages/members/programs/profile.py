"""What a program tells about itself, as it is saved, and where the review of a mentor's page stands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import Visibility
from mentoring_pages.models import MenteeProfile, MentorProfilePage

AUDIENCE_BADGES = {Visibility.PUBLIC: "ok", Visibility.MEMBERS: "info", Visibility.STAFF: "rose"}


ON_A_PAGE = {
    Visibility.PUBLIC: gettext_lazy("Everyone, on your public page"),
    Visibility.MEMBERS: gettext_lazy("Enrolled programs, and staff"),
    Visibility.STAFF: gettext_lazy("Staff only"),
}
# A profile is never public; the second matters once the program gets a public page.
IN_A_PROFILE = {
    Visibility.PUBLIC: gettext_lazy("Mentors you ask, and staff; everyone if you become a mentor"),
    Visibility.MEMBERS: gettext_lazy("Mentors you ask, and staff; never everyone"),
    Visibility.STAFF: gettext_lazy("Staff only"),
}


def who_sees(facts):
    """Who sees a fact of each visibility, in words, on a mentor's page or in the profile of a program without one."""
    return ON_A_PAGE if isinstance(facts, MentorProfilePage) else IN_A_PROFILE


def page_of(program):
    """The program's mentor page, live or not; None for a program without one."""
    return MentorProfilePage.objects.filter(program=program).first()


def newest(program, page):
    """The newest draft of the page, else the mentee profile, which may be new."""
    if page:
        return page.get_latest_revision_as_object()
    return MenteeProfile.objects.filter(program=program).first() or MenteeProfile(program=program)


def fact_row(fact, words):
    """For printing: label, values and who sees them, by the `words` of `who_sees`."""
    return {
        "label": f"{fact.number}. {fact.label}",
        "value": fact.value,
        "values": list(fact.values) or [line for line in fact.value.split("\n") if line],
        "audience": words[Visibility(fact.visibility)],
        "audience_kind": AUDIENCE_BADGES[Visibility(fact.visibility)],
    }


def review_notice(page):
    """Where changes of a mentor's page stand; None: all of it is public.

    A dict title, text, kind; `is_waiting`: a coordinator has it; `is_to_send`: the program should send it.
    """
    if page is None:
        return None
    state = page.current_workflow_state
    if state and state.status == state.STATUS_IN_PROGRESS:
        text = _(
            "A coordinator looks at what you changed before it goes on the public page. You can go on changing it."
        )
        return _notice(_("Changes wait for review"), text, is_waiting=True)
    if state and state.status == state.STATUS_NEEDS_CHANGES:
        comment = state.current_task_state.comment if state.current_task_state else ""
        text = _("A coordinator sent your changes back. Look over them and send them again.")
        if comment:
            text = _("A coordinator sent your changes back: “%(comment)s”") % {"comment": comment}
        return _notice(_("Please look again"), text, is_to_send=True)
    # Taking a page down leaves it with unpublished changes, so this comes first.
    if not page.live:
        text = _("Nobody new finds you or asks you while it is taken down. What you told stays here.")
        return _notice(_("Your page is not public now"), text)
    if page.has_unpublished_changes:
        text = _("They are saved. Nobody looks at them before you send them, and the public page stays as it is.")
        return _notice(_("You have changes that are not public"), text, is_to_send=True)
    return None


def _notice(title, text, *, is_waiting=False, is_to_send=False):
    kind = "warning" if is_to_send else "info"
    return {"title": title, "text": text, "kind": kind, "is_waiting": is_waiting, "is_to_send": is_to_send}
