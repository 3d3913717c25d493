"""The two cycles of the demo: pairs, the requests of the running one, and applications to become a mentor."""

from . import applications, finished, requests, running, struggling

FINISHED_PAIRS = finished.PAIRS
RUNNING_PAIRS = running.PAIRS + struggling.PAIRS
REQUESTS = requests.REQUESTS
APPLICATIONS = applications.APPLICATIONS
TRAINING_SESSIONS = applications.TRAINING_SESSIONS

# What coordinators noted about each mentee (R4, R37): tier of priority, its reason, and who requires the mentoring.
PRIORITIES = {
    "pebble-path": (1, "First grant, opened this year."),
    "marigold-steps": (1, "First grant, opened this year."),
    "cobblestone-corner": (1, "First grant, three sites at once."),
    "bluebell-hollow": (1, "First grant, opened this year."),
    "tallgrass-table": (1, "Opened last year."),
    "chalk-and-cedar": (2, "New director since the summer."),
    "sparrow-gate": (3, "Lost its director in spring."),
    "plum-thicket": (3, "Very little money, flooded hall."),
    "firefly-depot": (2, "New director since the summer."),
    "clover-street": (4, "Family engagement."),
    "night-heron": (4, "Evaluation and youth voice."),
    "kettle-pond": (4, "From drop-in to a planned program."),
    "tugboat": (4, "Agreement with an employer."),
}
REQUIRED_BY = {"marigold-steps": "21st-cclc", "cobblestone-corner": "21st-cclc"}
ENROLMENT = {"windrow": "applied", "quilted-sky": "left"}
# How programs came (R82, R98), and what they wrote when they asked to enrol.
REFERRED = {"marigold-steps", "firefly-depot"}
NOTES = {"windrow": "Twenty teens on two evenings. We would like to see how others keep them coming in winter."}
