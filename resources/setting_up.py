"""Tools of `manage.py partnership_setup`, which each app's `setup.py` uses.

Everything is done once and remembered in `LoadedTerm`, so running the command again adds what a new version brings
and never undoes what staff changed or deleted since.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext, ngettext
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from .models import LoadedTerm, Term

EDITORS = "communications-editors"
COORDINATORS = "coordinators"


def is_first_time(what, slug):
    """Whether this was never done before; remembers that it is done now."""
    _remembered, is_new = LoadedTerm.objects.get_or_create(vocabulary=what, slug=slug)
    return is_new


def load_terms(model, terms, say, *, fields=None, after=None):
    """Create the starting terms of a vocabulary that were never loaded before, and say how many.

    `terms` have `slug`; `fields(term)` gives the other fields, by default name and description. `after(row, term)`
    runs for each new row. A term whose slug staff already use counts as loaded and is left alone.
    """
    fields = fields or name_and_description
    vocabulary = model._meta.label_lower
    loaded = set(LoadedTerm.objects.filter(vocabulary=vocabulary).values_list("slug", flat=True))
    present = set(model.objects.values_list("slug", flat=True))
    added = 0
    for position, term in enumerate(terms, start=1):
        if term.slug in loaded:
            continue
        if term.slug not in present:
            row = model.objects.create(slug=term.slug, sort_order=position * 10, **fields(term))
            if after:
                after(row, term)
            added += 1
        LoadedTerm.objects.create(vocabulary=vocabulary, slug=term.slug)
    if added:
        text = ngettext("%(vocabulary)s: %(count)s added.", "%(vocabulary)s: %(count)s added.", added)
        say(text % {"vocabulary": str(model._meta.verbose_name_plural).capitalize(), "count": added})


def name_and_description(term):
    """The usual fields of a starting term, in the site's language."""
    return {"name": gettext(term.name), "description": gettext(term.description) if term.description else ""}


def ensure_group(key, name, say):
    """The group known as `key`, made once under `name`; None if staff have renamed or deleted it since."""
    if is_first_time("groups", key):
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            say(gettext("Group “%(name)s” added.") % {"name": name})
        return group
    return Group.objects.filter(name=name).first()


def grant(group, key, permissions):
    """Give a group model permissions, each only once: one that staff took away stays away."""
    for permission in permissions.select_related("content_type"):
        name = f"{permission.content_type.app_label}-{permission.codename}"
        if is_first_time(f"permissions-{key}", name):
            group.permissions.add(permission)


def grant_on_page(group, key, page, kinds):
    """Give a group page permissions such as `add` or `publish` on a page and all below it, each only once."""
    for kind in kinds:
        if is_first_time(f"page-permissions-{key}", f"{page.pk}-{kind}"):
            held = group.page_permissions.filter(page=page, permission__codename__startswith=f"{kind}_")
            if not held.exists():
                GroupPagePermission.objects.create(group=group, page=page, permission_type=kind)


def grant_on_files(group, key, codenames):
    """Give a group permissions on images and documents of all collections, each only once."""
    root = Collection.get_first_root_node()
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
    )
    for permission in permissions:
        if root and is_first_time(f"file-permissions-{key}", permission.codename):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def admin_access():
    """The permission to sign in to the CMS."""
    return Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")


def permissions_of(models, actions=("add", "change", "delete", "view")):
    """The permissions for some actions on some models."""
    wanted = Q(pk__in=[])
    for model in models:
        codenames = [f"{action}_{model._meta.model_name}" for action in actions]
        wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=codenames)
    return Permission.objects.filter(wanted)


def vocabularies_of(app_config):
    """The vocabularies of an app."""
    return [model for model in app_config.get_models() if issubclass(model, Term)]


def site_root():
    """The root page of the default site; None while a host has no site yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else None


def add_index_page(page_class, say, *, title, slug, intro):
    """Add a published index page below the site's root page, once, unless one of its type exists. May return None."""
    root = site_root()
    if root is None:
        say(gettext("There is no default site yet, so the page “%(title)s” waits.") % {"title": title})
        return None
    if not is_first_time("pages", page_class._meta.model_name) or page_class.objects.exists():
        return page_class.objects.order_by("path").first()
    page = page_class(title=title, intro=f"<p>{intro}</p>", show_in_menus=True)
    if not root.get_children().filter(slug=slug).exists():
        page.slug = slug
    root.add_child(instance=page)
    page.save_revision().publish()
    say(gettext("Page “%(title)s” added below “%(parent)s”.") % {"title": title, "parent": root.title})
    return page
