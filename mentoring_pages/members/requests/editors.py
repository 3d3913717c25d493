"""The steps of writing a request: the form of each, how it is saved, where one goes on, and who would fit so far."""

from django.utils.translation import gettext as _

from mentoring_pages.actions.request_drafts import (
    choices_of,
    needs_of,
    save_choices,
    save_needs,
    save_wishes,
    version_of_choices,
    version_of_needs,
    version_of_wishes,
    wishes_of,
)
from mentoring_pages.enums import RequestStatus
from mentoring_pages.models import Program
from resources.models import Topic
from resources.searching import printable

from .candidates import found_rows, mentor_options, mentors_of_codes, named_mentors, reader_of, suggestions
from .forms import ChoicesForm, FindForm, NeedsForm, WishesForm
from .steps import step_url

MOVES = {"up": -1, "down": 1}
# More than any list has; what a form sends beyond is not looked up.
MOST_CODES = 60


class Editor:
    """One step. `typed` is its form with what was typed, unchecked and unsaved, as after "Show mentors that fit"."""

    step = ""
    next_step = "send"
    saved_message = ""

    def __init__(self, match_request, request):
        self.match_request, self.request = match_request, request
        self.form = self.make_form(request.POST if request.method == "POST" else None)

    @property
    def version(self):
        return self.form.cleaned_data["version"] or None

    @property
    def is_sent(self):
        return self.match_request.status == RequestStatus.SENT

    def typed(self):
        """An unbound form that shows what was typed."""
        form = self.make_form(None)
        form.initial |= {name: self.request.POST[name] for name in form.fields if name in self.request.POST}
        return form

    def next_url(self):
        """A request that is out is changed one step at a time; a draft goes on to the next."""
        return step_url("send" if self.is_sent else self.next_step, self.match_request)

    def extra(self):
        """More for the template: the mentors that fit, by what was typed or else is saved."""
        needs, wishes, taken = needs_of(self.match_request), wishes_of(self.match_request), self.taken()
        cleaned = getattr(self.form, "cleaned_data", {})
        needs = cleaned.get("needs", needs) if self.step == "needs" else needs
        wishes = cleaned.get("wishes", wishes) if self.step == "wishes" else wishes
        return {"suggestions": suggestions(self.match_request, wishes, topic_names(needs), taken=taken)}

    def taken(self):
        return [mentor for mentor, _reason in choices_of(self.match_request)] if self.match_request.pk else []


class NeedsEditor(Editor):
    step = "needs"
    next_step = "wishes"

    @property
    def saved_message(self):
        return _("Saved.") if self.is_sent else _("Saved. Next: who would fit.")

    def make_form(self, data):
        match_request = self.match_request
        initial = {"note": match_request.note, "version": version_of_needs(match_request)}
        return NeedsForm(data, kept=needs_of(match_request), initial=initial)

    def save(self):
        cleaned = self.form.cleaned_data
        save_needs(
            self.match_request, by=self.request.user, needs=cleaned["needs"], note=cleaned["note"], version=self.version
        )


class WishesEditor(Editor):
    step = "wishes"
    next_step = "mentors"

    @property
    def saved_message(self):
        return _("Saved.") if self.is_sent else _("Saved. Next: whom to ask.")

    def make_form(self, data):
        match_request = self.match_request
        return WishesForm(
            data,
            program_facts=match_request.program.facts,
            kept=wishes_of(match_request),
            initial={"version": version_of_wishes(match_request)},
        )

    def save(self):
        wishes = self.form.cleaned_data["wishes"]
        save_wishes(self.match_request, by=self.request.user, wishes=wishes, version=self.version)


class MentorsEditor(Editor):
    """Suggestions, and mentors found by name, have a button each, which saves the list with that mentor in its first
    free place; two buttons a mentor move it up and down.
    """

    step = "mentors"

    def make_form(self, data):
        saved = choices_of(self.match_request)
        programs = Program.objects.in_bulk([mentor for mentor, _reason in saved])
        kept = [(str(programs[mentor].code), reason) for mentor, reason in saved]
        # Those that are found come on top of all where these are few.
        few, self.has_more = named_mentors(self.match_request, "")
        self.found = None
        if self.sought.split():
            self.found, self.has_more = named_mentors(self.match_request, self.sought)
        offered = (*few, *(self.found or ()), *self._of_typed_codes(dict(kept)))
        named = {profile.program.code: profile for profile in offered}
        by_title = sorted(named.values(), key=lambda profile: profile.sort_title)
        options = mentor_options(by_title, reader_of(self.match_request))
        known = {code for code, _label in options}
        gone = [
            (str(program.code), _("%(name)s (takes no requests now)") % {"name": program.name})
            for program in programs.values()
            if str(program.code) not in known
        ]
        wanted = self.request.GET.get("mentor", "")
        if data is None and wanted in known and wanted not in dict(kept):
            kept.append((wanted, ""))
        return ChoicesForm(
            data,
            options=options + gone,
            rows=self.match_request.cycle.max_choices,
            kept=kept,
            initial={"version": version_of_choices(self.match_request)},
        )

    @property
    def sought(self):
        """Words to find mentors by, as they were typed; the first 60 characters."""
        return printable(self.request.POST.get("find", ""))

    def _of_typed_codes(self, kept):
        """Profiles of the list, of what was typed, and of the buttons and links that name a mentor."""
        sent = self.request.POST
        codes = [*kept, *(sent[name] for name in sent if name.startswith("mentor_")), sent.get("add", "")]
        codes += [sent.get("move", "").partition(":")[2], self.request.GET.get("mentor", "")]
        return mentors_of_codes(self.match_request, codes[:MOST_CODES])

    @property
    def added(self):
        code = self.request.POST.get("add", "")
        return code if code in self.form.labels else ""

    @property
    def moved(self):
        """(code, -1 or 1) of the mentor that the pressed button moves; None without one."""
        way, _colon, code = self.request.POST.get("move", "").partition(":")
        return (code, MOVES[way]) if way in MOVES and code in self.form.labels else None

    @property
    def saved_message(self):
        if self.added:
            return _("%(name)s is on your list now.") % {"name": self.form.labels[self.added]}
        if self.moved:
            return _("The order of your list is changed.")
        return _("Saved.") if self.is_sent else _("Saved. Read it once more, then send it.")

    def save(self):
        choices = self.form.cleaned_data["choices"]
        if self.added and self.added not in dict(choices):
            choices = [*choices, (self.added, "")]
        if self.moved:
            choices = _with_moved(choices, *self.moved)
        ids = dict(Program.objects.filter(code__in=[code for code, _reason in choices]).values_list("code", "pk"))
        by_text = {str(code): pk for code, pk in ids.items()}
        save_choices(
            self.match_request,
            by=self.request.user,
            choices=[(by_text[code], reason) for code, reason in choices],
            version=self.version,
        )

    def next_url(self):
        stays = self.added or self.moved
        return step_url("mentors", self.match_request) if stays else super().next_url()

    def taken(self):
        chosen = {self.form.initial.get(f"mentor_{number}") for number in self.form.rows}
        if "choices" in getattr(self.form, "cleaned_data", {}):
            chosen = {code for code, _reason in self.form.cleaned_data["choices"]}
        return [*Program.objects.filter(code__in=[code for code in chosen if code]).values_list("pk", flat=True)]

    def extra(self):
        saved = choices_of(self.match_request)
        programs = Program.objects.in_bulk([mentor for mentor, _reason in saved])
        order = [programs[mentor] for mentor, _reason in saved]
        return super().extra() | {
            "find": FindForm(initial={"find": self.sought}),
            "found": None if self.found is None else found_rows(self.found, reader_of(self.match_request)),
            "has_more": self.has_more,
            "order": order if len(order) > 1 else [],
            "can_add": True,
            "is_full": len(saved) >= self.match_request.cycle.max_choices,
        }


EDITORS = {"needs": NeedsEditor, "wishes": WishesEditor, "mentors": MentorsEditor}


def topic_names(needs):
    """{topic id: name} of needs as [(topic id, sentence)]. One query."""
    return dict(Topic.objects.filter(pk__in=[topic for topic, _sentence in needs]).values_list("pk", "name"))


def _with_moved(choices, code, step):
    codes = [one for one, _reason in choices]
    if code not in codes:
        return choices
    at = codes.index(code)
    to = min(max(at + step, 0), len(choices) - 1)
    moved = list(choices)
    moved.insert(to, moved.pop(at))
    return moved
