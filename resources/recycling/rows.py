"""Everything that the database deletes together with pages: which rows are kept for a restore, and which are lost.

Kept is what belongs to a page as its content: the page itself, its inline rows and those of other pages that show it,
its history, schedule, moderation, redirects, rights and comments. What people have entrusted to us, such as
registrations, is not: whoever deletes it must be able to rely on its being gone. It is counted, so that staff are told
before.
"""

from collections import Counter

from django.core.serializers import python
from django.db.models import QuerySet
from django.db.models.deletion import Collector
from modelcluster.fields import ParentalKey

from resources.pages import BasePage
from resources.registry import BinRule, bin_rules

_WAGTAIL = {
    "wagtailcore.Revision": BinRule.KEPT,
    "wagtailcore.PageViewRestriction": BinRule.KEPT,
    "wagtailcore.GroupPagePermission": BinRule.KEPT,
    "wagtailcore.PageSubscription": BinRule.KEPT,
    "wagtailcore.WorkflowPage": BinRule.KEPT,
    "wagtailcore.CommentReply": BinRule.KEPT,
    "wagtailredirects.Redirect": BinRule.KEPT,
    "wagtailcore.WorkflowState": BinRule.KEPT,
    "wagtailcore.TaskState": BinRule.KEPT,
}
_SEARCH_APPS = ("wagtailsearch", "modelsearch")


class _EverythingCollector(Collector):
    """What a deletion takes along, each row loaded whole, nothing deleted."""

    def can_fast_delete(self, objs, from_field=None):
        return False

    def _has_signal_listeners(self, model):
        # Otherwise rows come without most of their fields.
        return True


class _RowSerializer(python.Serializer):
    """Rows as they stand in their table. Links of many to many are rows of their own tables."""

    def handle_m2m_field(self, obj, field):
        pass


class Doomed:
    """What goes with some pages, which must stand at the top of what is deleted. Costs a query a table."""

    def __init__(self, pages, using="default"):
        collector = _EverythingCollector(using=using)
        collector.collect(pages)
        collector.sort()
        self._data = collector.data
        self._updates = collector.field_updates

    def rows(self):
        """Rows to keep, as `dumpdata` would write them."""
        kept = [row for model, found in self._data.items() if rule_for(model) == BinRule.KEPT for row in found]
        return list(_RowSerializer().serialize(kept))

    def emptied(self):
        """[label, key, column, value] of references that rows which stay lose."""
        found = []
        for (field, _value), groups in self._updates.items():
            if field.name == "alias_of" or rule_for(field.model) == BinRule.FORGOTTEN:
                # An alias becomes a page in its own right, which somebody may edit in the meantime.
                continue
            gone = {row.pk for row in self._data.get(field.model, ())}
            for group in groups:
                for row in group.all() if isinstance(group, QuerySet) else group:
                    if row.pk not in gone:
                        found.append([field.model._meta.label, row.pk, field.attname, getattr(row, field.attname)])
        return found

    def lost(self):
        """{name of a kind of record: how many}: what no restore brings back, in words for people."""
        counts = Counter()
        for model, found in self._data.items():
            if found and rule_for(model) == BinRule.LOST and not model._meta.auto_created:
                meta = model._meta
                counts[str(meta.verbose_name if len(found) == 1 else meta.verbose_name_plural)] += len(found)
        return dict(counts)


def rule_for(model):
    """Whether a row of this table is kept, lost, or forgotten without a word because it makes itself anew."""
    if model._meta.auto_created:
        return rule_for(model._meta.auto_created)
    if model._meta.app_label in _SEARCH_APPS:
        return BinRule.FORGOTTEN
    known = _WAGTAIL | bin_rules()
    if model._meta.label in known:
        return known[model._meta.label]
    is_content = issubclass(model, BasePage) or any(isinstance(field, ParentalKey) for field in model._meta.fields)
    return BinRule.KEPT if is_content else BinRule.LOST
