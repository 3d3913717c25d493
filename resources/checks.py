"""System checks: a host that is set up wrongly hears it from `manage.py check`, not from its visitors."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader_tags import BlockNode, ExtendsNode
from django.utils.module_loading import import_string

from .conf import DEFAULTS, get_setting
from .scanning import has_scanner

NEEDED_BLOCKS = {"title", "extra_css", "content", "extra_js"}
SCANNED_FORMS = {
    "WAGTAILDOCS_DOCUMENT_FORM_BASE": "resources.cms.upload_forms.ScannedDocumentForm",
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "resources.cms.upload_forms.ScannedImageForm",
}
CONTEXT_PROCESSOR = "resources.context_processors.partnership"


@register()
def check_setting_names(app_configs, **kwargs):
    """E001: a key in PARTNERSHIP that nothing reads, most likely a slip of the pen."""
    unknown = sorted(set(getattr(settings, "PARTNERSHIP", {})) - set(DEFAULTS))
    return [
        Error(
            f"PARTNERSHIP has the unknown key {key!r}.",
            hint=f"Known keys: {', '.join(sorted(DEFAULTS))}.",
            id="partnership_resources.E001",
        )
        for key in unknown
    ]


@register()
def check_virus_scanner(app_configs, **kwargs):
    """E004: the scanner can't be imported. W002: one is named, and the forms of the CMS do not ask it."""
    if not has_scanner():
        return []
    named = get_setting("VIRUS_SCANNER")
    try:
        is_callable = callable(named) or callable(import_string(named))
    except ImportError:
        is_callable = False
    if not is_callable:
        return [
            Error(
                f"PARTNERSHIP['VIRUS_SCANNER'] is {named!r}, which is not a callable that can be imported.",
                hint="Name a function scan(file, name), see docs/settings.md.",
                id="partnership_resources.E004",
            )
        ]
    return [
        Warning(
            f"Files uploaded in the CMS are not shown to the virus scanner: {setting} is not set.",
            hint=f"Set {setting} to {path!r}, or let your own form extend it.",
            id="partnership_resources.W002",
        )
        for setting, path in SCANNED_FORMS.items()
        if not getattr(settings, setting, "")
    ]


def _block_names(template):
    """Names of all blocks in a template and in those that it extends."""
    names = {node.name for node in template.nodelist.get_nodes_by_type(BlockNode)}
    for node in template.nodelist.get_nodes_by_type(ExtendsNode):
        parent_name = node.parent_name.var
        if isinstance(parent_name, str):
            names |= _block_names(template.engine.get_template(parent_name))
    return names


@register(Tags.templates)
def check_base_template(app_configs, **kwargs):
    """E002: no such base template. E003: it lacks a block. W001: the context processor is not set."""
    name = get_setting("BASE_TEMPLATE")
    try:
        template = engines["django"].get_template(name).template
        missing = sorted(NEEDED_BLOCKS - _block_names(template))
    except KeyError:
        return []
    except (TemplateDoesNotExist, TemplateSyntaxError) as error:
        return [
            Error(
                f"PARTNERSHIP['BASE_TEMPLATE'] is {name!r}, which can't be loaded: {error}.",
                hint="Name the template that the pages of your site extend.",
                id="partnership_resources.E002",
            )
        ]
    found = []
    if missing:
        found.append(
            Error(
                f"The base template {name!r} has no block named {', '.join(missing)}.",
                hint="Add {% block NAME %}{% endblock %} where docs/install.md shows.",
                id="partnership_resources.E003",
            )
        )
    if CONTEXT_PROCESSOR not in engines["django"].engine.context_processors:
        found.append(
            Warning(
                f"The context processor {CONTEXT_PROCESSOR} is not set, so pages extend base.html.",
                hint="Add it to OPTIONS['context_processors'] of TEMPLATES.",
                id="partnership_resources.W001",
            )
        )
    return found
