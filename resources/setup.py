"""What `manage.py partnership_setup` does for the library."""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils.translation import gettext

from . import starting_data
from .models import (
    Audience,
    FileVersion,
    GradeBand,
    Language,
    Licence,
    ResourceKind,
    ResourceLibraryPage,
    Setting,
    SuggestionCriterion,
    Topic,
    TopicGroup,
)
from .registry import register_removal_step, register_setup_step
from .setting_up import (
    COORDINATORS,
    EDITORS,
    add_index_page,
    admin_access,
    ensure_group,
    grant,
    grant_on_files,
    grant_on_page,
    load_terms,
    name_and_description,
    permissions_of,
    site_root,
    vocabularies_of,
)

EDITING = ("add", "change", "publish", "lock", "unlock")


def register():
    """Hand the steps to the command; called once when the app is ready."""
    register_setup_step(load_vocabulary, order=10)
    register_setup_step(add_pages, order=110)
    register_setup_step(set_up_editors, order=210)
    register_removal_step(remove_groups)
    register_removal_step(remove_first_pages)


def editors(say):
    """The group that edits the public site; None if staff have renamed or deleted it."""
    return ensure_group(EDITORS, gettext("Communications editors"), say)


def coordinators(say):
    """The group that runs gatherings and mentoring; None if staff have renamed or deleted it."""
    return ensure_group(COORDINATORS, gettext("Coordinators"), say)


def load_vocabulary(say):
    """Topics by framework and the library's small vocabularies."""
    groups = starting_data.TOPIC_GROUPS
    load_terms(
        TopicGroup,
        groups,
        say,
        fields=lambda group: {**name_and_description(group), "is_core_elements": group.is_core_elements},
    )
    group_of = {topic.slug: group.slug for group in groups for topic in group.topics}
    present = {group.slug: group for group in TopicGroup.objects.all()}
    load_terms(
        Topic,
        [topic for group in groups for topic in group.topics],
        say,
        fields=lambda topic: {**name_and_description(topic), "group": present.get(group_of[topic.slug])},
    )
    load_terms(ResourceKind, starting_data.RESOURCE_KINDS, say)
    load_terms(Audience, starting_data.AUDIENCES, say)
    load_terms(GradeBand, starting_data.GRADE_BANDS, say)
    load_terms(Setting, starting_data.SETTINGS, say)
    load_terms(Language, starting_data.LANGUAGES, say)
    load_terms(
        Licence, starting_data.LICENCES, say, fields=lambda term: {**name_and_description(term), "url": term.url}
    )


def add_pages(say):
    """The library."""
    add_index_page(
        ResourceLibraryPage,
        say,
        title=gettext("Resource library"),
        slug="library",
        intro=gettext("Guides, tools and research for people who run after-school programs."),
    )


def set_up_editors(say):
    """Who edits pages, files and the library's vocabularies."""
    group, root = editors(say), site_root()
    if group is None:
        return
    grant(group, EDITORS, admin_access())
    grant(group, EDITORS, permissions_of(vocabularies_of(apps.get_app_config("partnership_resources"))))
    grant(group, EDITORS, permissions_of([SuggestionCriterion]))
    grant(group, EDITORS, Permission.objects.filter(codename="manage_rules"))
    files = [f"{action}_{kind}" for action in ("add", "change", "choose") for kind in ("image", "document")]
    grant_on_files(group, EDITORS, files)
    if root:
        grant_on_page(group, EDITORS, root, EDITING)


def remove_groups(say):
    """The two groups that `partnership_setup` made, unless staff have renamed them."""
    for group in (editors(say), coordinators(say)):
        if group:
            group.delete()
            say(gettext("Group “%(name)s” removed.") % {"name": group.name})


def remove_first_pages(say):
    """The pictures that were drawn of files."""
    versions = FileVersion.objects.exclude(picture="")
    say(gettext("Pictures of first pages removed: %(count)s.") % {"count": versions.count()})
    for version in versions:
        version.picture.delete(save=False)
