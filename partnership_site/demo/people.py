"""People of the partnership itself. People of programs stand with their program."""

from .facts import Person

DEMO_PASSWORD = "partnership-demo"

EDITOR = Person("Imogen Castellane", "Communications editor", "editor@example.org")
COORDINATOR = Person("Wendell Amoako", "Mentoring coordinator", "coordinator@example.org")
