"""Acts of a staff screen: a button leads to a page that says what will happen, and a POST from there does it, once.

A double click sends the page twice. Its mark is stored together with what was done, so that the second copy waits for
the first and then does nothing.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import re_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView

from resources.models import UsedForm

METHODS = ("GET", "HEAD", "POST")


class SentAlready(Exception):
    """This copy of the page was acted on before."""


@dataclass(frozen=True)
class RowAct:
    """One step that staff may take on one row of a screen.

    `name` stands in the address, `label` on the button. `question(row)` says what will happen.
    `run(row, user, **values)`, with what the form gave, calls an action and returns the sentence on what was done.
    `is_offered(row)` decides whether there is a button; it must cost no query. `initial(row)` fills the form.
    """

    name: str
    label: str
    question: Callable
    run: Callable
    is_offered: Callable = field(default=lambda row: True)
    form_class: type[forms.Form] | None = None
    initial: Callable = field(default=lambda row: {})
    # In the list too; the others stand on the row's own page only.
    is_in_list: bool = False
    is_serious: bool = False


class ActingButtonHelper(ButtonHelper):
    """The usual buttons, then one for each act that the row offers. The list has the most used ones only."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        is_list = not isinstance(self.view, InspectView)
        for act in self.view.model_admin.row_acts:
            if act.is_offered(obj) and (act.is_in_list or not is_list):
                buttons.append(self._act_button(act, obj, classnames_add or [], classnames_exclude))
        return buttons

    def _act_button(self, act, obj, classnames_add, classnames_exclude):
        url = self.url_helper.get_action_url(act.name, obj.pk)
        look = "no" if act.is_serious else "button-secondary"
        return {
            "url": f"{url}?{urlencode({'next': self.request.get_full_path()})}",
            "label": act.label,
            "classname": self.finalise_classname([look, *classnames_add], classnames_exclude),
            "title": f"{capfirst(str(act.label))}: {obj}",
        }


class RowActs:
    """Mixed into a screen: `row_acts` are its acts, `refusals` what they may raise; a refusal has a `message`."""

    row_acts: tuple[RowAct, ...] = ()
    refusals: tuple[type[Exception], ...] = ()
    button_helper_class = ActingButtonHelper

    def get_admin_urls_for_registration(self):
        return (
            *super().get_admin_urls_for_registration(),
            *(
                re_path(
                    self.url_helper.get_action_url_pattern(act.name),
                    partial(self.act_view, act=act),
                    name=self.url_helper.get_action_url_name(act.name),
                )
                for act in self.row_acts
            ),
        )

    def act_view(self, request, instance_pk, act):
        """Desk, row, method; then the question, and by POST the act, if the row offers it."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return refusal
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        row = self.scope(request.user).select_related(*self.list_related).get(pk=instance_pk)
        back_url = self._back_url(request)
        if not act.is_offered(row):
            messages.warning(request, _("This is not possible any more. Nothing was changed."))
            return redirect(back_url)
        form = act.form_class(request.POST or None, initial=act.initial(row)) if act.form_class else None
        if request.method == "POST" and (form is None or form.is_valid()):
            try:
                done = _run_once(request, act, row, form)
            except SentAlready:
                messages.info(request, _("This was done already: the page had been sent twice. It counts once."))
                return redirect(back_url)
            except self.refusals as why:
                if form is None:
                    messages.error(request, why.message)
                    return redirect(back_url)
                form.add_error(None, why.message)
            else:
                messages.success(request, done)
                return redirect(back_url)
        context = {
            "act": act,
            "row": row,
            "form": form,
            "question": act.question(row),
            "back_url": back_url,
            "mark": request.POST.get("mark") or secrets.token_urlsafe(16),
            "icon": self.get_menu_icon(),
        }
        response = TemplateResponse(request, "partnership/cms/act.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def _back_url(self, request):
        wanted = request.POST.get("next") or request.GET.get("next") or ""
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return wanted if is_ours else self.url_helper.index_url


def _run_once(request, act, row, form):
    """Take the step unless this page was sent before; a refusal leaves the page unused. A page without mark acts."""
    mark = request.POST.get("mark", "")[:64]
    with transaction.atomic():
        if mark:
            try:
                with transaction.atomic():
                    UsedForm.objects.create(token=mark)
            except IntegrityError as sent:
                raise SentAlready from sent
        return act.run(row, request.user, **(form.cleaned_data if form else {}))
