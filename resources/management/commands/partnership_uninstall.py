"""Take the plugin's content and tables out of a site, before the apps are taken out of its settings."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from resources import uninstalling


class Command(BaseCommand):
    help = "Exports what the plugin stored, then removes its pages, groups, tables and content types."

    def add_arguments(self, parser):
        parser.add_argument("--output", default="partnership-data.json", help="Where the export is written.")
        parser.add_argument("--yes", action="store_true", help="Really remove. Without it, nothing is changed.")

    def handle(self, *args, output, yes, **options):
        try:
            uninstalling.check()
        except uninstalling.CannotUninstall as reason:
            raise CommandError(str(reason)) from reason
        for name, number in uninstalling.counts().items():
            self.stdout.write(f"{number:>8} {name}")
        if not yes:
            self.stdout.write(_("This is what goes. Nothing was changed; with --yes it is exported and removed."))
            return
        try:
            count = uninstalling.export(output)
        except OSError as problem:
            text = _("The export could not be written to %(path)s, so nothing was removed: %(reason)s.")
            raise CommandError(text % {"path": output, "reason": problem.strerror}) from problem
        self.stdout.write(
            _("Exported to %(path)s: %(count)s rows. Journals are not in it.") % {"path": output, "count": count}
        )
        uninstalling.remove(self.stdout.write)
        self.stdout.write(_("Done. Now take the apps out of your settings and addresses, and uninstall the package."))
