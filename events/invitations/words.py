"""What invitations and date polls say: the mails of both, whom a link is for, and why it cannot be used any more."""

from dataclasses import replace

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from events.enums import AttendanceMode, GatheringStatus, InvitationAnswer, PollStatus
from events.feeds.entry_facts import entry_facts
from events.gatherings.rows import when_of
from events.ical.writing import CONFIRMED, single_event
from events.links import site_address
from events.permissions import can_answer_invitation, can_mark_dates
from events.times import local_days
from resources.absolute_addresses import absolute_url
from resources.dates_in_words import short_date, when_in_words
from resources.mailing import queue_mail, rendered

from .placeholders import filled

FOLDER = "partnership_events/mail"
ANSWERS = (InvitationAnswer.YES, InvitationAnswer.NO, InvitationAnswer.MAYBE)


def when_words(gathering):
    """ "Thu 8 Oct 2026, 10 am to 2 pm Central"; "Date to come" without one."""
    return when_in_words(*when_of(gathering), gathering.time_zone)


def place_words(gathering):
    """Place and town in one line, or that it is online."""
    if gathering.mode == AttendanceMode.ONLINE:
        return _("online")
    place = gathering.place
    if gathering.mode == AttendanceMode.HYBRID:
        return _("%(place)s, or online") % {"place": place} if place else _("in person or online")
    return place or _("place to come")


def placeholder_values(gathering, name):
    """What the words in braces become in the mail to `name`."""
    return {
        "gathering": gathering.title,
        "when": when_words(gathering),
        "place": place_words(gathering),
        "host": gathering.host or _("the partnership"),
        "name": name or _("colleague"),
    }


def invitation_mail(invitation_round, invitation):
    """(subject, text, HTML) of the mail of a round to one person; also for a person who is not stored, as preview."""
    gathering = invitation_round.gathering
    with translation.override(gathering.locale.language_code):
        values = placeholder_values(gathering, invitation.name)
        poll = invitation_round.poll
        context = {
            "gathering": gathering,
            "subject_text": filled(invitation_round.subject, values),
            "paragraphs": _paragraphs(filled(invitation_round.text, values)),
            "name": invitation.name,
            "when": values["when"],
            "place": values["place"],
            "page_url": absolute_url(gathering) if gathering.live else "",
            "is_reminder": invitation_round.is_reminder,
            "poll": poll,
            "poll_url": site_address("poll", gathering, poll.code) if poll else "",
            "closes_on": short_date(poll.closes_on) if poll else "",
            "links": [
                (label, site_address("invitation-answer", gathering, invitation.code, answer.value))
                for answer, label in zip(ANSWERS, answer_labels(), strict=True)
            ],
        }
        return rendered(FOLDER, "date_poll" if poll else "invitation", context)


def answer_labels():
    """What the three links of an invitation say."""
    return _("Yes, I will come"), _("No, I cannot come"), _("Maybe")


def masked_name(invitation):
    """ "Dana R.", or the program; whoever got a link passed on learns no address. "" if neither is known."""
    words = invitation.name.split()
    if not words or "@" in invitation.name:
        return invitation.program_name
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else words[0]


def why_not_answerable(gathering):
    """Why an invitation to it cannot be answered now, as a sentence; "" if it can."""
    if can_answer_invitation(gathering):
        return ""
    if gathering.status == GatheringStatus.CANCELLED:
        return _("This gathering is cancelled.")
    if gathering.is_over:
        return _("This gathering is over. Thank you for your interest; the calendar has those that are coming.")
    if not gathering.live:
        return _("This gathering is not on the site at the moment, so your answer can't be taken.")
    return _("This gathering is postponed. We write to you when there is a new date.")


def why_not_markable(poll):
    """Why dates cannot be marked now, as a sentence; "" if they can."""
    if can_mark_dates(poll):
        return ""
    if poll.status == PollStatus.DECIDED:
        return _("The date was chosen: %(when)s.") % {"when": option_words(poll, poll.chosen)}
    if poll.status == PollStatus.WITHDRAWN:
        return _("The poll was withdrawn: no date is looked for any more.")
    if poll.gathering.status == GatheringStatus.CANCELLED:
        return _("This gathering is cancelled.")
    return _("The poll closed on %(day)s. The date is chosen soon.") % {"day": short_date(poll.closes_on)}


def option_words(poll, option):
    """A proposed date in the gathering's zone, in words; the days alone for an all-day gathering."""
    if option is None:
        return when_words(poll.gathering)
    zone = poll.gathering.zone
    if poll.gathering.is_all_day:
        return when_in_words(*local_days(option.starts_at, option.ends_at, zone))
    starts_at = option.starts_at.astimezone(zone)
    ends_at = option.ends_at.astimezone(zone) if option.ends_at else None
    return when_in_words(starts_at, ends_at, poll.gathering.time_zone)


def queue_poll_mail(participant, name, *, sends_now=True, once_key=None, marks="", gathering=None):
    """Queue the mail `name` ("poll_marked", "poll_known", "poll_decided", "poll_withdrawn") to one participant.

    `marks` goes into the participant's own link. `gathering` with its new dates puts a calendar entry into the mail.
    """
    poll = participant.poll
    page = gathering or poll.gathering
    with translation.override(page.locale.language_code):
        own_url = site_address("poll-marks", page, participant.code)
        page_url = absolute_url(page) if page.live else ""
        context = {
            "gathering": page,
            "poll": poll,
            "participant": participant,
            "when": when_words(page),
            "place": place_words(page),
            "own_url": f"{own_url}?marks={marks}" if marks else own_url,
            "page_url": page_url,
            "register_url": f"{page_url}register/" if page_url and page.takes_registrations else "",
            "closes_on": short_date(poll.closes_on),
        }
        subject, text, html = rendered(FOLDER, name, context)
        attachment = (f"{page.slug}.ics", _decided_entry(page), "text/calendar") if gathering else None
    return queue_mail(
        name,
        participant.email,
        subject=subject,
        text=text,
        html=html,
        about=page.title,
        reply_to=page.contact_email,
        attachment=attachment,
        once_key=once_key,
        sends_now=sends_now,
    )


def _decided_entry(gathering):
    """The gathering as a calendar file. A draft is no cancelled gathering, only one that is not announced yet."""
    record = getattr(gathering, "calendar_entry", None) if gathering.live else None
    facts = entry_facts(record or gathering, gathering=gathering).facts
    if not gathering.live:
        facts = replace(facts, status=CONFIRMED, summary_prefix="", url="", description=strip_tags(gathering.summary))
    return single_event(facts, language=gathering.locale.language_code)


def _paragraphs(text):
    """Paragraphs of lines: an empty line parts paragraphs."""
    blocks = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).split("\n\n")
    return [block.strip("\n").split("\n") for block in blocks if block.strip()]
