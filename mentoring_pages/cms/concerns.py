"""The screen of concerns, for those who are named to read them; for anybody else it does not exist (R104)."""

from django import forms
from django.http import Http404
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.concerns import (
    acknowledge_concern,
    answer_concern,
    close_concern,
    name_no_program,
    name_program,
    note_view,
)
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.encryption import ConfidentialMarkup, ConfidentialText, in_paragraphs
from mentoring_pages.enums import NEXT_CONCERN_STATUSES, OPEN_CONCERN_STATUSES, ConcernStatus
from mentoring_pages.members.concerns.forms import LONGEST, new_mark
from mentoring_pages.members.confidential_widgets import ConfidentialTextarea
from mentoring_pages.models import Concern, Program
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_handle_concerns
from resources.cms.acts import RowAct
from resources.cms.scoped import ScopedInspectView, ScopedModelAdmin, described
from resources.dates_in_words import when_in_words

from .confidential import ConfidentialScreen


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("To the sender"),
        max_length=LONGEST,
        widget=ConfidentialTextarea(attrs={"rows": 8}),
        help_text=gettext_lazy("The sender reads it with the code, with your name. No mail carries it."),
    )
    form_id = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=new_mark)


class ProgramForm(forms.Form):
    program = forms.ModelChoiceField(label=gettext_lazy("Program"), queryset=Program.objects.all())


def _may_become(status):
    return lambda concern: status in NEXT_CONCERN_STATUSES[ConcernStatus(concern.status)]


def _is_open(concern):
    return concern.status in OPEN_CONCERN_STATUSES


def _acknowledge(concern, user):
    acknowledge_concern(concern, by=user)
    return _("The sender sees that somebody looks into it.")


def _answer(concern, user, text, form_id):
    answer_concern(concern, text, by=user, form_id=form_id)
    return _("The sender reads it with the code.")


def _close(concern, user):
    close_concern(concern, by=user)
    return _("It is closed, and it is deleted after the time that the settings say.")


def _name_program(concern, user, program):
    name_program(concern, program, by=user)
    return _("Nobody of that program sees it from now on.")


def _name_no_program(concern, user):
    name_no_program(concern, by=user)
    return _("Everybody who is named to read concerns may see it now.")


class ConcernInspectView(ScopedInspectView):
    """Each look is noted: who, when and which, never what."""

    def get(self, request, *args, **kwargs):
        note_view(self.instance, by=request.user)
        return super().get(request, *args, **kwargs)


class ConcernAdmin(ConfidentialScreen, ScopedModelAdmin):
    """Named people alone; superusers too only if they are named. Whoever is not reads 404, as for a wrong address."""

    model = Concern
    inspect_view_class = ConcernInspectView
    menu_label = gettext_lazy("Concerns")
    menu_icon = "warning"
    list_display = ("number", "status", "received_at", "answer_by", "acknowledged_at")
    list_filter = ("status",)
    ordering = ("-status", "answer_by", "-received_at")
    inspect_view_fields = [
        "status",
        "received_at",
        "answer_by",
        "shown_text",
        "shown_about",
        "programs_named",
        "shown_reach",
        "conversation",
        "log",
    ]
    refusals = (TransitionError,)
    row_acts = (
        RowAct(
            "answer",
            gettext_lazy("Write to the sender"),
            lambda concern: _("The sender reads your words with the code. Writing also says that you look into it."),
            _answer,
            is_offered=_is_open,
            form_class=AnswerForm,
        ),
        RowAct(
            "acknowledge",
            gettext_lazy("I look into it"),
            lambda concern: _(
                "The sender sees at once that a coordinator looks into it. The deadline is kept by this."
            ),
            _acknowledge,
            is_offered=lambda concern: concern.status == ConcernStatus.RECEIVED,
            is_in_list=True,
        ),
        RowAct(
            "name-program",
            gettext_lazy("Name a program"),
            lambda concern: _(
                "Say which program it is about. From then on nobody who belongs to it, or once did, sees it: you too, "
                "if you are one of them. If nobody is left who may see it, that is reported."
            ),
            _name_program,
            is_offered=_is_open,
            form_class=ProgramForm,
        ),
        RowAct(
            "no-program",
            gettext_lazy("None of our programs is meant"),
            lambda concern: _(
                "The sender named a program or a pair, and none of our programs is called so. While that is unclear, "
                "nobody who belongs to any program, or once did, sees it. If a program of ours is meant, name it "
                "instead. If you are sure that none is, everybody who is named to read concerns may see it."
            ),
            _name_no_program,
            is_offered=lambda concern: concern.is_unplaced and _is_open(concern),
        ),
        RowAct(
            "close",
            gettext_lazy("Close it"),
            lambda concern: _("Nothing more is to be done. Write to the sender first: they see that it is closed."),
            _close,
            is_offered=_may_become(ConcernStatus.CLOSED),
            is_serious=True,
        ),
        RowAct(
            "reopen",
            gettext_lazy("Open it again"),
            lambda concern: _("It is looked into again."),
            _acknowledge,
            is_offered=lambda concern: concern.status == ConcernStatus.CLOSED,
        ),
    )

    def can_use(self, user):
        return can_handle_concerns(user)

    def scope(self, user):
        return super().scope(user).visible_to(user)

    def _guard_desk(self, request, is_enabled=True):
        if request.user.is_authenticated and not self.can_use(request.user):
            raise Http404
        return super()._guard_desk(request, is_enabled)

    @described(gettext_lazy("number"))
    def number(self, concern):
        return str(concern)

    @described(gettext_lazy("what happened"))
    def shown_text(self, concern):
        return in_paragraphs(concern.text)

    @described(gettext_lazy("about which program or pair, as written"))
    def shown_about(self, concern):
        return concern.about

    @described(gettext_lazy("programs it is about: their people do not see it"))
    def programs_named(self, concern):
        names = list(concern.programs.values_list("program__name", flat=True))
        if concern.is_unplaced:
            names.append(_("not clear yet: whoever belongs or belonged to any program does not see it"))
        return ConfidentialText(", ".join(names))

    @described(gettext_lazy("how to answer"))
    def shown_reach(self, concern):
        return concern.reach or _("Only by the page that the code opens.")

    @described(gettext_lazy("messages"))
    def conversation(self, concern):
        return ConfidentialMarkup(
            format_html_join(
                "",
                "<p><strong>{}</strong>, {}</p>{}",
                (
                    (
                        _("The sender") if message.is_from_sender else name_of(message.author),
                        when_in_words(message.written_at),
                        in_paragraphs(message.text),
                    )
                    for message in concern.messages.select_related("author")
                ),
            )
        )

    @described(gettext_lazy("who read it and what was done"))
    def log(self, concern):
        return format_html_join(
            "",
            "<p>{}: {}{}</p>",
            (
                (
                    when_in_words(trace.at),
                    trace.get_act_display(),
                    format_html(", {}", name_of(trace.by)) if trace.by_id else "",
                )
                for trace in concern.traces.select_related("by")
            ),
        )
