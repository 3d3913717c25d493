"""The small vocabularies that a new library starts with. Data only; staff edit the rows it becomes."""

from django.utils.translation import gettext_noop as _

from .starting_topics import TOPIC_GROUPS, StartingTerm

__all__ = [
    "AUDIENCES",
    "GRADE_BANDS",
    "LANGUAGES",
    "LICENCES",
    "RESOURCE_KINDS",
    "SETTINGS",
    "TOPIC_GROUPS",
    "StartingTerm",
]

SETTINGS = (
    StartingTerm("school-based", _("School based"), _("In a school building, run by the school or with it.")),
    StartingTerm("faith-based", _("Faith-based"), _("Run by a congregation or a faith organization.")),
    StartingTerm("park-district", _("Park district"), _("Run by a park or recreation district.")),
    StartingTerm(
        "cbo",
        _("Community-based organization"),
        _("Run by a nonprofit of the neighborhood, such as a club, a center or a settlement house."),
    ),
    StartingTerm("school-district", _("School district"), _("Run by a district for several of its schools.")),
    StartingTerm("college", _("College or university"), _("Run by or on a campus.")),
    StartingTerm(
        "roe",
        _("Regional office of education"),
        _("Run by the office that serves the schools of a region."),
    ),
    StartingTerm("workplace", _("Workplace"), _("At an employer, for young people or for workers' children.")),
    StartingTerm("other", _("Other"), _("Anywhere else.")),
)

RESOURCE_KINDS = (
    StartingTerm("guide", _("Guide"), _("Explains how to do something, from start to finish.")),
    StartingTerm("toolkit", _("Toolkit"), _("Several things that belong together, to work through a subject.")),
    StartingTerm("checklist", _("Checklist"), _("What to think of, to tick off.")),
    StartingTerm("form", _("Form"), _("To fill in and hand on.")),
    StartingTerm("template", _("Template"), _("A start for a letter, plan or agenda of your own.")),
    StartingTerm("worksheet", _("Worksheet"), _("Questions to think through, alone or together.")),
    StartingTerm("activity", _("Activity plan"), _("Something to do with young people tomorrow.")),
    StartingTerm("course", _("Course"), _("To learn from step by step, alone or with a group.")),
    StartingTerm("slides", _("Slides"), _("A talk to look through or to give.")),
    StartingTerm("video", _("Video or recording"), _("To watch or listen to.")),
    StartingTerm("standards", _("Standards"), _("What good practice is, as agreed by those who set it.")),
    StartingTerm("policy", _("Policy or grant guidance"), _("Rules, requirements and how to meet them.")),
    StartingTerm("research", _("Research"), _("Studies and what they found.")),
    StartingTerm("data", _("Data"), _("Figures to look up or to compare with.")),
    StartingTerm("website", _("Website"), _("A place with more to find.")),
)

AUDIENCES = (
    StartingTerm("directors", _("Program directors"), _("People who lead a program or several.")),
    StartingTerm("new-directors", _("New directors and grantees"), _("People in their first years.")),
    StartingTerm("site-staff", _("Site staff"), _("People who spend the afternoon with children.")),
    StartingTerm("mentors", _("Mentors"), _("Programs that help other programs.")),
    StartingTerm("mentees", _("Mentees"), _("Programs that learn from a mentor.")),
    StartingTerm("coordinators", _("Coordinators"), _("People who run the mentoring.")),
    StartingTerm("referrers", _("Referrers"), _("People who point a program to mentoring.")),
    StartingTerm("families", _("Families"), _("Parents and others who care for a child.")),
    StartingTerm("school-partners", _("School partners"), _("Principals, teachers and district staff.")),
    StartingTerm("funders", _("Funders and policymakers"), _("People who decide about money and rules.")),
)

GRADE_BANDS = (
    StartingTerm("pre-kindergarten", _("Pre-kindergarten"), _("Before kindergarten, about ages 3 to 5.")),
    StartingTerm("elementary", _("Elementary"), _("Kindergarten to grade 5, about ages 5 to 11.")),
    StartingTerm("middle", _("Middle"), _("Grades 6 to 8, about ages 11 to 14.")),
    StartingTerm("high", _("High school"), _("Grades 9 to 12, about ages 14 to 18.")),
)

LANGUAGES = (
    StartingTerm("en", _("English")),
    StartingTerm("es", _("Spanish")),
    StartingTerm("pl", _("Polish")),
    StartingTerm("zh", _("Chinese")),
    StartingTerm("ar", _("Arabic")),
    StartingTerm("tl", _("Tagalog")),
    StartingTerm("uk", _("Ukrainian")),
    StartingTerm("ur", _("Urdu")),
    StartingTerm("fr", _("French")),
)

LICENCES = (
    StartingTerm(
        "free-with-acknowledgement",
        _("Free to reuse with acknowledgement"),
        _("Copy and adapt it freely if you say where it comes from."),
    ),
    StartingTerm(
        "public-domain",
        _("Public domain"),
        _("No rights reserved, as with works of the United States government."),
        "https://creativecommons.org/publicdomain/mark/1.0/",
    ),
    StartingTerm(
        "cc0",
        _("CC0 1.0"),
        _("The author gave up all rights."),
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    StartingTerm(
        "cc-by",
        _("Creative Commons Attribution 4.0"),
        _("Share and adapt it if you name the author."),
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    StartingTerm(
        "cc-by-sa",
        _("Creative Commons Attribution-ShareAlike 4.0"),
        _("Share and adapt it if you name the author and pass it on under the same licence."),
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    StartingTerm(
        "cc-by-nc",
        _("Creative Commons Attribution-NonCommercial 4.0"),
        _("Share and adapt it, not for profit, if you name the author."),
        "https://creativecommons.org/licenses/by-nc/4.0/",
    ),
    StartingTerm(
        "cc-by-nc-sa",
        _("Creative Commons Attribution-NonCommercial-ShareAlike 4.0"),
        _("Share and adapt it, not for profit, if you name the author and keep the licence."),
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    ),
    StartingTerm(
        "cc-by-nc-nd",
        _("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0"),
        _("Share it unchanged, not for profit, if you name the author."),
        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    ),
    StartingTerm(
        "all-rights-reserved",
        _("All rights reserved"),
        _("Read it and link to it; ask the publisher before you copy it."),
    ),
)
