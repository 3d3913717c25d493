"""Where a request stands, in words, for the program that asks, for a mentor that is asked, and for coordinators."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.actions.request_mails import off_the_list
from mentoring_pages.enums import AskingOrder, ChoiceStatus, RequestStatus
from resources.dates_in_words import short_date

REQUEST_BADGES = {
    RequestStatus.DRAFT: "neutral",
    RequestStatus.SENT: "wait",
    RequestStatus.ACCEPTED: "wait",
    RequestStatus.MATCHED: "ok",
    RequestStatus.DECLINED: "stop",
    RequestStatus.WITHDRAWN: "neutral",
    RequestStatus.EXPIRED: "neutral",
}
CHOICE_BADGES = {
    ChoiceStatus.WAITING: "neutral",
    ChoiceStatus.ASKED: "wait",
    ChoiceStatus.ACCEPTED: "ok",
    ChoiceStatus.DECLINED: "stop",
    ChoiceStatus.EXPIRED: "neutral",
    ChoiceStatus.UNAVAILABLE: "neutral",
    ChoiceStatus.REFUSED: "stop",
    ChoiceStatus.CLOSED: "neutral",
}
OFF_THE_LIST = (ChoiceStatus.DECLINED, ChoiceStatus.EXPIRED, ChoiceStatus.UNAVAILABLE, ChoiceStatus.REFUSED)


def own_row(match_request):
    """A request of one's own as a row of the list: `choices` with mentors are read, so prefetch them."""
    return {
        "title": _("%(program)s, cycle %(cycle)s") % {"program": match_request.program, "cycle": match_request.cycle},
        "url": reverse("members:request-detail", args=[match_request.code]),
        "badge_label": match_request.get_status_display(),
        "badge_kind": REQUEST_BADGES[RequestStatus(match_request.status)],
        "text": standing(match_request, list(match_request.choices.all())),
        "on": match_request.sent_at or match_request.created_at,
    }


def asked_row(choice):
    """A request in which one's program was asked, as a row of the list."""
    needs_answer = choice.status == ChoiceStatus.ASKED and choice.request.status == RequestStatus.SENT
    return {
        "title": _("%(program)s asks %(mentor)s") % {"program": choice.request.program, "mentor": choice.mentor},
        "url": reverse("members:request-detail", args=[choice.request.code]),
        "badge_label": _("Waits for your answer") if needs_answer else choice.get_status_display(),
        "badge_kind": "needs-you" if needs_answer else CHOICE_BADGES[ChoiceStatus(choice.status)],
        "text": answer_in_words(choice),
        "on": choice.asked_at,
    }


def standing(match_request, choices):
    """One sentence for the program that asks: what has happened and what comes next."""
    asked = [choice.mentor.name for choice in choices if choice.status == ChoiceStatus.ASKED]
    accepted = [choice.mentor.name for choice in choices if choice.status == ChoiceStatus.ACCEPTED]
    if match_request.status == RequestStatus.DRAFT:
        return _("Not sent yet. Nobody but your program reads it.")
    if match_request.status == RequestStatus.SENT and asked:
        return _("Waiting for an answer from %(names)s.") % {"names": ", ".join(asked)}
    if match_request.status == RequestStatus.ACCEPTED and accepted:
        return _("%(name)s said yes. A coordinator confirms it; until then your place is held.") % {"name": accepted[0]}
    if match_request.status == RequestStatus.MATCHED:
        if accepted:
            return _("%(name)s is your mentor.") % {"name": accepted[0]}
        return _("A coordinator has found a mentor for you.")
    if match_request.status == RequestStatus.DECLINED:
        return _("No mentor on your list is free. The coordinators know and will look for one with you.")
    if match_request.status == RequestStatus.WITHDRAWN:
        return _("Your program took it back.")
    if match_request.status == RequestStatus.EXPIRED:
        return _("It ended without an answer. The coordinators know and will look for a mentor with you.")
    return _("The coordinators are looking at it.")


def answer_in_words(choice):
    """One sentence for the mentor that was asked."""
    if choice.status == ChoiceStatus.ASKED and choice.request.status == RequestStatus.ACCEPTED:
        return _("Another mentor said yes, and a coordinator is looking at it. You need not answer now.")
    if choice.status == ChoiceStatus.ASKED:
        if choice.answer_by:
            day = short_date(timezone.localdate(choice.answer_by))
            return _("Please say yes or no until %(day)s.") % {"day": day}
        return _("Please say yes or no.")
    if choice.request.status == RequestStatus.WITHDRAWN and choice.status == ChoiceStatus.CLOSED:
        return _("The program took its request back. No answer is needed any more.")
    if choice.status == ChoiceStatus.ACCEPTED:
        if choice.request.status == RequestStatus.ACCEPTED:
            return _("You said yes. A coordinator confirms it; until then one of your places is held.")
        return _("You said yes.")
    if choice.status == ChoiceStatus.DECLINED:
        return _("You said no.")
    if choice.status == ChoiceStatus.EXPIRED:
        return _("The time to answer is over, so the request went on to another mentor.")
    if choice.status == ChoiceStatus.UNAVAILABLE:
        return _("The request went on to another mentor, because you could not take it on.")
    if choice.status == ChoiceStatus.REFUSED:
        return _("You said yes. The coordinators have decided to look for another way.")
    return _("No answer is needed any more.")


def choice_items(choices, *, with_reasons):
    """The ranked list for the component `timeline`; `with_reasons` adds what mentors told the staff.

    A coordinator who belongs to one of the two programs reads no reason (`with_shows_reason`).
    """
    return [
        {
            "title": f"{choice.rank}. {choice.mentor}",
            "on": choice.answered_at or choice.asked_at,
            "kind": CHOICE_BADGES[ChoiceStatus(choice.status)],
            "meta": choice.get_status_display(),
            "text": _choice_text(choice, with_reasons),
        }
        for choice in choices
    ]


def sending_in_words(match_request, choices):
    """(label of the send button, what sending does) for a draft with a list; ("", "") without one."""
    if not choices:
        return "", ""
    if match_request.cycle.asking_order == AskingOrder.AT_ONCE:
        count = len(choices)
        label = ngettext("Send request to %(count)s mentor", "Send request to %(count)s mentors", count) % {
            "count": count
        }
        return label, _("All of them are asked now. The first one to say yes is your mentor.")
    first = choices[0].mentor.name
    return (
        _("Send request to %(name)s") % {"name": first},
        _("%(name)s is asked first. If they can't, the next one on your list is asked, and so on.") % {"name": first},
    )


def _choice_text(choice, with_reasons):
    if (
        choice.status in (ChoiceStatus.DECLINED, ChoiceStatus.REFUSED)
        and with_reasons
        and choice.decline_reason
        and choice.shows_reason
    ):
        return _("Reason, for staff: %(reason)s") % {"reason": choice.decline_reason}
    if choice.status in OFF_THE_LIST:
        return off_the_list(choice)
    return choice.reason
