"""Mails about a pair's meetings. Those on what was agreed carry the calendar entry, which updates by itself."""

from email.utils import parseaddr

from django.conf import settings
from wagtail.models import Site

from mentoring_pages.enums import Side
from mentoring_pages.mail import absolute, addresses_of, coordinators_address, send_after_commit
from mentoring_pages.meeting_calendar import attachment_of, event_of, path_of
from resources.dates_in_words import when_in_words


def tell(meeting, side, template, *, times=(), once_key=None, sends_now=True, entry=False, **more):
    """Queue the mail for one side. `entry`: with the calendar entry. `more` is what the template prints besides."""
    pair, zone = meeting.pair, meeting.pair.cycle.zone
    program, other = pair.program_of(side), pair.partner_of(side)
    how = times[0] if times else meeting
    context = {
        "program": program.name,
        "other": other.name,
        "times": [when_in_words(time.starts_at, zone=zone) for time in times],
        "when": when_in_words(meeting.starts_at, zone=zone) if meeting.starts_at else "",
        "place": how.place,
        "mode": str(how.mode) if how.mode else "",
        "join_url": how.join_url,
        "minutes": how.minutes,
        **more,
    }
    attachment = None
    if entry:
        event = event_of(meeting, other.name, url=absolute(path_of(meeting)), organizer=organizer())
        attachment = lambda address: attachment_of(event, address)  # noqa: E731
    send_after_commit(
        template,
        addresses_of(program),
        context,
        link=("members:meeting-detail", [pair.code, meeting.code]),
        once_key=once_key,
        sends_now=sends_now,
        attachment=attachment,
    )


def tell_both(meeting, template, *, was=None, by_side=None, **more):
    """Queue it for both sides, each with the calendar entry. `was`: when it was to be before it moved."""
    zone = meeting.pair.cycle.zone
    for side in Side:
        tell(
            meeting,
            side,
            template,
            entry=True,
            was=when_in_words(was, zone=zone) if was else "",
            is_own=by_side == side,
            has_ended=by_side is None and template == "meeting_cancelled",
            **more,
        )


def organizer():
    """(name, address) of the site's coordinators, else of the site's own mails."""
    site = Site.objects.filter(is_default_site=True).first()
    address = next(iter(coordinators_address()), "") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return (site.site_name if site else "", address)
