"""Next steps of a program on its way to a pair. Values in, a step out; no queries."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.members.home.step import NextStep


def answer_step(requests) -> NextStep:
    """Somebody asks the program to be its mentor."""
    first = requests[0]
    more = len(requests) - 1
    text = _("They read about your program and chose you. A yes begins the work together; a no is fine too.")
    if more:
        text = ngettext(
            "%(count)d more request waits after this one.", "%(count)d more requests wait after this one.", more
        ) % {"count": more}
    return NextStep(
        "answer-request",
        _("%(program)s asks you to be their mentor") % {"program": first.program},
        text,
        _("Read the request"),
        "members:request-detail",
        (first.code,),
    )


def step_without_pair(situation) -> NextStep:
    """On the way to a mentor: enrolled, asked, waiting."""
    if situation.waiting_code:
        return NextStep(
            "wait-for-coordinator",
            _("Your enrolment is with the coordinators"),
            _("You get an e-mail when they have looked at it. You can tell about your program meanwhile."),
            _("Tell about your program"),
            "members:program-edit",
            (situation.waiting_code,),
        )
    own = situation.own_request
    if own and own.is_draft:
        return NextStep(
            "finish-request",
            _("Finish your request for a mentor"),
            _("It is saved as a draft. No mentor sees it until you send it."),
            _("Go on with the request"),
            "members:request-detail",
            (own.code,),
        )
    if own:
        return NextStep(
            "wait-for-mentor",
            _("Your request is with the mentors"),
            _("You get an e-mail as soon as one of them answers. There is nothing to do until then."),
            _("See where it stands"),
            "members:request-detail",
            (own.code,),
        )
    if situation.may_ask:
        return NextStep(
            "ask-for-mentor",
            _("Ask a program to be your mentor"),
            _("Say what you need, choose the mentors you would like to learn from, and send it."),
            _("Begin a request"),
            "members:request-create",
        )
    return NextStep(
        "nothing-due", _("Nothing is due"), _("You get an e-mail when a program asks for you or a season begins.")
    )
