"""The words in braces that staff write into invitations, such as {gathering}; each mail has its own."""

import re

from django.utils.translation import gettext as _

NAMES = ("gathering", "when", "place", "host", "name")
_BRACES = re.compile(r"\{([^{}\n]*)\}")


def braces_problem(text):
    """A sentence about the first braces in `text` that cannot be filled in; "" if all can."""
    for match in _BRACES.finditer(text or ""):
        if match[1] not in NAMES:
            return _("%(word)s cannot be filled in. You can write {gathering}, {when}, {place}, {host} and {name}.") % {
                "word": match[0]
            }
    rest = _BRACES.sub("", text or "")
    if "{" in rest or "}" in rest:
        return _("A brace stands alone. Braces come in pairs around one of the words, such as {name}.")
    return ""


def filled(text, values):
    """`text` with its words in braces replaced by `values[name]`; what the values themselves contain stays as it is."""
    return _BRACES.sub(lambda match: str(values.get(match[1], match[0])), text)
