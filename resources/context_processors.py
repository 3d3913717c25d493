"""What each of the plugin's templates needs beside its own context."""

from .conf import get_setting


def partnership(request):
    """The name of the host's base template, which `partnership/layouts/site.html` extends."""
    return {"partnership_base_template": get_setting("BASE_TEMPLATE")}
