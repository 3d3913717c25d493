"""The two forms of an import: what is brought in, and what becomes of its columns."""

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.conf import get_setting
from resources.enums import DuplicateChoice, ImportFormat
from resources.models import ImportMapping, ResourceKind
from resources.outgoing.addresses import AddressRefused, checked_for_staff
from resources.scanning import scan_file

from .packed import check_zip
from .reading import TABLES
from .sniffing import xml_format
from .targets import import_targets

EXTENSIONS = {
    "csv": ImportFormat.CSV,
    "tsv": ImportFormat.CSV,
    "txt": ImportFormat.CSV,
    "xlsx": ImportFormat.XLSX,
    "xml": ImportFormat.WXR,
    "atom": ImportFormat.ATOM,
    "json": ImportFormat.PLONE,
}


class SourceForm(forms.Form):
    """A file, or the address of another library."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in EXTENSIONS)}),
    )
    packed = forms.FileField(
        label=gettext_lazy("Files that it names (ZIP)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    target = forms.ChoiceField(
        label=gettext_lazy("What a table has"),
        required=False,
        help_text=gettext_lazy("The exports of WordPress and Plone say it themselves."),
    )
    address = forms.CharField(
        label=gettext_lazy("Or the address of another library"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("It starts with https://."),
    )
    address_kind = forms.ChoiceField(
        label=gettext_lazy("What is at this address"),
        required=False,
        choices=[(form.value, form.label) for form in (ImportFormat.ATOM, ImportFormat.OAI)],
        widget=forms.RadioSelect,
        initial=ImportFormat.ATOM,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(key, target.label) for key, target in import_targets().items()]
        self.fields["file"].help_text = _(
            "A table (CSV or XLSX), the export of WordPress (XML) or Plone (JSON), an Atom feed or an OAI-PMH answer "
            "(XML), at most %(size)s."
        ) % {"size": filesizeformat(get_setting("IMPORT_MAX_MB") * 1024**2)}

        self.fields["packed"].help_text = _(
            "If rows name files or pictures that are not on the web. For WordPress: its folder “uploads”. "
            "At most %(size)s."
        ) % {"size": filesizeformat(get_setting("IMPORT_FILES_MAX_MB") * 1024**2)}

    def clean_packed(self):
        packed = self.cleaned_data["packed"]
        if packed:
            if packed.size > get_setting("IMPORT_FILES_MAX_MB") * 1024**2:
                raise ValidationError(_("The ZIP is too large. Make two imports."))
            check_zip(packed)
            scan_file(packed, packed.name)
        return packed

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            if file.name.lower().rpartition(".")[2] not in EXTENSIONS:
                raise ValidationError(_("We can’t read this kind of file. Choose one that ends in .csv or .xlsx."))
            if file.size > get_setting("IMPORT_MAX_MB") * 1024**2:
                raise ValidationError(_("The file is too large. Cut it into two."))
            scan_file(file, file.name)
        return file

    def clean_address(self):
        text = self.cleaned_data["address"].strip()
        if text:
            try:
                text = checked_for_staff(text)
            except AddressRefused as refused:
                raise ValidationError(refused.message) from refused
        return text

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("address")):
            self.add_error("file", _("Choose a file or give an address: one of the two."))
        return cleaned

    @property
    def format(self):
        """What was brought in; ask after `is_valid()`. NotReadable for XML that is none of what we read."""
        file = self.cleaned_data["file"]
        if file:
            extension = file.name.lower().rpartition(".")[2]
            return xml_format(file) if extension in ("xml", "atom") else EXTENSIONS[extension]
        return self.cleaned_data["address_kind"] or ImportFormat.ATOM


class ChoicesForm(forms.Form):
    """Which column becomes what, where the pages go, and what else happens."""

    source = forms.CharField(
        label=gettext_lazy("Name of the source"),
        max_length=120,
        help_text=gettext_lazy(
            "Use the same name when you import from there again: then rows with the same ID update their pages."
        ),
    )
    duplicates = forms.ChoiceField(
        label=gettext_lazy("What seems to be on the site already"),
        choices=DuplicateChoice.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "The same ID, the same address, or the same title where no address is given, wherever it stands."
        ),
    )
    fetches_files = forms.BooleanField(
        label=gettext_lazy("Fetch the files and pictures that it names"),
        required=False,
        help_text=gettext_lazy(
            "From public addresses alone. This takes a while: it goes on by itself after you said yes. "
            "Files in the ZIP come along in any case."
        ),
    )
    redirects = forms.BooleanField(
        label=gettext_lazy("Lead readers on from old addresses to the new pages"), required=False
    )
    publishes = forms.BooleanField(
        label=gettext_lazy("Publish at once what is complete and what I may publish"),
        required=False,
        help_text=gettext_lazy("Otherwise all of it waits as drafts."),
    )
    save_as = forms.CharField(
        label=gettext_lazy("Keep these columns under a name"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("To choose it the next time."),
    )

    def __init__(self, *args, batch, user, headings=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch, self.headings = batch, headings
        self.is_table = batch.format in TABLES
        self.targets = [batch.target] if self.is_table or batch.target else self._targets_of_format()
        self.parent_names = [self._add_parent(key, user) for key in self.targets]
        if "resource" in self.targets:
            self.fields["default_kind"] = forms.ModelChoiceField(
                label=_("Kind of resources that do not say theirs"),
                queryset=ResourceKind.objects.filter(is_active=True),
                required=False,
            )
        self.column_names = self._add_columns() if self.is_table else []
        if not self.is_table:
            del self.fields["save_as"]
        if not apps.is_installed("wagtail.contrib.redirects"):
            del self.fields["redirects"]

    def _targets_of_format(self):
        is_library = self.batch.format in (ImportFormat.ATOM, ImportFormat.OAI)
        return ["resource"] if is_library else list(import_targets())

    def _add_parent(self, key, user):
        target = import_targets()[key]
        allowed = [page.pk for page in target.parents() if page.permissions_for_user(user).can_add_subpage()]
        name = f"parent_{key}"
        if len(allowed) == 1:
            self.initial.setdefault(name, allowed[0])
        self.fields[name] = forms.ModelChoiceField(
            label=_("%(what)s go below") % {"what": target.label},
            queryset=target.parents().filter(pk__in=allowed),
            required=self.is_table,
            empty_label=None if self.is_table and allowed else _("nowhere: leave them out"),
        )
        return name

    def _add_columns(self):
        choices = [("", _("– not in the table –")), *((name, name) for name in self.headings if name)]
        names = []
        for column in import_targets()[self.batch.target].columns():
            name = f"column_{column.key}"
            self.fields[name] = forms.ChoiceField(
                label=column.label, choices=choices, required=column.is_required, help_text=column.help_text
            )
            if name not in self.initial:
                self.initial[name] = guessed(column, self.headings)
            names.append(name)
        return names

    def clean(self):
        cleaned = super().clean()
        taken = {}
        for name in self.column_names:
            heading = cleaned.get(name)
            if heading and heading in taken:
                self.add_error(name, _("“%(name)s” is chosen twice.") % {"name": heading})
            taken[heading] = name
        return cleaned

    def choices(self):
        """What `check_import` takes; ask after `is_valid()`."""
        values = self.cleaned_data
        kind = values.get("default_kind")
        parents = {key: values[f"parent_{key}"].pk for key in self.targets if values.get(f"parent_{key}")}
        return {
            "source": values["source"],
            "parents": parents,
            "columns": self.columns(),
            "defaults": {"kind": kind.slug} if kind else {},
            "duplicates": values["duplicates"],
            "fetches_files": values["fetches_files"],
            "publishes": values["publishes"],
            "redirects": values.get("redirects", False),
        }

    def columns(self):
        """{our column: their heading} of those that were chosen."""
        names = {name: self.cleaned_data[name] for name in self.column_names}
        return {name.removeprefix("column_"): heading for name, heading in names.items() if heading}

    def keep_columns(self):
        """Save the columns under the name that was given, if one was."""
        name = self.cleaned_data.get("save_as", "").strip()
        if name:
            ImportMapping.objects.update_or_create(
                name=name, target=self.batch.target, defaults={"columns": self.columns()}
            )


def guessed(column, headings):
    """The heading that seems to be meant for a column; "" if none does."""
    wanted = {str(column.label).casefold(), column.key, column.key.replace("_", " "), *column.names}
    return next((name for name in headings if name.casefold().strip() in wanted), "")
