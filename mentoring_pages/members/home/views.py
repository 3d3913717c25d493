"""The members' home: what to do next, and the pair at a glance."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentoring_pages.enums import OPEN_PAIR_STATUSES, GoalStatus
from mentoring_pages.members.applications.home_line import mentor_line
from mentoring_pages.members.contacts.season import season_of
from mentoring_pages.members.evaluations.moments import moments_of
from mentoring_pages.members.home.next_step import next_step
from mentoring_pages.members.home.situation import pairs_of, situation_of, waiting_wishes
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.pairs.heading import pair_line, status_badge
from mentoring_pages.members.shell import member_required, members_page, staff_texts
from mentoring_pages.models import GoalStep, JournalEntry, Program
from mentoring_pages.people import name_of
from mentoring_pages.permissions import pair_side
from mentoring_pages.roles import is_coordinator
from resources.dates_in_words import short_date

OPEN_STEPS_SHOWN = 5


@confidential
@require_safe
@member_required
def home(request):
    """The next step, then the pair's season, open steps and one's own journal. `?pair=` shows another own pair."""
    programs = list(Program.objects.of_user(request.user).distinct())
    if not programs:
        return _without_program(request)
    today = timezone.localdate()
    pairs = pairs_of(request.user)
    shown = _shown(pairs, request.GET.get("pair", ""))
    context = {
        "greeting": _greeting(request.user),
        "programs_line": ", ".join(str(program) for program in programs),
        "welcome": staff_texts(request).welcome_text,
        "view_title": _("Members' home"),
        "tabs": _tabs(pairs, shown, programs),
        "mentor_line": mentor_line(programs),
    }
    if shown is None:
        context["step"] = _step(situation_of(request.user, programs, today=today))
        return members_page(request, "mentoring_pages/members/home/home.html", context, section="home")
    side = pair_side(request.user, shown)
    season = season_of(shown, today=today, side=side)
    moments = moments_of(shown, request.user, side, today=today, contacts=season.contacts)
    situation = situation_of(
        request.user, programs, today=today, shown=shown, season=season, side=side, moments=moments
    )
    label, kind = status_badge(shown)
    context |= {
        "step": _step(situation),
        "season": season,
        "pair_line": pair_line(shown),
        "badge_label": label,
        "badge_kind": kind,
        "is_open": shown.status in OPEN_PAIR_STATUSES,
        "steps": _open_steps(shown),
        "today": today,
        "entry": _latest_entry(shown, request.user),
        "urls": _urls(shown),
        "pair_code": shown.code,
    }
    return members_page(request, "mentoring_pages/members/home/home.html", context, section="home", pair=shown)


def _without_program(request):
    """A signed-in person who belongs to no program: what this is, and what to do."""
    context = {
        "is_coordinator": is_coordinator(request.user),
        "email": staff_texts(request).contact_email,
        "signed_in_as": name_of(request.user),
        "wishes": waiting_wishes(request.user),
        "view_title": _("Members' home"),
    }
    return render(request, "mentoring_pages/members/home/no_program.html", context)


def _shown(pairs, code):
    """The pair that the address names, else the first; someone else's code is as good as none."""
    return next((pair for pair in pairs if str(pair.code) == code), pairs[0] if pairs else None)


def _greeting(user):
    first_name = getattr(user, "first_name", "")
    return _("Hello %(name)s") % {"name": first_name} if first_name else _("Hello")


def _tabs(pairs, shown, programs):
    """One tab a pair, named by the other program and the season; none for a single pair."""
    if len(pairs) < 2:
        return []
    url = reverse("members:home")
    own = {program.pk for program in programs}
    return [
        {
            "title": _("%(partner)s, %(cycle)s")
            % {"partner": pair.mentee if pair.mentor_id in own else pair.mentor, "cycle": pair.cycle},
            "url": f"{url}?pair={pair.code}",
            "is_current": pair is shown,
        }
        for pair in pairs
    ]


def _step(situation):
    step = next_step(situation)
    return {"step": step, "url": reverse(step.url_name, args=step.url_args) if step.url_name else ""}


def _open_steps(pair):
    steps = GoalStep.objects.filter(goal__plan__pair=pair, goal__status=GoalStatus.OPEN, is_done=False).select_related(
        "goal"
    )
    return sorted(steps, key=lambda step: (step.due_on is None, step.due_on or 0, step.pk))[:OPEN_STEPS_SHOWN]


def _latest_entry(pair, user):
    entry = JournalEntry.objects.readable_by(user).filter(pair=pair, author=user).defer("text").first()
    if entry is None:
        return None
    day = short_date(entry.written_on)
    return {
        "title": entry.title or _("Entry of %(day)s") % {"day": day},
        "day": day,
        "audience": entry.get_audience_display(),
        "url": reverse("members:journal-detail", args=[pair.code, entry.code]),
    }


def _urls(pair):
    names = ("contact-list", "contact-create", "plan-detail", "journal-create", "journal-list")
    return {name.replace("-", "_"): reverse(f"members:{name}", args=[pair.code]) for name in names}
