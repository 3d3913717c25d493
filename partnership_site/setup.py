"""What `manage.py partnership_setup` does for the website itself: the home page that the others stand below."""

from django.conf import settings
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from partnership_site.models import HomePage, SiteSettings
from resources.pages import BasePage
from resources.registry import register_setup_step
from resources.setting_up import EDITORS, grant, is_first_time, permissions_of
from resources.setup import editors


def register():
    """Hand the steps to the command; called once when the app is ready. The home page comes before the index pages."""
    register_setup_step(add_home_page, order=50)
    register_setup_step(let_editors_set_the_site, order=250)


def add_home_page(say):
    """Put a home page in the place of the welcome page that a new Wagtail database has; any other page stays."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or not is_first_time("pages", "home") or HomePage.objects.exists():
        return
    welcome = site.root_page
    if welcome.specific_class is not BasePage or welcome.numchild:
        return
    home = HomePage(
        title=settings.WAGTAIL_SITE_NAME,
        slug="start",
        statement=gettext("After-school programs in Illinois learn from each other."),
    )
    BasePage.get_first_root_node().add_child(instance=home)
    site.root_page = home
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.save()
    welcome.delete()
    home.slug = "home"
    home.save_revision().publish()
    say(gettext("Home page “%(title)s” added.") % {"title": home.title})


def let_editors_set_the_site(say):
    """Editors change menus, footer, contact address and notice, and keep redirects."""
    group = editors(say)
    if group:
        grant(group, EDITORS, permissions_of([SiteSettings], ("change", "view")))
        grant(group, EDITORS, permissions_of([Redirect]))
