"""A mentor as one row of a list: plain values for the shared component `row_mentor`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.calendars.nearness import miles_in_words
from mentoring_pages.facts import ages_in_words, can_see_fact, place_in_words

PICTURE = "fill-320x240"
TOPICS_SHOWN = 4
# A profile has a hundred columns; reading them all for each row takes longer than finding the rows.
READ = (
    *("title", "path", "url_path", "slug", "content_type", "locale", "tagline", "availability", "capacity"),
    *("city", "county", "zip_code", "age_from", "age_to", "picture", "region__name", "setting__name"),
    *("location_visibility", "setting_visibility", "population_visibility", "program__name", "program__status"),
    *("latitude", "longitude"),
)


def mentor_row(page, viewer, request=None, *, near=None):
    """What a list shows of a mentor to a viewer of this level. No query if `with_rows` was asked for.

    `near` is the place (latitude, longitude) to which the distance is told.
    """
    is_open, availability = availability_of(page)
    sees_location = can_see_fact(page, "location", viewer)
    sees_setting = can_see_fact(page, "setting", viewer) and page.setting_id
    topics = [topic.name for topic in page.topics.all()]
    more = len(topics) - TOPICS_SHOWN
    if more > 0:
        topics = topics[:TOPICS_SHOWN] + [ngettext("%(count)s more", "%(count)s more", more) % {"count": more}]
    return {
        "title": page.title,
        "url": page.get_url(request) or "",
        "seed": page.title,
        "photo_url": page.picture.get_rendition(PICTURE).url if page.picture_id else "",
        "place": place_in_words(page) if sees_location else "",
        "distance": miles_in_words(near, page) if near and sees_location else "",
        "setting": page.setting.name if sees_setting else "",
        "ages": ages_in_words(page) if can_see_fact(page, "population", viewer) else "",
        "topics": topics,
        "summary": page.tagline,
        "availability_label": availability,
        "availability_kind": "ok" if is_open else "wait",
    }


def with_rows(profiles):
    """All that `mentor_row` reads and nothing else, at a fixed number of queries."""
    return profiles.with_row_data().prefetch_related("picture__renditions").only(*READ)


def availability_of(page):
    """(whether the mentor takes requests, that in words)."""
    if page.takes_requests:
        places = page.places_left
        text = ngettext("Takes requests, %(count)s place free", "Takes requests, %(count)s places free", places)
        return True, text % {"count": places}
    if page.is_full:
        return False, _("Full for now")
    return False, _("Takes no requests now")
