"""What a new calendar starts with: regions, kinds of gatherings and themes. Data only; staff edit the rows it becomes.

Regions follow the offices that serve Illinois schools: 35 Regional Offices of Education, three Intermediate Service
Centers in suburban Cook County, and Chicago, which the State Board serves itself. Regions of several counties carry the
name of a town that people there know.
"""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from events.planning.holidays import LAST, MONDAY, THURSDAY, TUESDAY, HolidayRule
from resources.starting_topics import StartingTerm


class StartingArea(NamedTuple):
    """A coarser region that groups several."""

    slug: str
    name: str


class StartingRegion(NamedTuple):
    """A region: its coarser area's slug, the number of its Regional Office of Education, and its counties by name.

    `office` is None in Cook County, which no regional office serves: there `part` names which part of the county on
    the map this is, and `served_by` says who does.
    """

    slug: str
    name: str
    area: str
    office: int | None
    counties: tuple[str, ...]
    part: str = ""
    served_by: str = ""


AREAS = (
    StartingArea("chicago", _("Chicago")),
    StartingArea("suburban-cook", _("Suburban Cook")),
    StartingArea("collar-counties", _("Collar counties")),
    StartingArea("northwest", _("Northwest")),
    StartingArea("central", _("Central and West Central")),
    StartingArea("east-central", _("East Central")),
    StartingArea("south", _("South")),
)

REGIONS = (
    StartingRegion(
        "chicago",
        _("City of Chicago"),
        "chicago",
        None,
        ("Cook",),
        "chicago",
        _("Served by the Illinois State Board of Education itself."),
    ),
    StartingRegion(
        "north-cook",
        _("North Cook"),
        "suburban-cook",
        None,
        ("Cook",),
        "north",
        _("Served by the North Cook Intermediate Service Center (1)."),
    ),
    StartingRegion(
        "west-cook",
        _("West Cook"),
        "suburban-cook",
        None,
        ("Cook",),
        "west",
        _("Served by the West Cook Intermediate Service Center (2)."),
    ),
    StartingRegion(
        "south-cook",
        _("South Cook"),
        "suburban-cook",
        None,
        ("Cook",),
        "south",
        _("Served by the South Cook Intermediate Service Center (4)."),
    ),
    StartingRegion("dupage-county", _("DuPage County"), "collar-counties", 19, ("DuPage",)),
    StartingRegion("kane-county", _("Kane County"), "collar-counties", 31, ("Kane",)),
    StartingRegion("lake-county", _("Lake County"), "collar-counties", 34, ("Lake",)),
    StartingRegion("mchenry-county", _("McHenry County"), "collar-counties", 44, ("McHenry",)),
    StartingRegion("will-county", _("Will County"), "collar-counties", 56, ("Will",)),
    StartingRegion("grundy-kendall", _("Grundy and Kendall Counties"), "collar-counties", 24, ("Grundy", "Kendall")),
    StartingRegion("rockford-area", _("Rockford area"), "northwest", 4, ("Boone", "Winnebago")),
    StartingRegion("freeport-area", _("Freeport area"), "northwest", 8, ("Carroll", "Jo Daviess", "Stephenson")),
    StartingRegion("dekalb-county", _("DeKalb County"), "northwest", 16, ("DeKalb",)),
    StartingRegion("dixon-area", _("Dixon and Sterling area"), "northwest", 47, ("Lee", "Ogle", "Whiteside")),
    StartingRegion("ottawa-area", _("Ottawa area"), "northwest", 35, ("LaSalle", "Marshall", "Putnam")),
    StartingRegion("kewanee-area", _("Kewanee area"), "northwest", 28, ("Bureau", "Henry", "Stark")),
    StartingRegion("rock-island-county", _("Rock Island County"), "northwest", 49, ("Rock Island",)),
    StartingRegion("galesburg-area", _("Galesburg area"), "northwest", 33, ("Henderson", "Knox", "Mercer", "Warren")),
    StartingRegion("peoria-county", _("Peoria County"), "central", 48, ("Peoria",)),
    StartingRegion("pekin-area", _("Pekin area"), "central", 53, ("Mason", "Tazewell", "Woodford")),
    StartingRegion(
        "bloomington-area", _("Bloomington area"), "central", 17, ("De Witt", "Livingston", "Logan", "McLean")
    ),
    StartingRegion("decatur-area", _("Decatur area"), "central", 39, ("Macon", "Piatt")),
    StartingRegion("springfield-area", _("Springfield area"), "central", 51, ("Menard", "Sangamon")),
    StartingRegion("macomb-area", _("Macomb area"), "central", 26, ("Fulton", "Hancock", "McDonough", "Schuyler")),
    StartingRegion(
        "quincy-area",
        _("Quincy and Jacksonville area"),
        "central",
        1,
        ("Adams", "Brown", "Cass", "Morgan", "Pike", "Scott"),
    ),
    StartingRegion(
        "jerseyville-area",
        _("Jerseyville area"),
        "central",
        40,
        ("Calhoun", "Greene", "Jersey", "Macoupin"),
    ),
    StartingRegion("champaign-area", _("Champaign area"), "east-central", 9, ("Champaign", "Ford")),
    StartingRegion("vermilion-county", _("Vermilion County"), "east-central", 54, ("Vermilion",)),
    StartingRegion("kankakee-area", _("Kankakee area"), "east-central", 32, ("Iroquois", "Kankakee")),
    StartingRegion(
        "charleston-area",
        _("Charleston and Mattoon area"),
        "east-central",
        11,
        ("Clark", "Coles", "Cumberland", "Douglas", "Edgar", "Moultrie", "Shelby"),
    ),
    StartingRegion("madison-county", _("Madison County"), "south", 41, ("Madison",)),
    StartingRegion("st-clair-county", _("St. Clair County"), "south", 50, ("St. Clair",)),
    StartingRegion("monroe-randolph", _("Monroe and Randolph Counties"), "south", 45, ("Monroe", "Randolph")),
    StartingRegion(
        "vandalia-area",
        _("Vandalia and Effingham area"),
        "south",
        3,
        ("Bond", "Christian", "Effingham", "Fayette", "Montgomery"),
    ),
    StartingRegion(
        "mount-vernon-area",
        _("Mount Vernon area"),
        "south",
        13,
        ("Clinton", "Jefferson", "Marion", "Washington"),
    ),
    StartingRegion("olney-area", _("Olney area"), "south", 12, ("Clay", "Crawford", "Jasper", "Lawrence", "Richland")),
    StartingRegion(
        "harrisburg-area",
        _("Harrisburg and Mount Carmel area"),
        "south",
        20,
        ("Edwards", "Gallatin", "Hamilton", "Hardin", "Pope", "Saline", "Wabash", "Wayne", "White"),
    ),
    StartingRegion("marion-area", _("Marion area"), "south", 21, ("Franklin", "Johnson", "Massac", "Williamson")),
    StartingRegion(
        "carbondale-area",
        _("Carbondale area"),
        "south",
        30,
        ("Alexander", "Jackson", "Perry", "Pulaski", "Union"),
    ),
)

GATHERING_KINDS = (
    StartingTerm(
        "regional-networking",
        _("Regional networking"),
        _("Programs of a region meet to talk, compare notes and find people to work with."),
    ),
    StartingTerm(
        "training-workshop",
        _("Training workshop"),
        _("A mentor program or a trainer teaches a skill that staff can use the same week."),
    ),
    StartingTerm(
        "program-call",
        _("Kickoff webinar or program call"),
        _("Mentors, mentees and the program team meet online: before the cycle starts, and each quarter."),
    ),
)

GATHERING_THEMES = (
    StartingTerm(
        "challenges", _("Challenges"), _("What is hard right now, and how others got through the same thing.")
    ),
    StartingTerm(
        "collaboration",
        _("Ways to work together"),
        _("What programs could share: staff, space, trips, grants."),
    ),
    StartingTerm("program-ideas", _("Program ideas"), _("Activities and ways of running them that worked.")),
    StartingTerm("accomplishments", _("Accomplishments"), _("What went well, and who should be thanked for it.")),
)


class StartingText(NamedTuple):
    """A text that staff start an invitation from."""

    slug: str
    name: str
    subject: str
    text: str


INVITATION_TEXTS = (
    StartingText(
        "regional-gathering",
        _("Regional gathering"),
        _("You are invited: {gathering}"),
        _(
            "Dear {name},\n\nprograms of our region meet to compare notes, to learn from each other and to find people "
            "to work with. {host} is our host.\n\nPlease tell us whether you come. It takes two clicks and no account."
        ),
    ),
    StartingText(
        "training-workshop",
        _("Training workshop"),
        _("{gathering}: a workshop for your staff"),
        _(
            "Dear {name},\n\nin this workshop your staff learn a skill that they can use the same week. Bring a "
            "colleague: two who learn together keep it up.\n\nPlease tell us whether you come, so that there are "
            "materials for all."
        ),
    ),
    StartingText(
        "program-call",
        _("Program call online"),
        _("Join us online: {gathering}"),
        _("Dear {name},\n\nwe meet online on {when}. Once you have said yes, you get the address to join by mail."),
    ),
    StartingText(
        "which-date",
        _("Ask for a date"),
        _("Which date suits your program? {gathering}"),
        _(
            "Dear {name},\n\nwe are looking for a date on which most programs can come. Please mark the dates that "
            "suit you. You get a mail as soon as one is chosen."
        ),
    ),
    StartingText(
        "second-round",
        _("Second round, to those who have not answered"),
        _("Will you come? {gathering}"),
        _(
            "Dear {name},\n\nwe have not heard from you yet and would like to know whether to count on you. A no "
            "helps us too."
        ),
    ),
)


def _fixed(name, month, day):
    return HolidayRule(name, month=month, day=day, moves_off_weekends=True)


def _weekday(name, month, weekday, n, **more):
    return HolidayRule(name, month=month, weekday=weekday, n=n, **more)


# Of the United States and of Illinois. Election days are state holidays, and many schools are polls.
HOLIDAYS = (
    _fixed(_("New Year's Day"), 1, 1),
    _weekday(_("Martin Luther King Jr. Day"), 1, MONDAY, 3),
    _fixed(_("Lincoln's Birthday"), 2, 12),
    _weekday(_("Presidents' Day"), 2, MONDAY, 3),
    _weekday(_("Casimir Pulaski Day"), 3, MONDAY, 1),
    _weekday(_("Primary election day"), 3, TUESDAY, 3, even_years_only=True),
    _weekday(_("Memorial Day"), 5, MONDAY, LAST),
    _fixed(_("Juneteenth"), 6, 19),
    _fixed(_("Independence Day"), 7, 4),
    _weekday(_("Labor Day"), 9, MONDAY, 1),
    _weekday(_("Columbus Day and Indigenous Peoples' Day"), 10, MONDAY, 2),
    _weekday(_("Election day"), 11, MONDAY, 1, days_later=1, even_years_only=True),
    _fixed(_("Veterans Day"), 11, 11),
    _weekday(_("Thanksgiving"), 11, THURSDAY, 4, days_count=2),
    _fixed(_("Christmas Day"), 12, 25),
    _fixed(_("Christmas Eve"), 12, 24),
    _fixed(_("New Year's Eve"), 12, 31),
)
