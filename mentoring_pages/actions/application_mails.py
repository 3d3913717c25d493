"""Mails about applications. Each goes out after commit; none carries what a referee or staff wrote about somebody."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring_pages.application_stages import RefereeStatus
from mentoring_pages.mail import addresses_of, coordinators_address, send_after_commit
from mentoring_pages.models import MentorApplicationSettings
from mentoring_pages.reference_links import token_of
from resources.dates_in_words import short_date, when_in_words


def tell_received(application):
    """To the program: it has arrived. To the coordinators: it is there."""
    _to_program(application, "application_received")
    _to_staff(application, "application_submitted")


def tell_withdrawn(application):
    _to_staff(application, "application_withdrawn")


def tell_sent_back(application):
    """To the program, with the staff's words on what to change."""
    _to_program(application, "application_sent_back", note=application.sent_back_note)


def ask_referee(referee, *, is_reminder=False):
    """To the referee, with the secret address."""
    context = {
        "name": referee.name,
        "program": referee.application.program.name,
        "until": _day(referee.expires_at),
        "is_reminder": is_reminder,
    }
    template = "reference_reminder" if is_reminder else "reference_asked"
    send_after_commit(template, [referee.email], context, link=("members:reference-answer", [token_of(referee)]))


def tell_reference_came(referee):
    """To the program: that an answer came, never from whom or what. To the coordinators: come and read."""
    _to_program(referee.application, "reference_came")
    _to_staff(referee.application, "reference_in")


def tell_reference_refused(referee):
    """To the coordinators: another referee is needed."""
    _to_staff(referee.application, "reference_refused", name=referee.name)


def tell_referees_closed(application):
    """To referees who were asked and have not answered: there is nothing to do any more."""
    for referee in application.referees.filter(status=RefereeStatus.ASKED):
        context = {"name": referee.name, "program": application.program.name}
        send_after_commit("reference_closed", [referee.email], context)


def tell_interview(application):
    """To the program: when, how and where."""
    _to_program(
        application,
        "application_interview",
        when=when_in_words(application.interview_at),
        way=application.get_interview_way_display(),
        place=application.interview_place,
        email="".join(coordinators_address()),
    )


def tell_training(application, sessions):
    """To the program: the training begins, with the dates to come."""
    dates = [f"{session.name}: {when_in_words(session.starts_at, session.ends_at)}" for session in sessions]
    _to_program(application, "application_training", dates=dates)


def tell_trained(application):
    _to_program(application, "application_trained")


def tell_decided(application, template):
    """To the program, on one of the good outcomes."""
    _to_program(application, template, valid_until=short_date(application.valid_until))


def tell_declined(application):
    """To the program: a kind sentence and the staff's own words, never the reason that staff keep."""
    own = MentorApplicationSettings.current().decline_text.strip()
    sentence = own or _("Thank you for offering your help. We can't take you on as a mentor at this time.")
    _to_program(application, "application_declined", sentence=sentence, words=application.decline_words.strip())


def ask_to_renew(application):
    _to_program(application, "mentor_renewal", until=short_date(application.valid_until))


def tell_lapsed(application):
    _to_program(application, "mentor_lapsed")
    _to_staff(application, "mentor_lapsed_staff")


def invite_former_mentee(program):
    """To a program that was mentored and could be a mentor now (R90)."""
    context = {"program": program.name}
    send_after_commit("mentor_invited", addresses_of(program), context, link=("members:application-start", []))


def _to_program(application, template, **context):
    context = {"program": application.program.name, **context}
    link = ("members:application-detail", [application.code])
    send_after_commit(template, addresses_of(application.program), context, link=link)


def _to_staff(application, template, **context):
    context = {"program": application.program.name, **context}
    link = ("mentoring_pages_mentorapplication_modeladmin_inspect", [application.pk])
    send_after_commit(template, coordinators_address(), context, link=link)


def _day(moment):
    return date_format(moment, "j F Y") if moment else ""
