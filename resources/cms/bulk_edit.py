"""Changing topics, audience, licence and review date of many resources at once, each as a revision of its own. R36."""

from collections import Counter
from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import AdminDateInput

from resources.models import Audience, Licence, ResourcePage, Topic
from resources.pages import BasePage

from .link_pages import tell_outcomes
from .listing import searched
from .listing_filters import ResourceFilterSet
from .revising import Outcome, revise

LOG_ACTION = "partnership.bulk_edit"
# More would keep the browser waiting for minutes.
AT_MOST = 300
MODES = (
    ("", gettext_lazy("Leave as they are")),
    ("add", gettext_lazy("Add these")),
    ("remove", gettext_lazy("Remove these")),
    ("replace", gettext_lazy("Replace all by these")),
)


def _mode(label):
    return forms.ChoiceField(label=label, choices=MODES, required=False, widget=forms.RadioSelect, initial="")


def _words(label, model):
    return forms.ModelMultipleChoiceField(
        label=label, queryset=model.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )


class BulkEditForm(forms.Form):
    """What to change; what is left as it is stays."""

    topics_mode = _mode(gettext_lazy("Topics"))
    topics = _words(gettext_lazy("Which topics"), Topic)
    audiences_mode = _mode(gettext_lazy("Audience"))
    audiences = _words(gettext_lazy("Which audiences"), Audience)
    licence = forms.ModelChoiceField(
        label=gettext_lazy("Licence"),
        queryset=Licence.objects.all(),
        required=False,
        empty_label=gettext_lazy("Leave as it is"),
    )
    no_licence = forms.BooleanField(label=gettext_lazy("Take the licence away"), required=False)
    review_by = forms.DateField(label=gettext_lazy("Review by"), required=False, widget=AdminDateInput)
    no_review = forms.BooleanField(label=gettext_lazy("Take the review date away"), required=False)

    def clean(self):
        """Something is changed, and nothing in two ways."""
        data = super().clean()
        for name in ("topics", "audiences"):
            mode = data.get(f"{name}_mode")
            if mode in ("add", "remove") and not data.get(name):
                self.add_error(name, _("Choose which."))
            if not mode and data.get(name):
                self.add_error(f"{name}_mode", _("Say what to do with those you have chosen."))
        for name, emptied in (("licence", "no_licence"), ("review_by", "no_review")):
            if data.get(name) and data.get(emptied):
                self.add_error(emptied, _("Either a new one or none: choose one of the two."))
        if not self.errors and not any(value for name, value in data.items() if name not in ("topics", "audiences")):
            raise forms.ValidationError(_("Choose at least one thing to change."))
        return data


def change_page(page, data):
    """Carry out what the form says on a page that is not saved. True if anything is different now."""
    is_changed = False
    for name in ("topics", "audiences"):
        before = list(getattr(page, name).all())
        after = _words_after(before, list(data[name]), data[f"{name}_mode"])
        if {word.pk for word in after} != {word.pk for word in before}:
            setattr(page, name, after)
            is_changed = True
    for name, emptied in (("licence", "no_licence"), ("review_by", "no_review")):
        if (data[name] or data[emptied]) and getattr(page, name) != data[name]:
            setattr(page, name, data[name])
            is_changed = True
    return is_changed


def _words_after(before, chosen, mode):
    if mode == "add":
        return before + [word for word in chosen if word not in before]
    if mode == "remove":
        return [word for word in before if word not in chosen]
    return chosen if mode == "replace" else before


def described(data):
    """What was changed, for the log: {field: names}."""
    said = {}
    for name in ("topics", "audiences"):
        if data[f"{name}_mode"]:
            said[name] = f"{data[f'{name}_mode']}: " + ", ".join(str(word) for word in data[name])
    for name, emptied in (("licence", "no_licence"), ("review_by", "no_review")):
        if data[name] or data[emptied]:
            said[name] = str(data[name] or "")
    return said


class EditResourcesBulkAction(PageBulkAction):
    """Stands in all lists of pages; pages that are no resources are named and left alone."""

    models = [BasePage]
    display_name = gettext_lazy("Change topics and more")
    action_type = "edit_resources"
    aria_label = gettext_lazy("Change topics, audience, licence or review date of the selected resources")
    template_name = "partnership_resources/cms/bulk_edit.html"
    action_priority = 25
    form_class = BulkEditForm

    def __init__(self, request, model):
        super().__init__(request, model)
        self.outcomes = Counter()

    def check_perm(self, page):
        is_resource = page.specific_class is not None and issubclass(page.specific_class, ResourcePage)
        return is_resource and page.permissions_for_user(self.request.user).can_edit()

    def get_all_objects_in_listing_query(self, parent_id):
        """“All in this list” of the flat list means what its filters and search show, not all pages of the site."""
        if parent_id is not None:
            return super().get_all_objects_in_listing_query(parent_id)
        query = QueryDict(urlsplit(self.next_url).query)
        filters = ResourceFilterSet(query, queryset=ResourcePage.objects.all(), request=self.request)
        pages = searched(filters.qs, query.get("q", "")) if filters.is_valid() else ResourcePage.objects.none()
        return pages.values_list("pk", flat=True)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["too_many"] = len(context["items"]) > AT_MOST
        context["at_most"] = AT_MOST
        context["publishable_count"] = sum(self._is_republished(one["item"]) for one in context["items"])
        return context

    def _is_republished(self, page):
        return (
            page.live
            and not page.has_unpublished_changes
            and page.permissions_for_user(self.request.user).can_publish()
        )

    def form_valid(self, form):
        objects, _refused = self.get_actionable_objects()
        if len(objects) > AT_MOST:
            text = ngettext("Choose at most %(count)s page.", "Choose at most %(count)s pages.", AT_MOST)
            form.add_error(None, text % {"count": AT_MOST})
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_execution_context(self):
        return super().get_execution_context() | {"data": self.cleaned_form.cleaned_data, "outcomes": self.outcomes}

    @classmethod
    def execute_action(cls, objects, user=None, data=None, outcomes=None, **kwargs):
        """One revision and one log entry for each page that is different afterwards. `outcomes` counts them."""
        outcomes = Counter() if outcomes is None else outcomes
        said = described(data)
        for page in objects:
            outcomes[
                revise(page.pk, user, lambda draft: change_page(draft, data), log_action=LOG_ACTION, data=said)
            ] += 1
        return outcomes[Outcome.PUBLISHED] + outcomes[Outcome.DRAFT], 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        """Several sentences, so they are said one by one."""
        tell_outcomes(self.request, self.outcomes)
