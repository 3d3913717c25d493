"""How a pair begins: a day for the first meeting that both agree on, and whether it fits (R16, R40, R69)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions.errors import Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.history import note_pair
from mentoring_pages.enums import FitAnswer, PairAct, Side
from mentoring_pages.mail import addresses_of, coordinators_address, send_after_commit
from mentoring_pages.models import Contact, FitCheck, MeetingDate, MentoringPair
from mentoring_pages.permissions import can_answer_fit, can_arrange_meeting, pair_side
from resources.dates_in_words import when_in_words

MOST_DATES = 3
# So long after the agreed moment both sides are asked how it fits.
FIT_AFTER = timedelta(days=1)


@transaction.atomic
def propose_dates(pair, *, by, moments, place=""):
    """Propose up to three moments for the first meeting; they replace what this side proposed before. Returns the rows.

    An agreed day stays until the other side picks a new one. The same proposal twice changes nothing and mails nobody.
    Raises NotAllowed, Incomplete (none, too many, or one that has passed).
    """
    pair = _locked(pair)
    if not can_arrange_meeting(by, pair):
        raise NotAllowed
    side = pair_side(by, pair)
    moments = sorted(set(moments))
    if not moments:
        raise Incomplete(_("Propose at least one day and time."))
    if len(moments) > MOST_DATES or moments[0] <= timezone.now():
        raise Incomplete(_("Propose up to three moments that are still to come."))
    own = MeetingDate.objects.filter(pair=pair, side=side, is_picked=False)
    if list(own.values_list("starts_at", "place")) == [(moment, place) for moment in moments]:
        return list(own)
    own.delete()
    try:
        with transaction.atomic():
            rows = [
                MeetingDate.objects.create(pair=pair, side=side, starts_at=moment, place=place) for moment in moments
            ]
    except IntegrityError as error:
        raise Incomplete(_("You have agreed on this moment already.")) from error
    _tell(pair, _other(side), "meeting_proposed", rows)
    return rows


@transaction.atomic
def pick_date(meeting_date, *, by):
    """Agree to one moment that the other side proposed; all others go. Both sides get a mail. Returns the row.

    Raises NotAllowed (also for one's own proposal), WrongState if it was replaced or picked meanwhile, Incomplete if it
    has passed.
    """
    pair = _locked(meeting_date.pair)
    meeting_date = MeetingDate.objects.filter(pk=meeting_date.pk).first()
    if not can_arrange_meeting(by, pair):
        raise NotAllowed
    if meeting_date is None or meeting_date.is_picked:
        raise WrongState
    if pair_side(by, pair) == meeting_date.side:
        raise NotAllowed
    if meeting_date.starts_at <= timezone.now():
        raise Incomplete(_("This moment has passed. Propose another one."))
    MeetingDate.objects.filter(pair=pair).exclude(pk=meeting_date.pk).delete()
    meeting_date.is_picked = True
    meeting_date.save()
    note_pair(pair, PairAct.FIRST_MEETING, by=by)
    for side in Side:
        _tell(pair, side, "meeting_agreed", [meeting_date])
    return meeting_date


@transaction.atomic
def answer_fit(pair, *, by, answer, note=""):
    """Say for one's own side whether it fits; may be said again. Returns the `FitCheck`.

    The other side learns nothing of it. A "not" goes to the coordinators, who look for a way; saying it again mails
    nobody again. Raises NotAllowed, WrongState before the first meeting.
    """
    pair = _locked(pair)
    if not can_answer_fit(by, pair):
        raise NotAllowed
    if not has_met(pair):
        raise WrongState
    check, _is_new = FitCheck.objects.get_or_create(pair=pair, side=pair_side(by, pair))
    was = check.answer
    check.answer, check.note = answer, note.strip()
    check.answered_at, check.answered_by = timezone.now(), by
    check.save()
    if answer == FitAnswer.NOT and was != FitAnswer.NOT:
        context = {"program": _program(pair, check.side).name, "mentor": pair.mentor.name, "mentee": pair.mentee.name}
        link = ("members:pair-detail", [pair.code])
        send_after_commit("fit_not", coordinators_address(), context, link=link)
    return check


def has_met(pair, now=None):
    """Whether the first meeting has taken place: the agreed moment has passed, or one in person was logged."""
    picked = MeetingDate.objects.filter(pair=pair, is_picked=True, starts_at__lte=now or timezone.now())
    return picked.exists() or Contact.objects.filter(pair=pair, was_made=True, mode__is_face_to_face=True).exists()


def ask_for_fit(now=None):
    """Ask both sides of each pair that has met, a day later and once. Returns how many sides were asked."""
    now = now or timezone.now()
    agreed = MeetingDate.objects.filter(pair=OuterRef("pk"), is_picked=True, starts_at__lte=now - FIT_AFTER)
    logged = Contact.objects.filter(
        pair=OuterRef("pk"),
        was_made=True,
        mode__is_face_to_face=True,
        happened_on__lte=timezone.localdate(now) - FIT_AFTER,
    )
    asked = FitCheck.objects.filter(pair=OuterRef("pk")).exclude(asked_at=None)
    pairs = MentoringPair.objects.open().filter(Exists(agreed) | Exists(logged), ~Exists(asked))
    return sum(_ask_both(pair, now) for pair in list(pairs))


@transaction.atomic
def _ask_both(pair, now):
    pair = _locked(pair)
    count = 0
    for side in Side:
        check, _is_new = FitCheck.objects.get_or_create(pair=pair, side=side)
        if check.asked_at is not None:
            continue
        check.asked_at = now
        check.save(update_fields=["asked_at"])
        if not check.answer:
            program, other = _program(pair, side), _program(pair, _other(side))
            context = {"program": program.name, "other": other.name}
            link = ("members:fit-check", [pair.code])
            send_after_commit(
                "fit_check",
                addresses_of(program),
                context,
                link=link,
                once_key=pair.pk,
                sends_now=False,
            )
            count += 1
    return count


def _locked(pair):
    return (
        MentoringPair.objects.select_for_update(of=("self",))
        .select_related("mentor", "mentee", "cycle")
        .get(pk=pair.pk)
    )


def _other(side):
    return Side.MENTEE if side == Side.MENTOR else Side.MENTOR


def _program(pair, side):
    return pair.mentor if side == Side.MENTOR else pair.mentee


def _tell(pair, side, template, rows):
    context = {
        "program": _program(pair, side).name,
        "other": _program(pair, _other(side)).name,
        "days": [when_in_words(row.starts_at) for row in rows],
        "place": rows[0].place,
    }
    link = ("members:pair-detail", [pair.code])
    send_after_commit(template, addresses_of(_program(pair, side)), context, link=link)
