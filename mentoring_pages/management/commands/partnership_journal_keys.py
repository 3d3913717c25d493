"""`manage.py partnership_journal_keys`: encrypts journals with the newest key, so that an old one can be taken away."""

from django.core.management.base import BaseCommand, CommandError
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.actions.journal_keys import encrypted_fields, move_to_newest_key


class Command(BaseCommand):
    help = (
        "Encrypt all journal texts with the first key of PARTNERSHIP['JOURNAL_KEYS']. The site may run meanwhile; a "
        "run that was stopped goes on where it was. Fails if a text can't be opened by any of the keys."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=500, help="Rows that are read at once (500).")
        parser.add_argument("--check", action="store_true", help="Only count; write nothing.")

    @sensitive_variables()
    def handle(self, *args, batch, check, **options):
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        moved = closed = 0
        for model, field in encrypted_fields():
            count = move_to_newest_key(model, field, at_a_time=batch, writes=not check)
            moved, closed = moved + count.moved, closed + count.closed
            verb = "to move" if check else "moved"
            self.stdout.write(
                f"{model._meta.label}.{field.name}: {count.moved} {verb}, {count.newest} have the newest key, "
                f"{count.closed} can't be opened"
            )
        if closed:
            raise CommandError(
                f"{closed} texts can't be opened with the keys of PARTNERSHIP['JOURNAL_KEYS']. They are not lost: put "
                "the key that wrote them back at the end of the list and run this again. Take no key away before."
            )
        if check and moved:
            self.stdout.write("Older keys are still needed.")
        else:
            self.stdout.write("Only the first key is needed now.")
