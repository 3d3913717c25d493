"""Small files at fixed addresses: robots.txt and the icon that browsers ask for by name."""

from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

CLOSED = ("/cms/", "/members/", "/accounts/", "/search/")


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request):
    """What search engines may read: all public pages, not the results of searches nor what needs an account."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class FaviconView(RedirectView):
    """Leads to the icon among the static files, whose address changes with its content."""

    http_method_names = ["get", "head"]

    def get_redirect_url(self, *args, **kwargs):
        return static("partnership_site/img/favicon.ico")
