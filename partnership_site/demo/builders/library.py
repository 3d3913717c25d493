"""The library: resources with their links and our own PDF files."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from resources import models as library
from resources.actions.useful_answers import answer_useful
from resources.enums import ItemKind, WantedFormat
from resources.library.counting import add_up_uses

from .. import pdf_files
from .demo import paragraphs

PUBLISHED_BY_US = "free-with-acknowledgement"


def build_library(demo, entries):
    """One page a resource. Our own came out in the last months, the others when their publisher brought them out."""
    for position, entry in enumerate(entries):
        demo.resources[entry.title] = _resource(demo, entry, position)
    for entry in entries:
        if entry.related:
            page = demo.resources[entry.title]
            page.related_picks = [library.RelatedResource(related=demo.resources[title]) for title in entry.related]
            page.save_revision(user=demo.editor).publish()
    _add_uses(demo, entries)


def _add_uses(demo, entries):
    """How often each was seen and taken in the last weeks, what two readers said, and one wish."""
    days = []
    for position, entry in enumerate(entries):
        resource = demo.resources[entry.title]
        item = resource.items.first()
        for week in range(1, 5):
            row = {"resource": resource, "day": demo.today - timedelta(days=7 * week - position % 6)}
            days.append(library.DailyUse(**row, count=3 + 7 * position % 23 + week))
            if item:
                days.append(library.DailyUse(**row, item_key=item.pk, count=1 + 5 * position % 13))
    library.DailyUse.objects.bulk_create(days)
    add_up_uses()
    sheet, plan = demo.resources["Site visit observation sheet"], demo.resources["Mentoring plan form"]
    answer_useful(sheet, is_useful=True, comment="We use it at every visit. A Spanish one would help us.")
    answer_useful(plan, is_useful=False, comment="The lines are too narrow to write on.")
    library.FormatRequest.objects.create(
        resource=plan,
        item=plan.items.first(),
        item_title=plan.title,
        wanted=WantedFormat.LARGE_PRINT,
        details="18 point would be good, on letter paper.",
        email="reader@example.org",
    )


def _resource(demo, entry, position):
    page = library.ResourcePage(
        title=entry.title,
        search_description=entry.summary,
        summary=entry.summary,
        body=[("text", paragraphs(entry.body))],
        kind=demo.terms.one(library.ResourceKind, entry.kind),
        language=demo.terms.one(library.Language, entry.language),
        licence=demo.terms.one(library.Licence, entry.licence),
        author=entry.author,
        publisher=entry.publisher,
        published_on=_published_on(demo, entry, position),
        review_by=demo.today + timedelta(days=30 * entry.review_months),
    )
    page.topics = demo.terms.topics(entry.topics)
    page.audiences = demo.terms.many(library.Audience, entry.audiences)
    page.grade_bands = demo.terms.many(library.GradeBand, entry.grade_bands)
    page.settings = demo.terms.many(library.Setting, entry.settings)
    page.items = [*_files(demo, entry), *_links(entry)]
    page.changes = [
        library.ResourceChange(changed_on=demo.today - timedelta(days=days), note=note) for days, note in entry.changes
    ]
    return demo.publish(demo.pages["library"], page)


def _published_on(demo, entry, position):
    if entry.licence == PUBLISHED_BY_US and not entry.links:
        return demo.today - timedelta(days=6 + 5 * (position % 40))
    return date(entry.year, position % 12 + 1, 1)


def _files(demo, entry):
    if not entry.pdf:
        return []
    name = f"{entry.pdf}.pdf"
    content = ContentFile(pdf_files.draw(entry.pdf), name=name)
    document = get_document_model().objects.create(
        title=entry.title, file=content, file_size=content.size, uploaded_by_user=demo.editor
    )
    return [
        library.ResourceItem(
            kind=ItemKind.FILE,
            document=document,
            sort_order=0,
            accessibility_status=entry.accessibility,
            accessibility_note=entry.accessibility_note,
        )
    ]


def _links(entry):
    return [
        library.ResourceItem(
            kind=ItemKind.LINK,
            title=link.label,
            url=link.url,
            sort_order=position,
            accessibility_status=entry.accessibility,
            accessibility_note=entry.accessibility_note,
        )
        for position, link in enumerate(entry.links, start=1)
    ]
