"""Where links to other sites stand on a page: link fields, rich text and blocks, also those of its inline rows."""

import re
from html import escape, unescape

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import RichTextField, StreamField

LONGEST = 2_000
_TARGET = re.compile(r'\b(href|url)="([^"]*)"')


def links_of(page):
    """{(address, place)} of all links to other sites; `place` is the field's name as editors see it."""
    found = set()
    for owner, field, place in _fields(page):
        value = getattr(owner, field.attname)
        if value:
            found |= {(url.strip(), place) for url in _in_field(field, value)}
    return {(url, place) for url, place in found if is_foreign(url)}


def is_foreign(url):
    """Whether it is an address that can be asked; a page's own path, a mail address and the like are none."""
    return url.lower().startswith(("http://", "https://")) and len(url) <= LONGEST


def replace_link(page, old, new):
    """Put `new` wherever `old` stands on the page, which is not saved. True if it stood anywhere."""
    is_changed = False
    for owner, field, _place in _fields(page):
        value = getattr(owner, field.attname)
        if not value:
            continue
        replaced = _replaced(field, value, old, new)
        if replaced is not None:
            setattr(owner, field.attname, replaced)
            is_changed = True
    return is_changed


def _fields(page):
    """(object, field, place) of each field that may hold links."""
    for field in _link_fields(page):
        yield page, field, str(capfirst(field.verbose_name))
    for relation in get_all_child_relations(type(page)):
        place = str(capfirst(relation.related_model._meta.verbose_name_plural))
        fields = list(_link_fields(relation.related_model))
        # The list in memory: what is changed on its rows is saved with the page.
        rows = getattr(page, relation.get_accessor_name()).get_object_list() if fields else []
        for row in rows:
            for field in fields:
                yield row, field, place


def _link_fields(model):
    return (field for field in model._meta.concrete_fields if isinstance(field, _KINDS))


_KINDS = (models.URLField, RichTextField, StreamField)


def _in_field(field, value):
    if isinstance(field, StreamField):
        return _in_block(value.stream_block, value)
    return _in_text(value) if isinstance(field, RichTextField) else [value]


def _in_text(html):
    return [unescape(target) for _name, target in _TARGET.findall(html)]


def _in_block(block, value):
    if not value:
        return
    if isinstance(block, EmbedBlock):
        yield value.url
    elif isinstance(block, blocks.URLBlock):
        yield value
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_text(value.source)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _in_block(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            yield from _in_block(child.block, child.value)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _in_block(child_block, value.get(name))


def _replaced(field, value, old, new):
    """The new value; None if `old` is not in it."""
    if isinstance(field, StreamField):
        raw = value.stream_block.get_prep_value(value)
        changed = _in_raw(raw, old, new)
        return value.stream_block.to_python(changed) if changed != raw else None
    if isinstance(field, RichTextField):
        changed = _in_html(value, old, new)
        return changed if changed != value else None
    return new if value.strip() == old else None


def _in_raw(raw, old, new):
    """The same stored blocks with `new` in place of `old`, as a value of its own or as the target of a link in text."""
    if isinstance(raw, list):
        return [_in_raw(item, old, new) for item in raw]
    if isinstance(raw, dict):
        return {name: _in_raw(item, old, new) for name, item in raw.items()}
    if isinstance(raw, str):
        return new if raw.strip() == old else _in_html(raw, old, new)
    return raw


def _in_html(html, old, new):
    def target(found):
        is_it = unescape(found[2]).strip() == old
        return f'{found[1]}="{escape(new)}"' if is_it else found[0]

    return _TARGET.sub(target, html)
