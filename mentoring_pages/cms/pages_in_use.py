"""The page of a mentor who is at work can't be deleted: whoever it works with, or asked it, would lose what it told."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from mentoring_pages.enums import OPEN_CHOICE_STATUSES, OPEN_REQUEST_STATUSES
from mentoring_pages.models import MatchChoice, MentoringPair, MentorProfilePage


def mentors_at_work(pages):
    """Titles of mentors' pages among these and below them that hold a place for a pair or are on an open request."""
    titles = []
    for page in pages:
        below = MentorProfilePage.objects.descendant_of(page, inclusive=True)
        paired = MentoringPair.objects.holding().filter(mentor__in=below.values("program")).values("mentor")
        asked = MatchChoice.objects.filter(
            mentor__in=below.values("program"),
            status__in=OPEN_CHOICE_STATUSES,
            request__status__in=OPEN_REQUEST_STATUSES,
        ).values("mentor")
        at_work = below.filter(program__in=paired) | below.filter(program__in=asked)
        titles += at_work.distinct().values_list("title", flat=True)
    return titles


def _refusal(request, pages):
    titles = mentors_at_work(pages)
    if not titles:
        return None
    words = _(
        "%(titles)s can’t be deleted now: the program mentors somebody, or is on somebody’s list. Unpublish the page "
        "instead: nobody new finds it, and its pairs go on."
    )
    messages.error(request, words % {"titles": ", ".join(titles)})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk if pages[0].depth > 1 else pages[0].pk)


@hooks.register("before_delete_page")
def keep_mentors_at_work(request, page):
    """Before the question and before the deed."""
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def keep_mentors_at_work_among_several(request, action_type, objects, action_class_instance):
    """The same where several pages are deleted together."""
    is_about_pages = action_type == "delete" and any(hasattr(page, "get_parent") for page in objects)
    return _refusal(request, list(objects)) if is_about_pages else None
