"""The staff screens of content rules: composing them, testing them, and what they did."""

from django import forms
from django.template.response import TemplateResponse
from django.urls import re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail_modeladmin.options import ModelAdminGroup

from resources.models import ContentRule, RuleRun
from resources.pages import BasePage
from resources.permissions import can_manage_rules
from resources.rules.page_types import type_name
from resources.rules.trial import try_rule

from .acts import ActingButtonHelper
from .scoped import ScopedModelAdmin, described


class TrialForm(forms.Form):
    """For which page to test a rule."""

    page = forms.ModelChoiceField(label=_("Page"), queryset=BasePage.objects.all(), widget=AdminPageChooser)


class RuleButtonHelper(ActingButtonHelper):
    """The usual buttons, then the test."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        label = gettext("Test")
        return [
            *buttons,
            {
                "url": self.url_helper.get_action_url("test", obj.pk),
                "label": label,
                "classname": self.finalise_classname(["button-secondary", *(classnames_add or [])], classnames_exclude),
                "title": gettext("What would %(rule)s do for a page?") % {"rule": obj},
            },
        ]


class RuleScreen(ScopedModelAdmin):
    """For those who compose rules."""

    def can_use(self, user):
        return can_manage_rules(user)


class ContentRuleAdmin(RuleScreen):
    """The rules."""

    model = ContentRule
    menu_label = _("Rules")
    menu_icon = "cogs"
    create_enabled = edit_enabled = delete_enabled = True
    inspect_view_enabled = False
    button_helper_class = RuleButtonHelper
    list_display = ("name", "enabled_label", "event_label", "about", "steps_label")
    list_filter = ("is_enabled", "event")
    list_related = ("below",)
    search_fields = ("name",)
    ordering = ("name", "pk")

    def scope(self, user):
        return super().scope(user).prefetch_related("steps")

    @described(_("in force"))
    def enabled_label(self, rule):
        return gettext("Yes") if rule.is_enabled else gettext("No")

    @described(_("when a page"))
    def event_label(self, rule):
        return rule.get_event_display()

    @described(_("which pages"))
    def about(self, rule):
        """Type and part of the site in short."""
        if rule.lost_its_place:
            return gettext("Its part of the site is deleted: it does nothing")
        place = rule.below.title if rule.below else gettext("the whole site")
        return gettext("%(type)s in %(place)s") % {"type": type_name(rule.page_type), "place": place}

    @described(_("then"))
    def steps_label(self, rule):
        return ", ".join(str(step) for step in rule.steps.all())

    def get_admin_urls_for_registration(self):
        names = self.url_helper
        return (
            *super().get_admin_urls_for_registration(),
            re_path(names.get_action_url_pattern("test"), self.test_view, name=names.get_action_url_name("test")),
        )

    def test_view(self, request, instance_pk):
        """The dry test. It changes nothing, so the page stands in the address and can be sent to somebody."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return refusal
        rule = self.scope(request.user).select_related("below").get(pk=instance_pk)
        sent = request.GET.get("page", "")
        # The chooser of pages looks anything up that it is given.
        is_key = sent.isascii() and sent.isdecimal() and len(sent) <= 18
        form = TrialForm(request.GET if is_key else None)
        trial = refused = None
        if form.is_bound and form.is_valid():
            page = form.cleaned_data["page"]
            if page.permissions_for_user(request.user).can_edit():
                trial = try_rule(rule, page)
            else:
                refused = gettext("You may not edit this page, so you can’t test with it.")
        context = {
            "rule": rule,
            "form": form,
            "trial": trial,
            "refused": refused,
            "icon": self.get_menu_icon(),
            "back_url": self.url_helper.index_url,
            "media": form.media,
        }
        response = TemplateResponse(request, "partnership_resources/cms/rule_test.html", context)
        response["Cache-Control"] = "private, no-store"
        return response


class RuleRunAdmin(RuleScreen):
    """What rules did, newest first. Lines go after half a year."""

    model = RuleRun
    menu_label = _("What rules did")
    menu_icon = "history"
    list_display = ("ran_at", "rule_name", "page_link", "event_label", "step_label", "outcome_label", "sentence")
    list_filter = ("outcome", "event")
    search_fields = ("rule_name", "page_title")
    ordering = ("-ran_at", "-pk")
    inspect_view_fields = ["ran_at", "rule_name", "page_link", "event_label", "step_label", "outcome_label", "sentence"]

    @described(_("page"))
    def page_link(self, run):
        """Leads to the editor, which says itself when a page is gone."""
        return format_html(
            '<a href="{}">{}</a>', reverse("wagtailadmin_pages:edit", args=[run.page_key]), run.page_title
        )

    @described(_("what happened"))
    def event_label(self, run):
        return run.get_event_display()

    @described(_("step"))
    def step_label(self, run):
        return run.get_kind_display() or "–"

    @described(_("outcome"))
    def outcome_label(self, run):
        return run.get_outcome_display()


class RulesDesk(ModelAdminGroup):
    """Rules and what they did."""

    menu_label = _("Content rules")
    menu_icon = "cogs"
    menu_order = 246
    items = (ContentRuleAdmin, RuleRunAdmin)
