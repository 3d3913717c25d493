"""What stands in the form of an import's choices at first: what was chosen before, else what seems to be meant."""

from resources.models import ResourceKind

from .forms import guessed
from .reading import TABLES
from .targets import import_targets


def first_choices(batch, headings, mapping=None):
    """Initial values of `ChoicesForm`. `mapping` are saved columns that the person chose just now."""
    if not batch.parents:
        initial = {
            "source": batch.source,
            "redirects": True,
            "duplicates": batch.duplicates,
            "fetches_files": batch.format not in TABLES or _names_files(headings),
        }
        columns = {}
    else:
        initial = {
            name: getattr(batch, name) for name in ("source", "duplicates", "fetches_files", "publishes", "redirects")
        }
        initial |= {f"parent_{key}": number for key, number in batch.parents.items()}
        if kind := batch.defaults.get("kind"):
            initial["default_kind"] = ResourceKind.objects.filter(slug=kind).first()
        # A column that was not chosen stays so, however well a heading fits.
        known = import_targets()[batch.target].columns() if batch.format in TABLES else ()
        columns = {column.key: batch.columns.get(column.key, "") for column in known}
    for key, heading in (mapping.columns if mapping else columns).items():
        initial[f"column_{key}"] = heading if heading in headings else ""
    return initial


def _names_files(headings):
    """Whether a table seems to have a column with files or pictures."""
    wanted = [column for column in import_targets()["resource"].columns() if column.key in ("files", "picture")]
    return any(guessed(column, headings) for column in wanted)
