"""The one base of all staff screens over records of people. It closes what wagtail-modeladmin leaves open.

`ModelAdmin.get_queryset` scopes only the list: edit, inspect, delete and history load the row themselves. Here each
address asks the same two questions first: may this person use the desk at all (else 403), and may they see this row
(else 404).
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import wraps

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.utils import lookup_field
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.views.defaults import permission_denied
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from .acts import RowActs

ALWAYS_ALLOWED_PARAMETERS = frozenset({"p", "q", "o", "ot", "export"})
FILTER_SUFFIXES = ("", "__exact", "__id__exact", "__isnull")
# The last four are the wide forms that spreadsheets in East Asian languages take for the same.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# No cell of a spreadsheet may hold them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class ScopedPermissionHelper(PermissionHelper):
    """Answers by the desk's rule and the screen's own switches, not by Django's model permissions."""

    screen: "ScopedModelAdmin"

    def user_can_list(self, user):
        return self.screen.can_use(user)

    def user_has_any_permissions(self, user):
        return self.screen.can_use(user)

    def user_can_create(self, user):
        return self.screen.create_enabled and self.screen.can_use(user)

    def user_can_inspect_obj(self, user, obj):
        return self.screen.inspect_view_enabled and self.screen.can_use(user)

    def user_can_edit_obj(self, user, obj):
        return self.screen.edit_enabled and self.screen.can_use(user)

    def user_can_delete_obj(self, user, obj):
        return self.screen.delete_enabled and self.screen.can_use(user)


def neutralised(value):
    """`value` for a cell of a spreadsheet: text that a program would take for a formula gets an apostrophe in front."""
    if value is None or isinstance(value, bool | int | float | Decimal | date | time):
        return value
    # A related row is written as its name, and a name may be a formula too.
    text = printable(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    return f"'{text}" if text.lstrip(" '\"").startswith(FORMULA_STARTS) else text


def printable(text):
    """`text` without the control characters that a spreadsheet file cannot hold."""
    return _UNPRINTABLE.sub("", text)


def guarded(can_use):
    """Guard a staff page that is no screen of a model: sign-in, then `can_use(user)`, else 403. Nothing is stored."""

    def wrap(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
            if not can_use(request.user):
                # Raised inside the CMS, PermissionDenied becomes a redirect to its home; here it stays a 403.
                return permission_denied(request, PermissionDenied())
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "private, no-store"
            return response

        return page

    return wrap


class ScopedIndexView(IndexView):
    """A list that can only be filtered by what the screen names.

    Its export carries no live formula, and words and times as the list has them: not codes, not UTC, and 0 for 0.
    """

    def to_row_dict(self, item):
        return {name: neutralised(self._cell(item, name)) for name in self.list_export}

    def _cell(self, item, name):
        field, _attr, value = lookup_field(name, item, self.model_admin)
        if getattr(field, "choices", None):
            value = getattr(item, f"get_{name}_display")()
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        return self.model_admin.get_empty_value_display(name) if value in (None, "") else value


class ScopedInspectView(InspectView):
    """Shows the named fields; a name may also be that of a method of the screen that takes the row."""

    def dispatch(self, request, *args, **kwargs):
        # The package loads the row from the bare table; this is the one that the scope gives, with what it adds.
        self.instance = get_object_or_404(self.model_admin.scope(request.user), pk=self.instance.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_field_label(self, field_name, field=None):
        method = getattr(self.model_admin, field_name, None)
        if method is not None and field is None:
            return capfirst(force_str(getattr(method, "short_description", field_name)))
        return capfirst(force_str(super().get_field_label(field_name, field)))

    def get_field_display_value(self, field_name, field=None):
        method = getattr(self.model_admin, field_name, None)
        if method is not None and field is None:
            return method(self.instance) or self.model_admin.get_empty_value_display(field_name)
        return super().get_field_display_value(field_name, field)


class ScopedModelAdmin(RowActs, ModelAdmin):
    """A staff screen. A sub-class names its model, `list_display`, `inspect_view_fields` and what staff may do."""

    index_view_class = ScopedIndexView
    inspect_view_class = ScopedInspectView
    permission_helper_class = ScopedPermissionHelper
    create_enabled = False
    edit_enabled = False
    delete_enabled = False
    inspect_view_enabled = True
    # The history shows every log entry of a row and asks no permission.
    history_view_enabled = False
    list_per_page = 50
    empty_value_display = "–"
    # Related rows that a list prints, for one query instead of one per row.
    list_related: tuple[str, ...] = ()

    def __init__(self, parent=None):
        super().__init__(parent)
        if self.inspect_view_enabled and not self.inspect_view_fields:
            raise ImproperlyConfigured(f"{type(self).__name__} must name its inspect_view_fields: the default is all.")
        self.permission_helper.screen = self
        # Filters by a related row ask the admin site for its order; Django's own admin need not be installed for that.
        self.admin_site = AdminSite()

    def can_use(self, user):
        """Whether the person works at this desk. A desk says who does."""
        raise ImproperlyConfigured(f"{type(self).__name__} must say who can use it.")

    def scope(self, user):
        """Rows that the person may see here. Nothing outside it is listed, opened, changed, deleted or exported."""
        return self.model._default_manager.all()

    def get_queryset(self, request):
        return (
            self.scope(request.user)
            .select_related(*self.list_related)
            .order_by(*(self.get_ordering(request) or ("-pk",)))
        )

    def get_permissions_for_registration(self):
        """None: the desk has one permission, which the group of coordinators carries."""
        return super().get_permissions_for_registration().none()

    def register_indexing(self):
        """Members' records stay out of the reference index, which any editor can read."""

    def register_admin_url_finders(self):
        """No links to members' records from Wagtail's reports."""

    def index_view(self, request):
        request.GET = self._allowed_parameters(request.GET)
        try:
            return self._guard_desk(request) or super().index_view(request)
        except IncorrectLookupParameters:
            # A value that no choice of a filter has, such as a word where a row is meant.
            return redirect(self.url_helper.index_url)

    def create_view(self, request):
        return self._guard_desk(request, self.create_enabled) or super().create_view(request)

    def inspect_view(self, request, instance_pk):
        return self._guard_row(request, instance_pk) or super().inspect_view(request, instance_pk)

    def edit_view(self, request, instance_pk):
        return self._guard_row(request, instance_pk, self.edit_enabled) or super().edit_view(request, instance_pk)

    def delete_view(self, request, instance_pk):
        return self._guard_row(request, instance_pk, self.delete_enabled) or super().delete_view(request, instance_pk)

    def history_view(self, request, instance_pk):
        refusal = self._guard_row(request, instance_pk, self.history_view_enabled)
        return refusal or super().history_view(request, instance_pk)

    def _guard_desk(self, request, is_enabled=True):
        """The answer that keeps somebody out: to the sign-in, or 403. None: go on."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
        if not is_enabled or not self.can_use(request.user):
            # Raised inside the CMS, PermissionDenied becomes a redirect to its home; here it stays a 403.
            return permission_denied(request, PermissionDenied())
        return None

    def _guard_row(self, request, instance_pk, is_enabled=True):
        """Desk, row, act: in this order, so that nobody learns which rows exist. 404 for a row out of scope."""
        refusal = self._guard_desk(request)
        if refusal:
            return refusal
        if not str(instance_pk).isdecimal() or len(str(instance_pk)) > 18:
            raise Http404
        if not self.scope(request.user).filter(pk=instance_pk).exists():
            raise Http404
        return self._guard_desk(request, is_enabled)

    def _allowed_parameters(self, parameters):
        """The query string without look-ups that the screen does not offer: any field could be guessed through them."""
        names = [item[0] if isinstance(item, tuple | list) else item for item in self.list_filter]
        # A filter of the screen's own is a class that names its parameter.
        names = [getattr(name, "parameter_name", name) for name in names]
        allowed = ALWAYS_ALLOWED_PARAMETERS | {
            f"{name}{suffix}" for name in names if isinstance(name, str) for suffix in FILTER_SUFFIXES
        }
        kept = parameters.copy()
        for name in parameters:
            unusable = (
                "__isnull" not in name and name not in ALWAYS_ALLOWED_PARAMETERS and not _is_plain(parameters[name])
            )
            if name not in allowed or "\x00" in parameters[name] or unusable:
                del kept[name]
        return kept


def _is_plain(value):
    """A value that one of the offered choices could have: a word, or a number that a database has room for."""
    if value.isdigit():
        return value.isascii() and len(value) < 19
    return len(value) <= 60 and value.replace("_", "").replace("-", "").isalnum()


def described(label):
    """Give a method its heading in lists and inspect pages."""

    def wrap(method):
        method.short_description = label
        return method

    return wrap
