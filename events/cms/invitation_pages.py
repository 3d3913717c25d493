"""Inviting to one gathering: who answered what, a round, how its mail looks, sending it (R35)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.actions import invitations as actions
from events.actions.invitation_mails import progress_of
from events.enums import InvitationAnswer, PollStatus, RoundStatus
from events.exceptions import InvitationRefused
from events.gatherings.rows import when_of
from events.invitations import recipients
from events.invitations.words import invitation_mail, why_not_answerable
from events.models import DatePoll, Invitation, InvitationRound, Region
from resources.registry import recipient_sources

from .invitation_forms import chosen_in_words, problem_sentences
from .scoped import desk_page, gathering_or_404

FOLDER = "partnership_events/invitations"
ICON = "mail"
METHODS = ["GET", "HEAD", "POST"]
SHOWN_PEOPLE = 100
# Stands in the links of a preview; it belongs to nobody.
NO_CODE = UUID(int=0)


@desk_page
@require_safe
def gathering_invitations(request, pk):
    """What was answered, the rounds, who has not answered, and the doors to a new round or a date poll."""
    gathering = gathering_or_404(pk)
    counts = recipients.invitation_counts(gathering)
    silent = recipients.without_answer(gathering).order_by("email")
    context = about(gathering) | {
        "answers": [{"label": answer.label, "count": counts[answer.value]} for answer in InvitationAnswer],
        "invited_count": sum(counts.values()),
        "rounds": gathering.invitation_rounds.select_related("poll", "gathering").order_by("-pk"),
        "silent": silent[:SHOWN_PEOPLE],
        "silent_count": silent.count(),
        "shown_people": SHOWN_PEOPLE,
        "polls": gathering.date_polls.annotate(participant_count=Count("participants")),
        "open_poll": open_poll(gathering),
        "problem": why_not_answerable(gathering),
        "answers_url": f"{reverse('partnership_events_invitation_modeladmin_index')}"
        f"?gathering__id__exact={gathering.pk}",
    }
    return TemplateResponse(request, f"{FOLDER}/cms_gathering.html", context)


@desk_page
@require_safe
def round_detail(request, pk):
    """A draft with its count and its mail as one person gets it; a sent round with its progress."""
    row = round_or_404(pk)
    chosen, people, problems = None, [], []
    if row.status == RoundStatus.DRAFT:
        chosen, people, problems = _chosen_by(row)
    subject, text, _html = invitation_mail(row, _example(people))
    progress = progress_of(row)
    context = about(row.gathering) | {
        "round": row,
        "is_draft": row.status == RoundStatus.DRAFT,
        "is_sending": row.status == RoundStatus.SENDING,
        "people": people[:SHOWN_PEOPLE],
        "people_count": len(people),
        "shown_people": SHOWN_PEOPLE,
        "chosen_words": chosen_in_words(chosen) if chosen else "",
        "choice_words": choice_in_words(row),
        "problems": problem_sentences(problems) if problems else [],
        "problem": actions.why_not_sendable(row) if row.status == RoundStatus.DRAFT else "",
        "subject": subject,
        "text": text,
        "progress": progress,
    }
    return TemplateResponse(request, f"{FOLDER}/cms_round.html", context)


@desk_page
@require_safe
def round_mail(request, pk):
    """The mail of a round as HTML, as one person gets it; its links lead nowhere."""
    row = round_or_404(pk)
    people = _chosen_by(row)[1][:1] if row.status == RoundStatus.DRAFT else []
    response = HttpResponse(invitation_mail(row, _example(people))[2])
    # It is a mail, which has its styles inside, and no page of the site.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@desk_page
@require_http_methods(METHODS)
def send(request, pk):
    """Ask first; POST stores the invitations and hands them to the worker."""
    row = round_or_404(pk)
    if request.method == "POST":
        try:
            row = actions.send_round(row, by=request.user)
        except InvitationRefused as refusal:
            messages.error(request, refusal.message)
        else:
            text = ngettext(
                "The mail to %(count)s person is on its way.",
                "The mails to %(count)s people are on their way.",
                row.recipient_count,
            )
            messages.success(request, text % {"count": f"{row.recipient_count:,}"})
        return redirect("gathering_desk:round", pk)
    if row.status != RoundStatus.DRAFT:
        return redirect("gathering_desk:round", pk)
    number = len(_chosen_by(row)[1])
    context = about(row.gathering) | {
        "title": _("Send the invitations?"),
        "question": ngettext(
            "%(count)s person gets the mail “%(subject)s”. It can't be taken back.",
            "%(count)s people get the mail “%(subject)s”. It can't be taken back.",
            number,
        )
        % {"count": f"{number:,}", "subject": row.subject},
        "submit_label": ngettext("Send it to %(count)s person", "Send it to %(count)s people", number)
        % {"count": f"{number:,}"},
        "back_url": reverse("gathering_desk:round", args=[pk]),
    }
    return TemplateResponse(request, f"{FOLDER}/cms_confirm.html", context)


@desk_page
@require_http_methods(METHODS)
def delete_round(request, pk):
    """Throw a draft away, after a question."""
    row = round_or_404(pk)
    if request.method == "POST":
        try:
            actions.delete_round(row, by=request.user)
        except InvitationRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("gathering_desk:round", pk)
        messages.success(request, _("The draft is deleted."))
        return redirect("gathering_desk:invitations", row.gathering_id)
    context = about(row.gathering) | {
        "title": _("Delete this draft?"),
        "question": _("“%(subject)s” was not sent to anyone.") % {"subject": row.subject},
        "submit_label": _("Yes, delete it"),
        "is_dangerous": True,
        "back_url": reverse("gathering_desk:round", args=[pk]),
    }
    return TemplateResponse(request, f"{FOLDER}/cms_confirm.html", context)


def choice_in_words(row):
    """Whom a round was meant for, for staff to read."""
    if row.is_reminder:
        return _("Everyone invited who has not answered")
    sources, choice = recipient_sources(), row.choice
    words = [str(sources[key].label) for key in choice.get("sources", ()) if key in sources]
    regions = Region.objects.filter(pk__in=choice.get("regions", ()))
    if words and (names := [region.name for region in regions]):
        words.append(_("in %(regions)s") % {"regions": ", ".join(names)})
    if choice.get("pasted_count"):
        text = ngettext("%(count)s pasted address", "%(count)s pasted addresses", choice["pasted_count"])
        words.append(text % {"count": choice["pasted_count"]})
    elif choice.get("pasted"):
        words.append(_("pasted addresses"))
    return ", ".join(words)


def _chosen_by(row):
    """(`Chosen` or None, people, problems) of a draft."""
    if row.is_reminder:
        rows = recipients.without_answer(row.gathering).order_by("email")
        return None, [recipients.Recipient(one.email, one.name, one.program_name) for one in rows], []
    chosen = recipients.choose(row.gathering, row.choice)
    return chosen, chosen.recipients, chosen.problems


def _example(people):
    """An invitation that is not stored, to the first person or an invented one."""
    person = people[0] if people else recipients.Recipient("dana@example.org", _("Dana Reyes"))
    return Invitation(code=NO_CODE, name=person.name, email=person.email, program_name=person.program_name)


def open_poll(gathering):
    """The gathering's date poll that can be marked; None if there is none."""
    poll = DatePoll.objects.filter(gathering=gathering, status=PollStatus.OPEN).first()
    if poll:
        poll.gathering = gathering
    return poll


def round_or_404(pk):
    """The round with its gathering and its poll."""
    row = None
    if pk <= 2**62:
        row = InvitationRound.objects.select_related("gathering__locale", "poll__gathering").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def about(gathering):
    """What the head of a page about one gathering needs."""
    starts_at, ends_at = when_of(gathering)
    return {
        "gathering": gathering,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "icon": ICON,
        "gathering_invitations_url": reverse("gathering_desk:invitations", args=[gathering.pk]),
    }
