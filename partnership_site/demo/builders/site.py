"""The site around the content: home page, pages of text, collections, menus and settings."""

from django.urls import reverse
from django.utils.html import escape
from wagtail.models import GroupPagePermission, Page, Site, WorkflowPage

from events.models import CalendarPage
from mentoring_pages.models import MentorDirectoryPage, MentoringSettings
from partnership_site.models import FooterMenuItem, HomePage, MainMenuItem, SiteSettings, StandardPage
from resources.models import CollectionPage, CollectionPick, ResourceLibraryPage

from ..pages import COLLECTIONS, STANDARD_PAGES, home
from ..pages.shapes import Call, Latest, LatestOf, Questions, Quote, Table, Text

SITE_NAME = "Illinois After-School Partnership"


def build_frame(demo):
    """The home page as the site's root, with library, calendar and directory below it, and empty pages of text.

    Their words come in `fill_pages`, when all that they link to exists.
    """
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    demo.site = site
    demo.pages[""] = _home_page(demo, site)
    for slug, model in (
        ("library", ResourceLibraryPage),
        ("gatherings", CalendarPage),
        ("mentors", MentorDirectoryPage),
    ):
        demo.pages[slug] = model.objects.order_by("path").first()
    for data in STANDARD_PAGES:
        page = StandardPage(title=data.title, slug=data.slug, lead=data.lead, search_description=data.description)
        demo.pages[data.slug] = demo.publish(demo.pages[data.below], page)


def build_collections(demo):
    """Collections below their own page. Needs all pages they may pick."""
    parent = demo.pages["collections"]
    for data in COLLECTIONS:
        page = CollectionPage(
            title=data.title,
            slug=data.slug,
            search_description=data.intro,
            intro=f"<p>{escape(data.intro)}</p>",
            source=data.source,
            order=data.order,
            limit=data.limit,
            view=data.view,
            criteria=[{"type": kind, "value": value} for kind, value in data.criteria],
        )
        page.topics = demo.terms.topics(data.topics)
        found = [demo.resources.get(pick) or demo.profiles.get(pick) for pick in data.picks]
        page.picks = [
            CollectionPick(picked_page=picked, sort_order=position)
            for position, picked in enumerate(picked for picked in found if picked)
        ]
        demo.pages[data.slug] = demo.publish(parent, page)


def fill_pages(demo):
    """The words of the home page and of the pages of text, with their links."""
    for data in STANDARD_PAGES:
        page = demo.pages[data.slug]
        page.body = [_block(demo, block) for block in data.blocks]
        demo.republish(page)
    page = demo.pages[""]
    page.doors = [
        ("door", {"title": title, "text": text, "page": demo.pages[slug]}) for title, text, slug in home.DOORS
    ]
    page.library, page.calendar, page.directory = (demo.pages[slug] for slug in ("library", "gatherings", "mentors"))
    page.story = demo.profiles.get(home.STORY)
    page.body = [_block(demo, Latest("Start here", "start-here"))]
    demo.republish(page)


def build_settings(demo):
    """Menus, header, footer and the texts of the members area."""
    settings = SiteSettings.for_site(demo.site)
    settings.strapline = home.STRAPLINE
    settings.footer_text = home.FOOTER
    settings.contact_email = demo.coordinator.email
    settings.contact_phone = home.PHONE
    settings.contact_address = home.ADDRESS
    settings.notice_text = home.NOTICE
    settings.main_menu_items = _menu(demo, MainMenuItem, home.MAIN_MENU)
    settings.footer_menu_items = _menu(demo, FooterMenuItem, home.FOOTER_MENU)
    settings.save()
    mentoring = MentoringSettings.for_site(demo.site)
    mentoring.contact_email = demo.coordinator.email
    mentoring.welcome_text = home.WELCOME
    mentoring.request_text = home.REQUEST
    mentoring.journal_text = home.JOURNAL
    mentoring.decline_text = home.DECLINE
    mentoring.save()


def _home_page(demo, site):
    """The site's home page. On a new site it takes the place of the welcome page, with all that stands below it."""
    page = HomePage.objects.first()
    if page is None:
        welcome = site.root_page
        welcome.slug = f"{welcome.slug}-before"
        welcome.save()
        tree = Page.get_first_root_node()
        page = HomePage(title=SITE_NAME, slug="home", statement=home.STATEMENT, lead=home.LEAD)
        tree.add_child(instance=page)
        _take_place_of(welcome, page)
        site.root_page, site.site_name = page, SITE_NAME
        site.save()
        Page.objects.get(pk=welcome.pk).delete()
        page = HomePage.objects.get(pk=page.pk)
    page.statement, page.lead, page.backers = home.STATEMENT, home.LEAD, home.BACKERS
    page.search_description = home.LEAD
    return demo.republish(page)


def _take_place_of(old, new):
    for child in old.get_children():
        child.specific.move(Page.objects.get(pk=new.pk), pos="last-child")
    GroupPagePermission.objects.filter(page=old.pk).update(page=new.pk)
    WorkflowPage.objects.filter(page=old.pk).update(page=new.pk)


def _menu(demo, model, slugs):
    return [model(page=demo.pages[slug], sort_order=position) for position, slug in enumerate(slugs)]


def _block(demo, block):
    match block:
        case Text():
            return "text", _linked(demo, block.html)
        case Quote():
            return "quote", {"text": block.text, "name": block.name, "role": block.role}
        case Questions():
            sections = [{"heading": heading, "text": _linked(demo, text)} for heading, text in block.sections]
            return "accordion", {"sections": sections}
        case Table():
            return "table", {
                "data": [list(row) for row in block.rows],
                "table_caption": block.caption,
                "first_row_is_table_header": True,
                "first_col_is_header": True,
                "table_header_choice": "both",
                "cell": [],
                "mergeCells": [],
            }
        case Call():
            return "call_to_action", {
                "heading": block.heading,
                "text": _linked(demo, block.html),
                "button": block.button,
                "page": demo.pages[block.page] if block.page else None,
                "url": reverse(block.url_name) if block.url_name else "",
            }
        case Latest():
            return "latest", {
                "heading": block.heading,
                "collection": demo.pages[block.collection],
                "count": block.count,
            }
        case LatestOf():
            return "latest", {
                "heading": block.heading,
                "types": list(block.types),
                "topics": demo.terms.topics(block.topics),
                "count": block.count,
                "view": block.view,
            }


def _linked(demo, html):
    """Turn `href="page:slug"` into the link to a page as Wagtail stores it."""
    parts = html.split('href="page:')
    linked = parts[0]
    for part in parts[1:]:
        slug, rest = part.split('"', 1)
        linked += f'linktype="page" id="{demo.pages[slug].pk}"{rest}'
    return linked
