"""The words of the home page, of the header and footer, and of the members area."""

STATEMENT = "We help after-school programs in Illinois learn from each other."
LEAD = (
    "Find a tool you can use tomorrow, meet the programs around you, or spend a year with one that has been "
    "where you are."
)
DOORS = (
    ("Find a resource", "Guides, forms and research, each summed up in two plain sentences.", "library"),
    ("Come to a gathering", "Meet programs of your region, in person or online. Everyone is welcome.", "gatherings"),
    ("Learn from another program", "Choose a mentor who knows what you need.", "mentors"),
)
BACKERS = (
    "Co-chaired by the Illinois Department of Human Services and the Illinois State Board of Education. The Illinois "
    "Center for Violence Prevention serves as the intermediary."
)
STORY = "goldfinch-bridge"

STRAPLINE = "Good afternoons, everywhere in the state"
FOOTER = "<p>A demonstration site. All programs and people are invented; the regions and the frameworks are real.</p>"
ADDRESS = "Illinois After-School Partnership\n100 North First Street\nSpringfield, Illinois 62701"
PHONE = "217 555 0142"
NOTICE = "<p>This is a demonstration with invented programs. Dates are set around today.</p>"

MAIN_MENU = ("library", "gatherings", "mentors", "mentoring", "news", "about")
FOOTER_MENU = ("contact", "accessibility", "privacy", "confidentiality", "collections", "for-referrers")

WELCOME = "<p>Everything about your pair in one place. Journals stay yours until you share them.</p>"
REQUEST = (
    "<p>Say in a sentence what you need, then choose mentors in the order you like best. They and the coordinators "
    "read "
    "this; nobody else does.</p>"
)
JOURNAL = "<p>Write for yourself. Two sentences are enough. You choose below who may read it.</p>"
DECLINE = "They would have liked to and have no room this year. We ask the next on your list."
