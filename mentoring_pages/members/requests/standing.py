"""Where a request stands, in words, for the program that asks, for a mentor that is asked, and for coordinators."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.actions.request_mails import kind_sentence
from mentoring_pages.enums import AskingOrder, ChoiceStatus, RequestStatus

REQUEST_BADGES = {
    RequestStatus.DRAFT: "neutral",
    RequestStatus.SENT: "wait",
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
    ChoiceStatus.CLOSED: "neutral",
}


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
    needs_answer = choice.status == ChoiceStatus.ASKED
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
    if match_request.status == RequestStatus.MATCHED:
        if accepted:
            return _("%(name)s is your mentor.") % {"name": accepted[0]}
        return _("A coordinator has found a mentor for you.")
    if match_request.status == RequestStatus.DECLINED:
        return _("No mentor on your list is free. The coordinators know and will look for one with you.")
    if match_request.status == RequestStatus.WITHDRAWN:
        return _("Your program took it back.")
    if match_request.status == RequestStatus.EXPIRED:
        return _("It ended without an answer.")
    return _("The coordinators are looking at it.")


def answer_in_words(choice):
    """One sentence for the mentor that was asked."""
    if choice.status == ChoiceStatus.ASKED:
        return _("Please say yes or no.")
    if choice.status == ChoiceStatus.ACCEPTED:
        return _("You said yes.")
    if choice.status == ChoiceStatus.DECLINED:
        return _("You said no.")
    return _("No answer is needed any more.")


def choice_items(choices, *, with_reasons):
    """The ranked list for the component `timeline`; `with_reasons` adds what mentors told the staff."""
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
    if choice.status == ChoiceStatus.DECLINED:
        if with_reasons and choice.decline_reason:
            return _("Reason, for staff: %(reason)s") % {"reason": choice.decline_reason}
        return kind_sentence(choice.mentor.name)
    return choice.reason
