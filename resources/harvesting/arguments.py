"""What a harvester asks for, read strictly: OAI-PMH 2.0 wants an error for everything that is not in its order."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PREFIX = "oai_dc"

_SELECTIVE = frozenset({"from", "until", "set"})
# verb: (required, optional). A resumptionToken stands alone, at the verbs in `RESUMABLE`.
_VERBS = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), _SELECTIVE),
    "ListRecords": (frozenset({"metadataPrefix"}), _SELECTIVE),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
}
RESUMABLE = frozenset({"ListIdentifiers", "ListRecords", "ListSets"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
# Patterns of the protocol's schema: what does not fit may not even be repeated in an answer.
_FORMS = {
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*"),
    "identifier": re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+"),
    "resumptionToken": re.compile(r"[\x21-\x7e]+"),
}


class Refusal(Exception):
    """An error of the protocol. `code` is one of its codes, `args[0]` says it in English, the protocol's language."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Selection:
    """Which records of a list are wanted: changed from `since` and before `before`, in a set; "" and None: all."""

    since: datetime | None = None
    before: datetime | None = None
    set_spec: str = ""


def read_arguments(data):
    """(verb, {argument: value}) of the `QueryDict`. Raises `Refusal` with badVerb or badArgument."""
    verbs = data.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in _VERBS:
        raise Refusal("badVerb", "Give one verb, and one of the six of OAI-PMH 2.0.")
    verb = verbs[0]
    required, optional = _VERBS[verb]
    sent = {name: values for name, values in data.lists() if name != "verb"}
    for name, values in sent.items():
        if len(values) != 1:
            raise Refusal("badArgument", "An argument was given more than once.")
        if name in _FORMS and not _FORMS[name].fullmatch(values[0]):
            raise Refusal("badArgument", f"The value of {name} is not one that the protocol allows.")
    arguments = {name: values[0] for name, values in sent.items()}
    if "resumptionToken" in arguments and verb in RESUMABLE:
        if len(arguments) > 1:
            raise Refusal("badArgument", "A resumptionToken stands alone.")
        return verb, arguments
    if missing := required - arguments.keys():
        raise Refusal("badArgument", f"Missing: {', '.join(sorted(missing))}.")
    if arguments.keys() - required - optional:
        raise Refusal("badArgument", f"{verb} does not take one of the arguments.")
    read_selection(arguments)
    return verb, arguments


def read_selection(arguments):
    """The `Selection` that from, until and set ask for. Raises `Refusal` with badArgument."""
    since, until = arguments.get("from", ""), arguments.get("until", "")
    if since and until and len(since) != len(until):
        raise Refusal("badArgument", "Give from and until in the same granularity.")
    first, last = _moment(since, "from"), _moment(until, "until")
    if first and last and first > last:
        raise Refusal("badArgument", "The date in from is later than that in until.")
    return Selection(first, _after(last, until), arguments.get("set", ""))


def _moment(text, name):
    if not text:
        return None
    form = "%Y-%m-%d" if _DAY.fullmatch(text) else "%Y-%m-%dT%H:%M:%SZ" if _SECOND.fullmatch(text) else ""
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        raise Refusal("badArgument", f"The date in {name} is none, or not in UTC.") from None


def _after(moment, text):
    """The first moment after the day or second that `until` names, which is still meant."""
    if moment is None:
        return None
    try:
        return moment + (timedelta(days=1) if len(text) == 10 else timedelta(seconds=1))
    except OverflowError:
        return None
