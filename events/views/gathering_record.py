"""A gathering that is over, as a record: what came of it, slides, photos, how many came; for staff how it was rated."""

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model

from events.enums import RegistrationStatus
from events.guests.feedback import rating_of
from events.permissions import can_run_gatherings

# Widths of a photo in pixels: one for a phone, one for a wide or sharp screen.
PHOTO_FILTERS = ("width-480|format-webp", "width-960|format-webp")


def record_of(page, request):
    """What a past gathering leaves behind, at a fixed number of queries; {} while it lies ahead."""
    if not page.is_over:
        return {}
    found = {
        "outcome": page.outcome,
        "attended_text": _attended(page),
        "slides": _slides(page),
        "photos": _photos(page),
    }
    found["is_empty"] = not any(found.values())
    found["rating"] = _rating(page, request)
    return found


def _attended(page):
    """How many came, in words: as staff wrote it, else as ticked on the sign-in sheet; "" if nobody counted."""
    count = page.attendance_count
    if count is None and page.pk:
        count = page.registrations.filter(status=RegistrationStatus.ATTENDED).count()
    if not count:
        return ""
    return ngettext("%(count)s person came.", "%(count)s people came.", count) % {"count": count}


def _slides(page):
    """Files for the component `file_row`."""
    return [
        {
            "title": slides.title or slides.document.title,
            "url": slides.document.url,
            "format": slides.document.file_extension.upper(),
            "size": slides.document.get_file_size(),
        }
        for slides in page.slides.select_related("document")
    ]


def _photos(page):
    """Photos with the addresses of their renditions; two queries once these were made."""
    photos = list(page.photos.all())
    if not photos:
        return []
    images = get_image_model().objects.prefetch_renditions(*PHOTO_FILTERS).in_bulk([photo.image_id for photo in photos])
    found = []
    for photo in photos:
        image = images.get(photo.image_id)
        if image is None:
            continue
        renditions = list(image.get_renditions(*PHOTO_FILTERS).values())
        found.append(
            {
                "url": renditions[0].url,
                "width": renditions[0].width,
                "height": renditions[0].height,
                "sources": ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions),
                "alt": photo.alt_text,
                "caption": photo.caption,
            }
        )
    return found


def _rating(page, request):
    """For staff alone, what guests said in their evaluations: {"text", "takings", "wishes"}; None for others."""
    user = getattr(request, "user", None)
    if not page.pk or user is None or not can_run_gatherings(user):
        return None
    rating = rating_of(page)
    if not rating.is_shown:
        text = _("Too few guests have sent an evaluation to show it without telling who.")
        return {"text": text, "takings": [], "wishes": []}
    text = ngettext(
        "%(count)s guest rated it, %(average)s of 5 on average.",
        "%(count)s guests rated it, %(average)s of 5 on average.",
        rating.count,
    )
    return {
        "text": text % {"count": rating.count, "average": floatformat(rating.average, 1)},
        "takings": rating.took_home,
        "wishes": rating.wishes,
    }
