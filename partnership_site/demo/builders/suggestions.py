"""What the public suggested for the demo's library: two wait, one was declined. All addresses are invented."""

from django.utils import timezone

from resources.enums import SuggestionStatus
from resources.models import Suggestion, SuggestionCriterion
from resources.suggesting.addresses import address_key

QUESTIONS = ("May we share it freely?", "Does it say who made it, and when?", "Can people with a screen reader use it?")
SUGGESTIONS = (
    {
        "title": "Songs for the walk home",
        "url": "https://songs.example.org/walk-home",
        "why": "Thirty short songs that our staff sing with the youngest. The children ask for them.",
        "for_whom": "Staff who walk groups home",
        "name": "Rosa Lind",
        "email": "rosa.lind@example.org",
    },
    {
        "title": "Planning sheet for a science evening",
        "url": "https://science.example.org/evening.html",
        "why": "One page, and it names what you need for each table.",
        "for_whom": "Program directors",
    },
    {
        "title": "Craft boxes at half price",
        "url": "https://shop.example.org/boxes",
        "why": "A good price this month.",
        "status": SuggestionStatus.DECLINED,
        "reason": "The library has no offers of shops.",
    },
)


def build_suggestions(demo):
    """Needs the library. Nobody gets a mail."""
    for place, question in enumerate(QUESTIONS):
        SuggestionCriterion.objects.get_or_create(question=question, defaults={"sort_order": place * 10})
    for values in SUGGESTIONS:
        is_decided = "status" in values
        Suggestion.objects.create(
            library=demo.pages["library"],
            url_key=address_key(values["url"]),
            decided_by=demo.editor if is_decided else None,
            decided_at=timezone.now() if is_decided else None,
            **values,
        )
