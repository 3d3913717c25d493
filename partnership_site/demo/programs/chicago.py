"""Mentor programs in Chicago and the west of Cook County."""

from ..facts import Person, Program

PROGRAMS = (
    Program(
        key="paper-kite",
        name="Paper Kite Workshop",
        city="Chicago",
        county="Cook",
        zip_code="60608",
        region="chicago",
        community_type="urban",
        demographics=(
            "The lower west side of Chicago. Families have roots in Mexico and, more and more, in Venezuela and "
            "Ecuador. Rents have doubled in ten years and many of our children now travel in."
        ),
        levels=("elementary", "middle", "high"),
        ages=(7, 18),
        size_band="from_100",
        setting="cbo",
        site_count=3,
        years_running=26,
        mission="Art is how our young people say who they are and hear who their neighbors are.",
        focus="Studio arts, printmaking and shows that end in a party.",
        components=("arts", "music", "youth-development", "academic-enrichment"),
        achievements="Four hundred works in public view across the ward. City arts education honor roll.",
        budget_band="from_300k",
        accreditation="Not licensed; activity-based program of no more than three hours a day.",
        funding=("21st-cclc", "foundation", "municipal", "donations"),
        topics=(
            "youth-engagement-voice-and-choice",
            "family-and-community-partnerships",
            "sustainability",
            "local-evaluation",
        ),
        people=(
            Person("Xiomara Delacroix", "Artistic director", "xiomara.delacroix@paper-kite.example.org"),
            Person("Emeka Lindqvist", "Evaluation lead", "emeka.lindqvist@paper-kite.example.org"),
        ),
        tagline="Ink, noise and a party at the end.",
        offer=(
            "We will show you how we judge an art program without killing it: three questions, twice a year, answered "
            "by the children in pictures and by us in numbers."
        ),
        story=(
            "Funders used to ask us how art raises test scores. We made up long answers. Then a nine-year-old answered "
            "for us: here I am allowed to be bad at something until I am good at it.",
            "That became our measure. We ask who stuck with a hard thing for six weeks. It turns out that you can "
            "count "
            "that, and that funders like it more than our long answers.",
        ),
        quote="Count the thing you are proud of.",
        capacity=2,
        availability="open",
        grantee_years=9,
        visibility={"budget": "members"},
    ),
    Program(
        key="tinker-street",
        name="Tinker Street After School",
        city="Chicago",
        county="Cook",
        zip_code="60644",
        region="chicago",
        community_type="urban",
        demographics=(
            "A west side neighborhood where most families are Black and have lived on the same blocks for two or three "
            "generations. Parents tell us that safety on the walk home comes first."
        ),
        levels=("elementary", "middle"),
        ages=(5, 14),
        size_band="from_50",
        setting="faith-based",
        site_count=2,
        years_running=19,
        mission="To love children in practical ways between the school bell and the supper bell.",
        focus="Homework, tinkering and a walk home with a trusted adult.",
        components=("academic-enrichment", "technology", "science", "counseling"),
        achievements="Nineteen years without missing a school day. Walking groups now copied by four other churches.",
        budget_band="from_150k",
        accreditation="Licence-exempt; two rooms inspected by the fire marshal each year.",
        funding=("teen-reach", "faith-community", "foundation", "donations"),
        topics=("safety-health-and-nutrition", "relationships-and-interactions", "family-engagement"),
        people=(
            Person("Reverend Odessa Whitlow", "Program director", "odessa.whitlow@tinker-street.example.org"),
            Person("Kwabena Stokes", "Walking group lead", "kwabena.stokes@tinker-street.example.org"),
        ),
        tagline="Two church basements, one soldering iron each.",
        offer=(
            "Come on a Wednesday and walk home with us. We will give you our route cards, our phone tree and the "
            "training for walkers, and we will tell you what we got wrong."
        ),
        story=(
            "We are a church and we say so on the door. We also say that nobody has to pray to get a snack. Families "
            "of "
            "every faith and of none have trusted us with their children for nineteen years.",
            "New faith-based programs often ask where the line is. We drew ours with a lawyer, two parents and a cup "
            "of "
            "coffee, and we will happily show you the page.",
        ),
        quote="Say who you are, then say who is welcome.",
        capacity=2,
        availability="open",
        grantee_years=None,
        visibility={"budget": "members", "community": "public"},
    ),
    Program(
        key="second-bell",
        name="Second Bell South",
        city="Chicago",
        county="Cook",
        zip_code="60628",
        region="chicago",
        community_type="urban",
        demographics=(
            "The far south side of Chicago. Four in five students come from families with low incomes. Bus lines are "
            "long and winter afternoons are dark by half past four."
        ),
        levels=("high",),
        ages=(14, 19),
        size_band="from_200",
        setting="school-based",
        site_count=3,
        years_running=13,
        mission="Seniors walk across the stage with a plan and somebody to call.",
        focus="Credit recovery that is not a punishment, paid internships and a college desk.",
        components=("career-and-technical", "academic-enrichment", "financial-literacy", "technology", "counseling"),
        achievements="Graduation rate among regular attendees 14 points above the school average over five years.",
        budget_band="from_600k",
        accreditation="Licence-exempt, in public high schools.",
        funding=("21st-cclc", "school-district", "foundation"),
        topics=("college-and-career-readiness", "attendance", "partnerships-with-schools", "local-evaluation"),
        people=(
            Person("Marguerite Adeyemi", "Director", "marguerite.adeyemi@second-bell.example.org"),
            Person("Casimir Boone", "Data and compliance manager", "casimir.boone@second-bell.example.org"),
        ),
        tagline="Three high schools, one plan for every senior.",
        offer=(
            "Our compliance manager will open his folders to you: how we track hours, how we prepare for a monitoring "
            "visit and how we explain a budget change in one page."
        ),
        story=(
            "High school programs live or die on the first two weeks. If a junior comes four times by the end of "
            "September, she stays all year. If she comes twice, we have lost her to a job or a couch.",
            "So our whole staff spends September in the hallway. No meetings, no trainings. It looks like nothing and "
            "it "
            "is the best-planned month we have.",
        ),
        quote="In September, our office is the hallway.",
        capacity=3,
        availability="open",
        grantee_years=10,
        visibility={"budget": "staff", "funding": "public"},
    ),
    Program(
        key="cornerlight",
        name="Cornerlight Community House",
        city="Cicero",
        county="Cook",
        zip_code="60804",
        region="west-cook",
        community_type="suburban",
        demographics=(
            "A dense inner suburb of about 82,000 where nine in ten residents are Latino. Basements flood, parents "
            "work "
            "two jobs, and the block parties are the best in the county."
        ),
        levels=("elementary", "middle"),
        ages=(5, 14),
        size_band="from_100",
        setting="cbo",
        site_count=3,
        years_running=31,
        mission="One house, many doors: children come for homework and the whole family finds help.",
        focus="Families. The children are how we meet them.",
        components=("academic-enrichment", "counseling", "financial-literacy", "nutrition-and-health", "arts"),
        achievements=(
            "Parent council of 40 elects our advisory group. Named community partner of the year by the district."
        ),
        budget_band="from_600k",
        accreditation="One DCFS-licensed site; two licence-exempt.",
        funding=("21st-cclc", "ccap", "united-way", "foundation"),
        topics=("family-engagement", "program-governance", "equity-and-inclusion", "partnerships"),
        people=(
            Person("Amparo Villaseca", "Executive director", "amparo.villaseca@cornerlight.example.org"),
            Person("Stellan Morrow", "Family services lead", "stellan.morrow@cornerlight.example.org"),
        ),
        tagline="Come for homework, stay for supper and the parent council.",
        offer=(
            "We can help you start a parent council that has a real vote. You get our by-laws, our first three agendas "
            "and our list of things never to bring to a vote."
        ),
        story=(
            "Our parents once voted down the director's favorite idea, which was mine. It was a summer camp with "
            "T-shirts. They wanted the money spent on Saturday math in March. They were right about March.",
            "Since then, when somebody asks me what family engagement means, I say: it means you can lose the vote.",
        ),
        quote="It means you can lose the vote.",
        capacity=2,
        availability="open",
        grantee_years=12,
        visibility={"budget": "members"},
    ),
)
