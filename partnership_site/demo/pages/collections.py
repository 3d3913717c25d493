"""Collections that the editor made: hand-picked, found by a query, or both."""

from .shapes import CollectionOf, Page, Text

PARENT = Page(
    slug="collections",
    title="Collections",
    lead="Shelves that our editor keeps: things that belong together, for people in your place.",
    description="Hand-picked collections of resources, gatherings and mentors.",
    blocks=(
        Text(
            '<ul><li><a href="page:start-here">Start here: first-year grantees</a></li>'
            '<li><a href="page:site-visits">Site visits</a></li>'
            '<li><a href="page:new-directors">For new directors</a></li>'
            '<li><a href="page:upcoming-trainings">Upcoming trainings</a></li>'
            '<li><a href="page:coming-up">Coming up: the next three months</a></li>'
            '<li><a href="page:open-mentors">Mentors with a place free</a></li>'
            '<li><a href="page:on-partnerships">Everything on partnerships</a></li>'
            '<li><a href="page:small-town-mentors">Mentors in small towns</a></li></ul>'
        ),
    ),
)

COLLECTIONS = (
    CollectionOf(
        "start-here",
        "Start here: first-year grantees",
        "Seven things to read in your first year with a grant, in the order in which you will need them.",
        picks=(
            "21st Century Community Learning Centers in Illinois",
            "First ninety days for a new director",
            "Budget worksheet for a first grant year",
            "You for Youth: courses for 21st CCLC staff",
            "Illinois Statewide Afterschool Quality Standards",
            "Afterschool snacks and meals through the federal food program",
            "Getting ready for a monitoring visit",
        ),
        view="cards",
    ),
    CollectionOf(
        "site-visits",
        "Site visits",
        "What to take along, what to watch for and what to say at the door.",
        picks=("Site visit observation sheet", "Watching a room for twenty minutes"),
        source="resources",
        topics=("observation-and-assessment",),
    ),
    CollectionOf(
        "new-directors",
        "For new directors",
        "For anyone who has just been handed the keys.",
        picks=("First ninety days for a new director", "Planning for the time that mentoring takes"),
        source="resources",
        topics=("administration", "daily-operations"),
        view="table",
    ),
    CollectionOf(
        "upcoming-trainings",
        "Upcoming trainings",
        "Workshops in the coming months on what good programs are made of.",
        source="gatherings",
        topics=(
            "observation-and-assessment",
            "administration",
            "staff-training",
            "indoor-and-outdoor-environments",
            "partnerships",
        ),
    ),
    CollectionOf(
        "small-town-mentors",
        "Mentors in small towns",
        "One grocery store, two bridges and a program that works anyway.",
        picks=("lantern-creek", "barn-swallow", "blue-silo", "bittersweet-barn", "hickory-wheel", "sandstone-trail"),
    ),
    CollectionOf(
        "coming-up",
        "Coming up: the next three months",
        "Every gathering in the state that takes place soon, as a calendar. Called-off ones stay out.",
        source="gatherings",
        view="calendar",
        order="soonest",
        limit=100,
        criteria=(
            ("date", {"date": "starts", "period": "next", "number": 3, "unit": "months", "first": None, "last": None}),
            ("property", {"operator": "is_not", "values": ["gathering_status:cancelled"]}),
        ),
    ),
    CollectionOf(
        "open-mentors",
        "Mentors with a place free",
        "Programs that take a request today. Whoever fills up leaves this page by itself.",
        source="mentors",
        view="cards",
        order="title",
        criteria=(("property", {"operator": "is", "values": ["availability:available"]}),),
    ),
    CollectionOf(
        "on-partnerships",
        "Everything on partnerships",
        "What we have on working with families, schools and neighbors: to read, to attend, and whom to ask.",
        source="resources,gatherings,mentors",
        topics=("partnerships",),
        view="summary",
    ),
)
