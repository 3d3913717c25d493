"""Looks into a built wheel: the three apps with templates, static files and migrations, and nothing else."""

import sys
import zipfile

PACKAGES = {"resources", "events", "mentoring_pages"}
NEEDED = (
    "resources/templates/partnership/layouts/site.html",
    "resources/templates/partnership/components/",
    "resources/templates/partnership_resources/",
    "events/templates/partnership_events/",
    "mentoring_pages/templates/mentoring_pages/",
    "resources/static/partnership/css/",
    "events/static/partnership_events/",
    "mentoring_pages/static/mentoring_pages/",
    "resources/migrations/0001_",
    "events/migrations/0001_",
    "mentoring_pages/migrations/0001_",
)


def faults(names: list[str]) -> list[str]:
    """Sentences about what is missing from, or should not be among, a wheel's file names. Empty when all is well."""
    found = [f"nothing under {start}" for start in NEEDED if not any(name.startswith(start) for name in names)]
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    found += [f"{top} does not belong in the wheel" for top in sorted(tops - PACKAGES)]
    return found + [f"{name} is a leftover" for name in names if "__pycache__" in name or name.endswith(".sqlite3")]


def main(paths: list[str]) -> int:
    """Check each wheel and print how it stands; 1 if one has a fault or none was given."""
    for path in paths:
        with zipfile.ZipFile(path) as wheel:
            names = wheel.namelist()
        if problems := faults(names):
            print(f"{path}: {'; '.join(problems)}", file=sys.stderr)
            return 1
        print(f"{path}: {len(names)} files, the three apps with templates, static files and migrations")
    return 0 if paths else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
