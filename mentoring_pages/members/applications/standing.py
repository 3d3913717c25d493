"""Where an application stands, in words, for the program that applies. Nothing of what referees or staff wrote."""

from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.application_stages import ApplicationStatus as Stage
from mentoring_pages.application_stages import RefereeStatus
from resources.dates_in_words import short_date, when_in_words

BADGES = {
    Stage.DRAFT: "neutral",
    Stage.PROVISIONAL: "ok",
    Stage.APPROVED: "ok",
    Stage.ACTIVE: "ok",
    Stage.BENCH: "info",
    Stage.DECLINED: "stop",
    Stage.WITHDRAWN: "neutral",
    Stage.LAPSED: "neutral",
}


def badge_of(application):
    """(label, kind) for the shared component."""
    return application.get_status_display(), BADGES.get(Stage(application.status), "wait")


def standing(application):
    """One sentence on what has happened and what comes next."""
    sentences = {
        Stage.DRAFT: _("Not sent in yet. Nobody but your program reads it."),
        Stage.SUBMITTED: _("We have it. A coordinator reads it, then writes to your referees."),
        Stage.REFERENCES: _("We have written to your referees. When they have answered, we arrange a talk with you."),
        Stage.INTERVIEW: _("The next step is a talk with a coordinator."),
        Stage.TRAINING: _("Next comes the training, in a group with other new mentors."),
        Stage.REVIEW: _("You have finished the training. The coordinators look at everything once more and decide."),
        Stage.PROVISIONAL: _("You are a mentor with closer support at first. The coordinators stay in touch with you."),
        Stage.APPROVED: _("You are a mentor. Please look over your page; a coordinator then publishes it."),
        Stage.ACTIVE: _("You are a mentor, and programs find you in the directory."),
        Stage.BENCH: _("You are trained and stay in the mentors' group without a mentee, for as long as you like."),
        Stage.DECLINED: _("This application is closed."),
        Stage.WITHDRAWN: _("Your program took it back."),
        Stage.LAPSED: _("The period ended without a confirmation. Write to the coordinators if you want to go on."),
    }
    return sentences[Stage(application.status)]


def timeline(application):
    """Stages with their dates, for the component `timeline`: neither notes nor names. One query."""
    items = [{"on": application.created_at, "title": _("Begun"), "kind": "ok"}]
    for event in application.events.all():
        if event.stage_before != event.stage_after:
            items.append({"on": event.happened_at, "title": event.get_stage_after_display(), "kind": "ok"})
    items[-1]["kind"] = BADGES.get(Stage(application.status), "wait")
    return items


def reference_rows(application):
    """That answers came, and no more (R63). One query."""
    words = {
        RefereeStatus.NAMED: _("Not asked yet"),
        RefereeStatus.ASKED: _("Asked, no answer yet"),
        RefereeStatus.ANSWERED: _("An answer came"),
        # Who would rather not is between them and the coordinators.
        RefereeStatus.DECLINED: _("Asked, no answer yet"),
    }
    return [
        {"label": referee.name, "value": words[RefereeStatus(referee.status)]}
        for referee in application.referees.counting()
    ]


def interview_rows(application):
    """Facts of the interview, [] without one."""
    if application.interview_at is None:
        return []
    rows = [
        (_("When"), when_in_words(application.interview_at)),
        (_("How"), application.get_interview_way_display()),
        (_("Where"), application.interview_place),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def session_items(sessions):
    """Training sessions for the component `timeline`."""
    return [
        {
            "title": session.name,
            "text": ", ".join(
                part
                for part in (
                    when_in_words(session.starts_at, session.ends_at),
                    session.get_way_display(),
                    session.place,
                )
                if part
            ),
            "url": session.gathering.url if session.gathering and session.gathering.live else "",
        }
        for session in sessions
    ]


def attended_in_words(application):
    """Each session that the program's people attended, with its day. One query."""
    sessions = (one.session for one in application.attendances.select_related("session"))
    return [f"{session.name}, {short_date(timezone.localtime(session.starts_at))}" for session in sessions]


def renewal_line(application):
    """Until when the program is a mentor; "" if it need not confirm."""
    if application.valid_until is None:
        return ""
    return _("Please confirm by %(day)s that you go on as a mentor.") % {"day": short_date(application.valid_until)}
