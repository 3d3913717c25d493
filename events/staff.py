"""Where those who run gatherings read their mail, and the screens that the mails lead to."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse


def staff_addresses() -> list[str]:
    """E-mail addresses of active people who run gatherings, each once."""
    users = get_user_model()._default_manager.filter(is_active=True).exclude(email="").order_by("pk")
    permission = Permission.objects.filter(
        codename="change_registration", content_type__app_label="partnership_events"
    ).values("pk")
    allowed = Q(user_permissions__in=permission) | Q(groups__permissions__in=permission)
    return list(dict.fromkeys(users.filter(allowed).values_list("email", flat=True)))


def screen_url(name: str, *args) -> str:
    """The full address of a staff screen by the name of its url, for a mail."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, reverse(name, args=args))
