"""Which mails go with the steps of a request, and to whom: the people who direct the programs, never the public."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from mentoring_pages.enums import ChoiceStatus
from mentoring_pages.mail import addresses_of, coordinators_address, send_after_commit
from mentoring_pages.models import MentoringSettings


def announce(match_request):
    """A new request, to the coordinators."""
    send_after_commit(
        "request_announced", coordinators_address(), _about(match_request), link=_request_link(match_request)
    )


def ask(choice):
    """The question, to the mentor."""
    match_request = choice.request
    context = {
        **_about(match_request),
        "mentor": choice.mentor.name,
        "reason": choice.reason,
        "needs": [need.topic.name for need in match_request.needs.select_related("topic")],
    }
    send_after_commit("request_asked", addresses_of(choice.mentor), context, link=_request_link(match_request))


def tell_withdrawn(choice):
    """To a mentor who was asked: no answer is needed any more."""
    context = {**_about(choice.request), "mentor": choice.mentor.name}
    send_after_commit("request_withdrawn", addresses_of(choice.mentor), context, link=("members:request-list", []))


def tell_closed(choice):
    """To a mentor who was asked: the program has found another mentor."""
    context = {**_about(choice.request), "mentor": choice.mentor.name}
    send_after_commit("request_closed", addresses_of(choice.mentor), context, link=("members:request-list", []))


def tell_declined(choice, match_request, next_choice):
    """The kind sentence, to the mentee; without a mentor left also to the coordinators, who can help."""
    still_asked = match_request.choices.filter(status=ChoiceStatus.ASKED).count() if next_choice is None else 1
    context = {
        **_about(match_request),
        "mentor": choice.mentor.name,
        "kind_sentence": kind_sentence(choice.mentor.name),
        "next_mentor": next_choice.mentor.name if next_choice else "",
        "still_asked": still_asked,
    }
    send_after_commit(
        "request_declined", addresses_of(match_request.program), context, link=_request_link(match_request)
    )
    if not still_asked:
        send_after_commit("request_unmatched", coordinators_address(), context, link=_request_link(match_request))


def tell_paired(pair):
    """To both programs: you are a pair."""
    for program, other, template in (
        (pair.mentee, pair.mentor, "pair_mentee"),
        (pair.mentor, pair.mentee, "pair_mentor"),
    ):
        context = {
            "program": program.name,
            "other": other.name,
            "cycle": pair.cycle.name,
            "decided_by": pair.decided_by,
        }
        send_after_commit(template, addresses_of(program), context, link=("members:pair-detail", [pair.code]))


def kind_sentence(mentor_name):
    """What a mentee reads when a mentor says no: staff's own sentence, or the built-in one."""
    site = Site.objects.filter(is_default_site=True).first()
    own = MentoringSettings.for_site(site).decline_text.strip() if site else ""
    return own or _("%(mentor)s can't take on another program right now. It is about their time, not about you.") % {
        "mentor": mentor_name
    }


def _about(match_request):
    return {"program": match_request.program.name, "cycle": match_request.cycle.name}


def _request_link(match_request):
    return "members:request-detail", [match_request.code]
