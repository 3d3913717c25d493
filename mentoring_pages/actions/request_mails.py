"""Which mails go with the steps of a request, and to whom: the people who direct the programs, never the public."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from mentoring_pages.enums import ChoiceStatus
from mentoring_pages.mail import addresses_of, coordinators_address, send_after_commit
from mentoring_pages.models import MentoringSettings
from resources.dates_in_words import short_date

REQUEST_LIST: tuple[str, list] = ("members:request-list", [])

# --- To mentors ---


def ask(choice):
    """The question."""
    context = {
        **_about(choice.request),
        "mentor": choice.mentor.name,
        "reason": choice.reason,
        "needs": _needs(choice.request),
        "answer_by": _day(choice.answer_by),
    }
    _to_mentor("request_asked", choice, context, link=_request_link(choice.request))


def remind(choice):
    """The one reminder of a question."""
    context = {**_about(choice.request), "mentor": choice.mentor.name, "answer_by": _day(choice.answer_by)}
    _to_mentor(
        "request_reminder",
        choice,
        context,
        link=_request_link(choice.request),
        once_key=f"{choice.pk}-{choice.asked_at.isoformat()}",
        sends_now=False,
    )


def tell_changed(choice):
    """What the program needs reads differently now."""
    context = {**_about(choice.request), "mentor": choice.mentor.name, "needs": _needs(choice.request)}
    _to_mentor("request_changed", choice, context, link=_request_link(choice.request))


def tell_withdrawn(choice):
    """No answer is needed any more: the request was taken back."""
    _to_mentor("request_withdrawn", choice, {**_about(choice.request), "mentor": choice.mentor.name})


def tell_removed(choice):
    """No answer is needed any more: the program took the mentor off its list."""
    _to_mentor("request_removed", choice, {**_about(choice.request), "mentor": choice.mentor.name})


def tell_closed(choice):
    """No answer is needed any more: the program has found another mentor."""
    _to_mentor("request_closed", choice, {**_about(choice.request), "mentor": choice.mentor.name})


def tell_let_go(choice, why):
    """No answer is needed any more, with the sentence `why`: time ran out, no place is left, the page is down."""
    _to_mentor("request_let_go", choice, {**_about(choice.request), "mentor": choice.mentor.name, "why": why})


def tell_not_confirmed(choice):
    """The yes did not lead to a pair; it is nobody's fault."""
    _to_mentor("pair_not_confirmed", choice, {**_about(choice.request), "mentor": choice.mentor.name})


# --- To the program that asks, and to coordinators ---


def announce(match_request):
    """A new request, to the coordinators."""
    send_after_commit(
        "request_announced",
        coordinators_address(),
        _about(match_request),
        link=_request_link(match_request),
    )


def tell_moved_on(choice, next_choice):
    """To the mentee: why this mentor is off the list, kindly, and what comes next; without a mentor left also to the
    coordinators, who can help.
    """
    match_request = choice.request
    still_asked = next_choice is not None or match_request.choices.filter(status=ChoiceStatus.ASKED).exists()
    context = {
        **_about(match_request),
        "mentor": choice.mentor.name,
        "sentence": off_the_list(choice),
        "next_mentor": next_choice.mentor.name if next_choice else "",
        "still_asked": still_asked,
    }
    _to_mentee("request_moved_on", match_request, context)
    if not still_asked:
        _to_coordinators("request_unmatched", match_request, context)


def tell_ended(match_request):
    """To the mentee: a coordinator closed the request, or the cycle ended."""
    _to_mentee("request_ended", match_request, _about(match_request))


def tell_withdrawn_for(match_request):
    """To the mentee: a coordinator took the request back for it."""
    _to_mentee("request_withdrawn_for", match_request, _about(match_request))


def tell_to_confirm(pair, match_request):
    """A yes that a coordinator must confirm: to both programs and to the coordinators."""
    context = {**_about(match_request), "mentor": pair.mentor.name}
    _to_mentee("pair_held_mentee", match_request, context)
    send_after_commit("pair_held_mentor", addresses_of(pair.mentor), context, link=REQUEST_LIST)
    _to_coordinators("pair_to_confirm", match_request, context)


def tell_paired(pair):
    """To both programs: you are a pair, and what comes next."""
    for program, other, template in (
        (pair.mentee, pair.mentor, "pair_mentee"),
        (pair.mentor, pair.mentee, "pair_mentor"),
    ):
        context = {
            "program": program.name,
            "other": other.name,
            "cycle": pair.cycle.name,
            "decided_by": pair.decided_by,
            "people": _people_of(other),
        }
        send_after_commit(template, addresses_of(program), context, link=("members:pair-detail", [pair.code]))


def off_the_list(choice):
    """One sentence for the program that asked: why this mentor will not be its mentor."""
    names = {"mentor": choice.mentor.name}
    if choice.status == ChoiceStatus.EXPIRED:
        return _("%(mentor)s has not answered in time.") % names
    if choice.status == ChoiceStatus.UNAVAILABLE:
        return _("%(mentor)s takes no programs now.") % names
    if choice.status == ChoiceStatus.REFUSED:
        return _("%(mentor)s can't be your mentor after all. The coordinators looked at it with care.") % names
    return kind_sentence(choice.mentor.name)


def kind_sentence(mentor_name):
    """What a mentee reads when a mentor says no: staff's own sentence, or the built-in one."""
    site = Site.objects.filter(is_default_site=True).first()
    own = MentoringSettings.for_site(site).decline_text.strip() if site else ""
    return own or _("%(mentor)s can't take on another program right now. It is about their time, not about you.") % {
        "mentor": mentor_name
    }


def _to_mentor(template, choice, context, *, link=REQUEST_LIST, **more):
    send_after_commit(template, addresses_of(choice.mentor), context, link=link, **more)


def _to_mentee(template, match_request, context):
    send_after_commit(
        template,
        addresses_of(match_request.program),
        context,
        link=_request_link(match_request),
    )


def _to_coordinators(template, match_request, context):
    send_after_commit(template, coordinators_address(), context, link=_request_link(match_request))


def _about(match_request):
    return {"program": match_request.program.name, "cycle": match_request.cycle.name}


def _request_link(match_request):
    return "members:request-detail", [match_request.code]


def _needs(match_request):
    return [need.topic.name for need in match_request.needs.select_related("topic")]


def _day(moment):
    return short_date(timezone.localdate(moment)) if moment else ""


def _people_of(program):
    """(name, address) of the people whom the other side writes to: directors, else everybody."""
    memberships = list(
        program.memberships.filter(is_active=True, user__is_active=True).select_related("user").order_by("pk")
    )
    directors = [one for one in memberships if one.role == "director"]
    return [(one.user.get_full_name(), one.user.email) for one in directors or memberships]
