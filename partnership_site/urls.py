"""Every address of the site. Pages come last: Wagtail takes what nothing else wants."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView
from wagtail.documents import urls as wagtaildocs_urls

from .api import api_router
from .files import FaviconView, robots
from .search.views import search
from .sitemap import sitemap_index, sitemap_part

handler404 = "partnership_site.errors.page_not_found"

urlpatterns = [
    # One sign-in for everybody, with its limits on guessing. A link must not sign staff out: Wagtail's own page answers
    # GET with 405 and yet deletes the session's cookie.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/logout/", require_POST(LogoutView.as_view())),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("api/v2/", api_router.urls),
    path("search/", search, name="search"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap-part"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", FaviconView.as_view(), name="favicon"),
]
if apps.is_installed("mentoring_pages"):
    urlpatterns += [path("members/", include("mentoring_pages.members.urls"))]
if apps.is_installed("events"):
    urlpatterns += [path("gathering/", include("events.urls"))]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
urlpatterns += [path("", include("resources.urls")), path("", include(wagtail_urls))]
