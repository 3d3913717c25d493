"""The provider's answers: one function for each verb of OAI-PMH 2.0."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from resources.conf import get_setting
from resources.library.metadata import dublin_core
from resources.limits import HOUR_SECONDS, client_address, is_over_limit

from . import records
from .arguments import PREFIX, Refusal, read_arguments, read_selection
from .writing import OAI_DC, OAI_DC_SCHEMA, Answer, in_utc


def answer(library, request):
    """Answer a harvester (R36). GET and POST mean the same; errors of the protocol answer 200, as it wants.

    503 with Retry-After for an address that asks too often (section 3.1.2.2).
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    if is_over_limit("harvest", client_address(request), get_setting("HARVEST_PAGES_PER_HOUR")):
        response = HttpResponse("Too many requests. Try again later.", status=503, content_type="text/plain")
        response["Retry-After"] = str(HOUR_SECONDS)
        return response
    response = HttpResponse(_document(library, request).octets(), content_type="text/xml; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _document(library, request):
    base_url = f"{library.get_full_url(request) or request.build_absolute_uri('/')}oai/"
    now = timezone.now()
    verb, arguments = "", {}
    try:
        verb, arguments = read_arguments(request.POST if request.method == "POST" else request.GET)
        # What does not exist is found out before anything is written.
        write = _PREPARED[verb](library, request, verb, arguments)
    except Refusal as refusal:
        is_repeated = refusal.code not in ("badVerb", "badArgument")
        repeated = {"verb": verb, **arguments} if is_repeated else {}
        document = Answer(now=now, base_url=base_url, arguments=repeated)
        document.line("error", refusal.args[0], code=refusal.code)
        return document
    document = Answer(now=now, base_url=base_url, arguments={"verb": verb, **arguments})
    with document.inside(verb):
        write(document)
    return document


def _identify(library, request, verb, arguments):
    first = records.earliest(library)

    def write(document):
        site = library.get_site()
        name = site.site_name if site else ""
        document.line("repositoryName", f"{library.title} | {name}" if name else library.title)
        document.line("baseURL", f"{library.get_full_url(request) or request.build_absolute_uri('/')}oai/")
        document.line("protocolVersion", "2.0")
        document.line("adminEmail", _admin_email(request))
        document.line("earliestDatestamp", in_utc(first))
        document.line("deletedRecord", "no")
        document.line("granularity", "YYYY-MM-DDThh:mm:ssZ")

    return write


def _admin_email(request):
    email = parseaddr(get_setting("HARVEST_EMAIL") or settings.DEFAULT_FROM_EMAIL)[1]
    # The protocol's schema asks for a host with a dot.
    return email if "." in email.partition("@")[2] else f"webmaster@{request.get_host().partition(':')[0]}.invalid"


def _list_formats(library, request, verb, arguments):
    if "identifier" in arguments:
        records.record(library, arguments["identifier"])

    def write(document):
        with document.inside("metadataFormat"):
            document.line("metadataPrefix", PREFIX)
            document.line("schema", OAI_DC_SCHEMA)
            document.line("metadataNamespace", OAI_DC)

    return write


def _list_sets(library, request, verb, arguments):
    if "resumptionToken" in arguments:
        raise Refusal("badResumptionToken", "All sets are in one answer, so there is no such token.")
    found = records.sets()
    if not found:
        raise Refusal("noSetHierarchy", "This library has no topics and no kinds.")

    def write(document):
        for set_spec, name in found:
            with document.inside("set"):
                document.line("setSpec", set_spec)
                document.line("setName", name)

    return write


def _get_record(library, request, verb, arguments):
    _check_format(arguments)
    record = records.record(library, arguments["identifier"])

    def write(document):
        _write_record(document, record, request)

    return write


def _list_records(library, request, verb, arguments):
    """ListRecords and ListIdentifiers: the same but for what is written of each."""
    if "resumptionToken" in arguments:
        place = records.place_of(library, verb, arguments["resumptionToken"])
    else:
        _check_format(arguments)
        place = records.Place(read_selection(arguments))
    part = records.part(library, place)

    def write(document):
        for record in part.records:
            if verb == "ListRecords":
                _write_record(document, record, request)
            else:
                _write_header(document, record)
        if part.next or place.cursor:
            _write_token(document, library, verb, part)

    return write


def _write_token(document, library, verb, part):
    """How to go on; at the end of a list that came in parts an empty token says that it is complete."""
    about = {"completeListSize": part.size, "cursor": part.place.cursor}
    if part.next is None:
        document.line("resumptionToken", "", **about)
        return
    expires = in_utc(timezone.now() + timedelta(seconds=records.TOKEN_SECONDS))
    token = records.token_of(library, verb, part.next)
    document.line("resumptionToken", token, expirationDate=expires, **about)


def _check_format(arguments):
    if arguments["metadataPrefix"] != PREFIX:
        raise Refusal("cannotDisseminateFormat", f"The only format is {PREFIX}.")


def _write_header(document, record):
    document.header(record.translation_key.urn, record.stamp, records.sets_of(record))


def _write_record(document, record, request):
    with document.inside("record"):
        _write_header(document, record)
        document.dublin_core(dublin_core(record, request))


_PREPARED = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list_records,
    "ListRecords": _list_records,
    "GetRecord": _get_record,
}
