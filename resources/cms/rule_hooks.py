"""What content rules add to the CMS: their screens, their permission, and their messages on its home page."""

from django.contrib.auth.models import Permission
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail_modeladmin.options import modeladmin_register

from resources.actions.rules import dismiss_message
from resources.models import RuleMessage

from .rules import RulesDesk
from .scoped import guarded

MOST_MESSAGES = 10

modeladmin_register(RulesDesk)


class RuleMessages(Component):
    """What rules say to a person's groups."""

    name = "rule_messages"
    template_name = "partnership_resources/cms/rule_messages.html"
    order = 60

    def __init__(self, messages):
        self.messages = messages

    def get_context_data(self, parent_context):
        rows = [
            {
                "message": message,
                "edit_url": reverse("wagtailadmin_pages:edit", args=[message.page_key]),
                "dismiss_url": reverse("partnership_rule_message_dismiss", args=[message.pk]),
            }
            for message in self.messages
        ]
        return {"rows": rows, "request": parent_context["request"]}


@guarded(lambda user: user.has_perm("wagtailadmin.access_admin"))
@require_POST
def dismiss(request, pk):
    """Put a message away; 404 for one that is not for this person."""
    message = RuleMessage.objects.visible_to(request.user).filter(pk=pk).first()
    if message is None:
        raise Http404
    dismiss_message(message, by=request.user)
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def message_pages():
    """The address that the button of a message posts to."""
    return [path("rule-messages/<int:pk>/dismiss/", dismiss, name="partnership_rule_message_dismiss")]


@hooks.register("construct_homepage_panels")
def rule_messages(request, panels):
    """Messages of the last 30 days, newest first."""
    found = list(RuleMessage.objects.visible_to(request.user)[:MOST_MESSAGES])
    if found:
        panels.insert(0, RuleMessages(found))


@hooks.register("register_permissions")
def rule_permission():
    """So that it can be given to groups in the CMS."""
    return Permission.objects.filter(content_type__app_label="partnership_resources", codename="manage_rules")


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a collection says."""
    actions.register_action("partnership.rule_pick", _("Content rule"), _("A content rule put a page into it"))
