"""The demo mentor's reading lists: one of the mentor's own, and one that the pair reads along."""

from django.contrib.auth import get_user_model

from mentoring_pages.actions.reading import edit_item, keep_resource, make_list, share_list
from mentoring_pages.models import MentoringPair

from ..sign_ins import SIGN_INS

LATER = ("Budget worksheet for a first grant year", "Getting ready for a monitoring visit")
SHARED = (
    ("First ninety days for a new director", "Begin with the second page: what can wait."),
    ("Watching a room for twenty minutes", "Try it once before my visit, so that we can compare."),
    ("Site visit observation sheet", ""),
)


def build_reading(demo):
    """Needs the library and the pairs."""
    email = next(one.email for one in SIGN_INS if one.role == "Mentor")
    mentor = get_user_model().objects.filter(email=email).first()
    pair = MentoringPair.objects.for_member(mentor).open().first() if mentor else None
    if pair is None:
        return
    for title in LATER:
        keep_resource(demo.resources[title], by=mentor)
    shared = make_list(by=mentor, name="Before the first visit", note="Three short things, in this order.")
    for title, note in SHARED:
        item, _is_new = keep_resource(demo.resources[title], by=mentor, reading_list=shared)
        edit_item(item, by=mentor, note=note)
    share_list(shared, pair, by=mentor)
