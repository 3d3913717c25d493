"""Whether two addresses lead to the same thing, as far as the addresses tell."""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from resources.models import ResourceItem, ResourcePage
from resources.public_pages import publicly_below

# Marks of campaigns and of sharing, which say where a reader came from and not what is read.
_MARKS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "_hs")
_INDEX_NAMES = ("/index.html", "/index.htm", "/index.php", "/default.aspx")


def plain_address(url):
    """`url` without scheme, "www.", marks of campaigns, fragment and end slash. "" for what is no address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    path = parts.path
    for name in _INDEX_NAMES:
        path = path.removesuffix(name)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].lower().startswith(_MARKS)]
    query = f"?{urlencode(sorted(pairs))}" if pairs else ""
    port_text = f":{port}" if port not in (None, 80, 443) else ""
    return f"{host}{port_text}{path.rstrip('/')}{query}"


def address_key(url):
    """By which an address is found again, whatever its length; "" for what is no address."""
    plain = plain_address(url)
    return hashlib.sha256(plain.encode()).hexdigest() if plain else ""


def resource_with_address(url, library):
    """The public resource of the library that offers this address, or None."""
    plain = plain_address(url)
    if not plain:
        return None
    host = plain.split("/")[0].split("?")[0]
    items = ResourceItem.objects.filter(url__icontains=host, resource__in=public_resources(library))
    for resource_id, other in items.values_list("resource_id", "url").iterator():
        if plain_address(other) == plain:
            return ResourcePage.objects.get(pk=resource_id)
    return None


def resource_with_file(file_hash, library):
    """The public resource of the library that offers a file with exactly this content, or None."""
    found = public_resources(library).filter(items__document__file_hash=file_hash) if file_hash else None
    return found.first() if found is not None else None


def public_resources(library):
    """Resources of the library that everyone may see."""
    return ResourcePage.objects.filter(publicly_below(library))
