"""How a pair's agreement stands: which version is asked for, who has signed it, and what was signed before."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.enums import OPEN_PAIR_STATUSES, Side
from mentoring_pages.models import AgreementSignature, AgreementText
from resources.dates_in_words import when_in_words


@dataclass(frozen=True)
class AgreementStanding:
    """`text` is the version asked for, None if none is published. `signatures` are of that version, by side."""

    text: AgreementText | None
    signatures: dict[str, AgreementSignature]
    earlier: list[AgreementSignature]

    @property
    def is_complete(self) -> bool:
        return self.text is None or len(self.signatures) == len(Side)

    def is_missing(self, side: Side | None) -> bool:
        """Whether that side has still to sign."""
        return self.text is not None and side is not None and side not in self.signatures


def standing_of(pair) -> AgreementStanding:
    """Two queries. A pair that has ended is asked for nothing: what it signed last stands."""
    signatures = list(AgreementSignature.objects.filter(pair=pair).select_related("version"))
    text = AgreementText.objects.current()
    if pair.status not in OPEN_PAIR_STATUSES:
        text = signatures[0].version if signatures else None
    return AgreementStanding(
        text=text,
        signatures={one.side: one for one in signatures if text and one.version_id == text.pk},
        earlier=[one for one in signatures if not text or one.version_id != text.pk],
    )


def side_rows(pair, standing):
    """Both sides with what they signed, or that they have not, for components and print."""
    programs = {Side.MENTOR: pair.mentor, Side.MENTEE: pair.mentee}
    return [
        {"role": side.label, "program": programs[side].name, **signature_words(standing.signatures.get(side))}
        for side in Side
    ]


def signature_words(signature):
    """The name as typed and the moment in words; empty while nobody signed."""
    if signature is None:
        return {"name": "", "when": ""}
    return {
        "name": signature.signed_name,
        "when": _("Signed %(when)s") % {"when": when_in_words(timezone.localtime(signature.signed_at))},
    }


def earlier_rows(pair, standing):
    """A line for each earlier version, newest first: who signed, and where the text as signed is read."""
    by_number: dict[int, list[AgreementSignature]] = {}
    for one in standing.earlier:
        by_number.setdefault(one.version.number, []).append(one)
    return [
        {
            "title": _("%(title)s, version %(number)s") % {"title": signed[0].text["title"], "number": number},
            "who": ", ".join(f"{one.signed_name} ({one.program_name})" for one in signed),
            "url": reverse("members:agreement-signed", args=[pair.code, number]),
        }
        for number, signed in by_number.items()
    ]
