"""What the builders share while they build."""

from dataclasses import dataclass, field
from datetime import date

from wagtail.models import Page, Site

from .vocabulary import Vocabulary


@dataclass
class Demo:
    """The demo as far as it is built.

    Pages are kept by slug, resources by title, programs and profiles by key, users by e-mail, pairs by cycle and
    mentee.
    """

    today: date
    terms: Vocabulary = field(default_factory=Vocabulary)
    site: Site | None = None
    pages: dict = field(default_factory=dict)
    resources: dict = field(default_factory=dict)
    programs: dict = field(default_factory=dict)
    profiles: dict = field(default_factory=dict)
    gatherings: list = field(default_factory=list)
    users: dict = field(default_factory=dict)
    pairs: dict = field(default_factory=dict)
    editor: object = None
    coordinator: object = None

    def publish(self, parent: Page, page: Page) -> Page:
        """Put a new page below `parent` and publish it, as an editor would."""
        parent.add_child(instance=page)
        page.save_revision(user=self.editor).publish(user=self.editor)
        return page

    def republish(self, page: Page) -> Page:
        """Publish the changes made to a page that exists."""
        page.save_revision(user=self.editor).publish(user=self.editor)
        return page


def paragraphs(texts) -> str:
    """Plain sentences as rich text."""
    return "".join(f"<p>{text}</p>" for text in texts)
