"""Quality, standards, rules of the grant and evaluation."""

from ..facts import Link, Resource

RESOURCES = (
    Resource(
        title="Illinois Statewide Afterschool Quality Standards",
        summary=(
            "The seven areas that Illinois programs use to judge themselves, from rooms and safety to ties with "
            "schools."
        ),
        body=(
            "You do not have to meet every standard in your first year. Pick one area with your mentor, score "
            "yourselves "
            "honestly, and choose a single step.",
            "Our topics follow these seven areas, so you can find mentors and gatherings for each of them.",
        ),
        kind="standards",
        topics=("administration", "safety-health-and-nutrition", "youth-development-programming-and-activities"),
        audiences=("directors", "site-staff"),
        publisher="ACT Now Illinois",
        year=2018,
        links=(Link("https://www.actnowillinois.org/qualitystandards/", "Standards at ACT Now Illinois"),),
        grade_bands=("elementary", "middle", "high"),
        accessibility="accessible",
        accessibility_note="Tagged PDF.",
    ),
    Resource(
        title="Illinois quality self-assessment tool",
        summary="A scoring sheet that turns the state standards into questions your team can answer in an afternoon.",
        body=("Do it with site staff in the room, not for them. Scores that surprise you are the useful ones.",),
        kind="toolkit",
        topics=("observation-and-assessment", "achieving-program-outcomes"),
        audiences=("directors", "site-staff"),
        publisher="ACT Now Illinois",
        year=2019,
        links=(Link("https://www.actnowillinois.org/", "ACT Now Illinois"),),
        accessibility="partly",
        accessibility_note="Form fields have no labels for screen readers.",
    ),
    Resource(
        title="21st Century Community Learning Centers in Illinois",
        summary="The state board's own page for grantees: rules, reports, calendars and whom to call.",
        body=(
            "If your award letter and a rumor disagree, the answer is here. Check it in August and again in January.",
        ),
        kind="website",
        topics=("administration", "budget", "program-governance"),
        audiences=("new-directors", "directors"),
        publisher="Illinois State Board of Education",
        year=2024,
        links=(Link("https://www.isbe.net/Pages/21st-Century-Community-Learning-Centers.aspx", "Grant pages at ISBE"),),
        accessibility="accessible",
        review_months=5,
    ),
    Resource(
        title="Uniform grant guidance, the parts programs meet",
        summary=(
            "The federal rules on what grant money may pay for, with pointers to the handful of sections you will use."
        ),
        body=(
            "Read the sections on allowable costs, time records and equipment. Leave the rest to your fiscal office.",
        ),
        kind="policy",
        topics=("budget", "administration"),
        audiences=("directors", "new-directors"),
        publisher="Electronic Code of Federal Regulations",
        year=2024,
        links=(Link("https://www.ecfr.gov/current/title-2/subtitle-A/chapter-II/part-200", "2 CFR Part 200"),),
        licence="public-domain",
        accessibility="accessible",
        review_months=6,
    ),
    Resource(
        title="You for Youth: courses for 21st CCLC staff",
        summary=(
            "Free online courses and click-by-click tools made for grantees, from recruiting to sustaining a program."
        ),
        body=(
            "New directors: begin with the course on managing your program. Mentors often assign one module and talk "
            "it "
            "over on the next call.",
        ),
        kind="course",
        topics=("staff-training", "professional-development-and-qualifications", "program-organization"),
        audiences=("new-directors", "site-staff"),
        publisher="You for Youth, US Department of Education",
        year=2023,
        links=(Link("https://y4y.ed.gov/", "You for Youth"),),
        licence="public-domain",
        accessibility="accessible",
    ),
    Resource(
        title="Program quality assessment for youth programs",
        summary="An observation tool that looks at safety, support, interaction and engagement, in that order.",
        body=(
            "Training is needed before scores mean anything. Several of our mentors are trained and will observe with "
            "you.",
        ),
        kind="toolkit",
        topics=("observation-and-assessment", "youth-engagement-voice-and-choice"),
        audiences=("directors", "site-staff"),
        publisher="Weikart Center for Youth Program Quality",
        year=2019,
        links=(Link("https://forumfyi.org/work/the-weikart-center/", "The Weikart Center"),),
        grade_bands=("elementary", "middle", "high"),
        accessibility="not_checked",
    ),
    Resource(
        title="A program assessment system for after school",
        summary="Observation and survey tools from NIOST that link what staff do to how children change.",
        body=("Choose it if you want one family of tools for staff, children and teachers.",),
        kind="toolkit",
        topics=("local-evaluation", "observation-and-assessment"),
        audiences=("directors",),
        publisher="National Institute on Out-of-School Time",
        year=2020,
        links=(Link("https://www.niost.org/Tools-Training/apas", "Assessment tools at NIOST"),),
        accessibility="partly",
    ),
    Resource(
        title="Core knowledge and competencies for after-school staff",
        summary=(
            "Ten areas of what people who work with children after school should know, at four levels from new to "
            "expert."
        ),
        body=("Use it for job descriptions and for a kind yearly talk with each staff member.",),
        kind="standards",
        topics=("professional-development-and-leadership", "growth-and-development", "staff-training"),
        audiences=("directors", "site-staff"),
        publisher="National AfterSchool Association",
        year=2021,
        links=(Link("https://naaweb.org/", "National AfterSchool Association"),),
        accessibility="accessible",
    ),
    Resource(
        title="Hours of opportunity: building systems for out-of-school time",
        summary="What five cities learned when they tried to get data, money and partners to pull the same way.",
        body=("Three short volumes. Volume two, on using data, is the one our evaluators lend out most.",),
        kind="research",
        topics=("partnerships", "local-evaluation", "program-governance"),
        audiences=("directors", "funders"),
        publisher="RAND Corporation",
        year=2010,
        links=(Link("https://www.rand.org/pubs/monographs/MG1037.html", "Report at RAND"),),
        accessibility="accessible",
    ),
    Resource(
        title="The value of out-of-school time programs",
        summary="A plain review of evidence: what programs can be expected to change, and what they cannot.",
        body=("Read this before you promise a funder higher test scores.",),
        kind="research",
        topics=("achieving-program-outcomes", "local-evaluation", "sustainability"),
        audiences=("directors", "funders"),
        publisher="RAND Corporation",
        year=2017,
        links=(Link("https://www.rand.org/pubs/perspectives/PE267.html", "Perspective at RAND"),),
        accessibility="accessible",
    ),
    Resource(
        title="After school evaluation: research briefs and archive",
        summary=(
            "Years of evaluation studies of after-school programs, gathered and summed up by Harvard's researchers."
        ),
        body=(
            "The project has closed, but its briefs remain the best short introduction to evaluating your own work.",
        ),
        kind="research",
        topics=("local-evaluation", "family-engagement"),
        audiences=("directors", "coordinators"),
        publisher="Harvard Family Research Project",
        year=2014,
        links=(Link("https://archive.globalfrp.org/out-of-school-time", "Archive of the project"),),
        accessibility="partly",
        accessibility_note="Web pages are fine; older PDF files are scans.",
    ),
    Resource(
        title="Supporting social and emotional development through quality after school",
        summary=(
            "How daily practice in a program builds relationships and self-control, from the American Institutes for "
            "Research."
        ),
        body=("Two pages of it make a good staff meeting: what staff say, and what children then do.",),
        kind="research",
        topics=("relationships-and-interactions", "growth-and-development"),
        audiences=("directors", "site-staff"),
        publisher="American Institutes for Research",
        year=2015,
        links=(Link("https://www.air.org/project/afterschool-and-expanded-learning", "After school at AIR"),),
        accessibility="accessible",
    ),
    Resource(
        title="Cost calculator for out-of-school time",
        summary="Enter your hours, children and staff, and see what a program like yours costs elsewhere.",
        body=("Print the result before a board meeting. It ends arguments that should not start.",),
        kind="data",
        topics=("budget", "sustainability"),
        audiences=("directors", "new-directors"),
        publisher="The Wallace Foundation",
        year=2020,
        links=(Link("https://wallacefoundation.org/cost-calculator", "Calculator at Wallace"),),
        accessibility="partly",
    ),
)
