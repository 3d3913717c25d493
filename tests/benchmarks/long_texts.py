"""Texts as long as those of a 20-page PDF, and where the product keeps what it read in files. The same in each run.

Words come as often as in real texts: the second most common half as often as the first, the hundredth a hundredth as
often (Zipf's law). A text is made of 85 of 20,000 paragraphs, so that common words stand in all texts, others in few.
"""

import hashlib
import re
from itertools import accumulate
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection

from resources.enums import ItemKind, ReadingStatus
from resources.models import FileReading, FileText, FileVersion, ResourceItem, ResourcePage

from .bulk import BATCH

WORDS, PARAGRAPHS, WORDS_IN_PARAGRAPH, PARAGRAPHS_IN_TEXT = 20_000, 20_000, 100, 85
_BEGINNINGS = re.findall(r"\w+", "b br c ch d dr f fl g gr h j k l m n p pr r s sp st t tr v w")
_MIDDLES = re.findall(r"\w+", "a e i o u ai ea oo ou")
_ENDS = re.findall(r"\w+", "b ck d ft g l ll m mp n nd p r rn s sh st t th x")


class LongTexts:
    """`text(number)` is the text of the file of this number; `word(rank)` the word that comes at this place."""

    def __init__(self):
        random = Random(4)
        syllables = [f"{a}{b}{c}" for a in _BEGINNINGS for b in _MIDDLES for c in _ENDS]
        random.shuffle(syllables)
        longer = [first + second for first, second in zip(syllables, reversed(syllables), strict=True)]
        rarer = [first + second for first in syllables[:100] for second in syllables[200:320]]
        self._words = list(dict.fromkeys([*syllables, *longer, *rarer]))[:WORDS]
        weights = list(accumulate(1 / (rank + 1) for rank in range(WORDS)))
        self._paragraphs = [
            " ".join(random.choices(self._words, cum_weights=weights, k=WORDS_IN_PARAGRAPH)).capitalize() + "."
            for _paragraph in range(PARAGRAPHS)
        ]

    def word(self, rank: int) -> str:
        return self._words[rank]

    def text(self, number: int) -> str:
        return "\n".join(Random(number).choices(self._paragraphs, k=PARAGRAPHS_IN_TEXT))


def add_files(pages: list[ResourcePage], texts: LongTexts, first: int) -> None:
    """Give each page, which the search index knows already, a PDF file that was read."""
    document_model, root = get_document_model(), Collection.get_first_root_node()
    if root is None:
        root = Collection.add_root(name="Root")
    for start in range(0, len(pages), BATCH):
        batch = list(enumerate(pages[start : start + BATCH], start=first + start))
        hashes = [hashlib.sha1(str(number).encode()).hexdigest() for number, _page in batch]
        documents = document_model.objects.bulk_create(
            [
                document_model(
                    title=f"Handbook {number}",
                    file=f"documents/{number}.pdf",
                    collection=root,
                    file_size=400_000,
                    file_hash=file_hash,
                )
                for (number, _page), file_hash in zip(batch, hashes, strict=True)
            ]
        )
        versions = FileVersion.objects.bulk_create(
            [
                FileVersion(file_hash=file_hash, status=ReadingStatus.READ, pages_count=20, read_at=timezone.now())
                for file_hash in hashes
            ]
        )
        FileText.objects.bulk_create(
            [
                FileText(version=version, text=texts.text(number))
                for version, (number, _page) in zip(versions, batch, strict=True)
            ]
        )
        FileReading.objects.bulk_create(
            [
                FileReading(document=document, version=version)
                for document, version in zip(documents, versions, strict=True)
            ]
        )
        ResourceItem.objects.bulk_create(
            [
                ResourceItem(resource=page, kind=ItemKind.FILE, document=document, sort_order=1)
                for document, (_number, page) in zip(documents, batch, strict=True)
            ]
        )
        _index_texts([page.pk for _number, page in batch])


# What the search backends do with the text of files, for many at once: it follows the other texts of a resource. On
# PostgreSQL it has the lowest weight, as its boost of 0.5 gives it.
_ADD_TEXT = {
    "sqlite": "UPDATE wagtailsearch_indexentry AS entry SET body = body || ' ' || found.text {found}",
    "postgresql": (
        "UPDATE wagtailsearch_indexentry AS entry SET body_text = body_text || ' ' || found.text, "
        "body = body || setweight(to_tsvector(found.text), 'D') {found}"
    ),
}
_FOUND = """
    FROM (
        SELECT CAST(item.resource_id AS varchar) AS key, file_text.text AS text
        FROM partnership_resources_resourceitem AS item
        JOIN partnership_resources_filereading AS reading ON reading.document_id = item.document_id
        JOIN partnership_resources_filetext AS file_text ON file_text.version_id = reading.version_id
        WHERE item.resource_id IN ({keys})
    ) AS found
    WHERE entry.object_id = found.key AND entry.content_type_id = {content_type}
"""


def _index_texts(keys: list[int]) -> None:
    content_type = ContentType.objects.get_for_model(ResourcePage).pk
    found = _FOUND.format(keys=", ".join(map(str, keys)), content_type=content_type)
    sql = _ADD_TEXT[connection.vendor].format(found=found)
    with connection.cursor() as cursor:
        cursor.execute(sql)
