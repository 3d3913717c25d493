"""The text inside files, as the search index and the quotations of a result need it. Files of the few stay out."""

from collections import defaultdict

from resources.enums import ItemKind
from resources.models import FileReading, ResourceItem

# Letters of one resource that are searched. PostgreSQL refuses an index entry of more than 1 MB.
MAX_SEARCHED = 300_000


def text_for_search(resource):
    """The texts of a resource's files, one after the other, at most 300,000 letters."""
    documents = [item.document_id for item in resource.items.all() if item.kind == ItemKind.FILE and item.document_id]
    if not documents:
        return ""
    texts = _public_texts(documents)
    return "\n".join(texts[key] for key in documents if key in texts)[:MAX_SEARCHED]


def file_texts(resources):
    """{key of resource: [(name of the file, text), ...]} in the editor's order; resources without text are left out.

    Two queries.
    """
    items = ResourceItem.objects.filter(
        resource__in=[resource.pk for resource in resources], kind=ItemKind.FILE, document__isnull=False
    ).order_by("sort_order", "pk")
    rows = list(items.values_list("resource", "document", "title", "document__title"))
    texts = _public_texts({row[1] for row in rows}) if rows else {}
    found = defaultdict(list)
    for resource, document, title, file_title in rows:
        if document in texts:
            found[resource].append((title or file_title, texts[document]))
    return dict(found)


def _public_texts(documents):
    found = FileReading.objects.filter(document__in=documents, is_private=False, version__text__isnull=False)
    return dict(found.values_list("document", "version__text__text"))
