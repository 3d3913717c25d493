"""The job that reads files: searched, drawn, once for each content, private ones left out."""

import io

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.utils.file import hash_filelike

from resources.enums import ItemKind, ReadingStatus
from resources.files import reading
from resources.files.processes import Outcome
from resources.files.texts import file_texts
from resources.models import FileReading, FileText, FileVersion, ResourcePage
from resources.rows import resource_row
from tests.factories import files
from tests.factories import resources as make
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def with_file(title="A guide", octets=None, extension="pdf", **kwargs):
    octets = files.pdf("Zucchini for everyone") if octets is None else octets
    document = make.document(title, extension, octets)
    return make.resource(title, items=[{"kind": ItemKind.FILE, "document": document}], **kwargs), document


def found(words):
    return [page.title for page in ResourcePage.objects.live().search(words)]


def state(document):
    return FileReading.objects.get(document=document).version.status


def replace_file(document, octets):
    document.file.save("new.pdf", ContentFile(octets), save=False)
    document.file_hash = hash_filelike(io.BytesIO(octets))
    document.save()


def test_words_that_stand_only_inside_a_file_find_the_resource():
    """Issue 4, show 2."""
    page, document = with_file()
    assert (found("zucchini"), state(document)) == ([], ReadingStatus.WAITING)

    count = reading.read_due_files()

    assert (count, found("zucchini"), state(document)) == (1, ["A guide"], ReadingStatus.READ)
    assert file_texts([page]) == {page.pk: [("A guide", "Zucchini for everyone")]}


def test_running_again_reads_nothing_twice():
    with_file()
    reading.read_due_files()

    assert reading.read_due_files() == 0


def test_the_same_content_is_read_and_stored_once():
    octets = files.pdf("Zucchini")
    with_file("First", octets)
    with_file("Second", octets)

    assert reading.read_due_files() == 1
    assert FileText.objects.count() == 1
    assert sorted(found("zucchini")) == ["First", "Second"]


def test_file_that_was_read_before_is_found_as_soon_as_another_resource_has_it():
    octets = files.pdf("Zucchini")
    with_file("First", octets)
    reading.read_due_files()

    with_file("Second", octets)

    assert sorted(found("zucchini")) == ["First", "Second"]


def test_replaced_file_is_read_again_and_the_old_text_forgotten():
    _page, document = with_file()
    reading.read_due_files()

    replace_file(document, files.pdf("Pumpkin"))
    reading.read_due_files()
    reading.read_due_files()

    assert (found("zucchini"), found("pumpkin")) == ([], ["A guide"])
    assert FileVersion.objects.count() == 1


def test_file_of_the_few_is_neither_searched_nor_drawn_until_it_is_for_all():
    page, document = with_file()
    reading.read_due_files()
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document.collection = closed
    document.save()

    reading.read_due_files()

    assert (found("zucchini"), state(document), file_texts([page])) == ([], ReadingStatus.PRIVATE, {})
    assert not FileVersion.objects.get().picture

    restriction.delete()
    reading.read_due_files()

    assert (found("zucchini"), state(document)) == (["A guide"], ReadingStatus.READ)


def test_text_in_a_file_that_is_also_private_elsewhere_is_shown_for_the_open_one_only():
    octets = files.pdf("Zucchini")
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = make.document("Closed", "pdf", octets)
    document.collection = closed
    document.save()
    make.resource("Closed", items=[{"kind": ItemKind.FILE, "document": document}])
    with_file("Open", octets)

    reading.read_due_files()

    assert found("zucchini") == ["Open"]


def test_missing_file_is_named_so_and_read_when_it_is_back():
    _page, document = with_file()
    document.file.storage.delete(document.file.name)
    FileReading.objects.all().delete()
    document.file_hash = ""
    document.save()
    reading.read_due_files()
    assert state(document) == ReadingStatus.MISSING

    replace_file(document, files.pdf("Pumpkin"))
    reading.read_due_files()

    assert found("pumpkin") == ["A guide"]


def test_file_that_ends_its_reader_three_times_is_given_up(monkeypatch):
    _page, document = with_file()

    def die(version):
        raise RuntimeError

    monkeypatch.setattr(reading, "read_version", die)
    for _try in range(3):
        with pytest.raises(RuntimeError):
            reading.read_due_files()
        FileVersion.objects.update(claimed_until=None)
    monkeypatch.undo()

    assert reading.read_due_files() == 0
    assert state(document) == ReadingStatus.DAMAGED


def test_two_workers_never_read_the_same_file():
    with_file()
    version = FileVersion.objects.get()
    now = reading.timezone.now()

    assert [reading._claim(version.pk, now), reading._claim(version.pk, now)] == [True, False]


def test_file_over_the_limit_is_not_even_copied(settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"FILE_READ_MAX_MB": 0}
    _page, document = with_file()

    reading.read_due_files()

    assert state(document) == ReadingStatus.TOO_LARGE


def test_deleted_document_takes_text_and_picture_with_it(tmp_path):
    _page, document = with_file()
    reading.read_due_files()
    picture = tmp_path / FileVersion.objects.get().picture.name
    assert picture.exists()

    document.delete()
    reading.read_due_files()

    assert (FileText.objects.count(), FileVersion.objects.count(), picture.exists()) == (0, 0, False)


def test_first_page_stands_for_a_resource_without_a_picture_and_never_for_one_with(client):
    drawn, _document = with_file("Drawn")
    chosen, _other = with_file("Chosen", files.pdf("Other"), thumbnail=make.image())
    reading.read_due_files()

    shown = {page.title: client.get(page.url).context["thumb_url"] for page in (drawn, chosen)}

    assert shown["Drawn"] == FileReading.objects.get(document=_document).version.picture.url
    assert "first-pages" not in shown["Chosen"]


def test_list_costs_the_same_with_one_and_with_three_drawn_pages():
    def rows():
        return [resource_row(page)["thumb_url"] for page in ResourcePage.objects.with_row_data()]

    with_file("A")
    reading.read_due_files()
    with_one = count_queries(rows)
    for number in range(2):
        with_file(f"B{number}", files.pdf(f"Text {number}"))
    reading.read_due_files()

    assert count_queries(rows) == with_one
    assert all("first-pages" in url for url in rows())


def test_very_long_text_of_different_words_stays_within_what_a_search_index_takes(monkeypatch):
    """PostgreSQL refuses an entry of more than 1 MB; Cyrillic letters take two octets each."""
    page, _document = with_file()
    text = "кабачок " + " ".join(f"жук{number}" for number in range(80_000))
    monkeypatch.setattr(reading, "_look_into", lambda document: (Outcome("read", text=text), None))

    reading.read_due_files()

    assert len(page.file_text) == 300_000
    assert found("кабачок") == ["A guide"]
