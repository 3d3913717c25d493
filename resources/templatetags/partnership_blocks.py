"""What the templates of body blocks need."""

import re
from urllib.parse import parse_qs, urlsplit

from django import template

register = template.Library()

_YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"}
_VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
_YOUTUBE_ID = re.compile(r"[\w-]{6,20}", re.ASCII)
_VIMEO_ID = re.compile(r"\d{4,15}", re.ASCII)


@register.filter
def player_url(value):
    """The address of a video's player that sets no cookies, for providers that offer one; "" for all others.

    Known: YouTube and Vimeo. A host's content security policy must allow frames of www.youtube-nocookie.com and
    player.vimeo.com; without that the link beside the player still works.
    """
    try:
        parts = urlsplit(str(value or ""))
        host = parts.hostname or ""
    except ValueError:
        return ""
    pieces = [piece for piece in parts.path.split("/") if piece]
    if host == "youtu.be" and pieces:
        return _youtube(pieces[0])
    if host in _YOUTUBE_HOSTS:
        if pieces[:1] in (["embed"], ["shorts"], ["live"]) and len(pieces) > 1:
            return _youtube(pieces[1])
        return _youtube(parse_qs(parts.query).get("v", [""])[0])
    if host in _VIMEO_HOSTS and pieces and _VIMEO_ID.fullmatch(pieces[-1]):
        return f"https://player.vimeo.com/video/{pieces[-1]}?dnt=1"
    return ""


def _youtube(key):
    return f"https://www.youtube-nocookie.com/embed/{key}" if _YOUTUBE_ID.fullmatch(key) else ""
