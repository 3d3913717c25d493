"""Mentor programs between the Mississippi and the middle of the state."""

from ..facts import Person, Program

PROGRAMS = (
    Program(
        key="river-otter",
        name="River Otter After School",
        city="Rock Island",
        county="Rock Island",
        zip_code="61201",
        region="49",
        community_type="urban",
        demographics=(
            "A river city of about 36,000 that has welcomed refugees for forty years. Children speak Swahili, Karen, "
            "French and English on the same bench."
        ),
        levels=("elementary", "middle", "high"),
        ages=(6, 18),
        size_band="from_100",
        setting="school-based",
        site_count=4,
        years_running=10,
        mission="New neighbors and old neighbors grow up together.",
        focus="Language through doing: cooking, soccer, theater.",
        components=("academic-enrichment", "arts", "fitness-and-wellness", "nutrition-and-health", "youth-development"),
        achievements="Our newcomer teens now interpret at school conferences, paid by the district.",
        budget_band="from_300k",
        accreditation="Licence-exempt, in public schools.",
        funding=("21st-cclc", "school-district", "foundation"),
        topics=("equity-and-inclusion", "relationships-and-interactions", "family-school-community", "literacy"),
        people=(
            Person("Solveig Mbeki", "Director", "solveig.mbeki@river-otter.example.org"),
            Person("Htoo Eh Carter", "Family liaison", "htoo.carter@river-otter.example.org"),
        ),
        tagline="Four languages on one bench.",
        offer=(
            "We can help you welcome a family you cannot yet talk with: picture schedules, first-day scripts and how "
            "to find and pay an interpreter."
        ),
        story=(
            "On her first day Amina stood by the coat hooks for two hours. On her second day a boy from her street "
            "handed her a potato peeler. We have thought about that peeler a great deal.",
            "Our rule since then: every new child gets a job in the first ten minutes. Not a chair, a job.",
        ),
        quote="Not a chair, a job.",
        capacity=2,
        availability="open",
        grantee_years=7,
        visibility={"budget": "members"},
    ),
    Program(
        key="peony-hill",
        name="Peony Hill Program",
        city="Peoria",
        county="Peoria",
        zip_code="61603",
        region="48",
        community_type="urban",
        demographics=(
            "The east bluff of a city of about 111,000. Many homes stand empty; the families who stayed know each "
            "other well. Two in five children live with one adult."
        ),
        levels=("elementary",),
        ages=(5, 11),
        size_band="from_25",
        setting="faith-based",
        site_count=1,
        years_running=21,
        mission="A second home on the hill, with homework, soup and song.",
        focus="Reading aloud every day, to everyone.",
        components=("academic-enrichment", "music", "counseling", "nutrition-and-health"),
        achievements="Twenty-one years of daily reading aloud; children have heard more than 900 books.",
        budget_band="from_50k",
        accreditation="Licence-exempt.",
        funding=("faith-community", "donations", "foundation"),
        topics=("literacy", "relationships-and-interactions", "sustainability"),
        people=(Person("Clementine Duarte", "Director", "clementine.duarte@peony-hill.example.org"),),
        tagline="Soup, song and nine hundred books.",
        offer=(
            "Small programs with volunteers will feel at home. We share our read-aloud list, our volunteer contract "
            "and "
            "our soup recipe, which feeds forty for eleven dollars."
        ),
        story=(
            "We lost our biggest gift in our twelfth year, half the budget in one letter. I cried in the pantry and "
            "then I called every person who had ever eaten our soup.",
            "One hundred and six of them now give ten dollars a month. It is not a grant. It does not end in June.",
        ),
        quote="Call everyone who ever ate your soup.",
        capacity=1,
        availability="paused",
        grantee_years=None,
        visibility={"budget": "public", "community": "members"},
    ),
    Program(
        key="capitol-crow",
        name="Capitol Crow Youth Center",
        city="Springfield",
        county="Sangamon",
        zip_code="62703",
        region="51",
        community_type="urban",
        demographics=(
            "The east side of the state capital, about 113,000 people. Government offices on one side of the tracks; "
            "on ours, few jobs within walking distance."
        ),
        levels=("middle", "high"),
        ages=(11, 19),
        size_band="from_50",
        setting="cbo",
        site_count=1,
        years_running=24,
        mission="Young people know how their town works and make it work better.",
        focus="Civic projects and calm ways through conflict.",
        components=("drug-and-violence-prevention", "service-learning", "youth-development", "counseling"),
        achievements="Our teens have testified at the state house eleven times. Two local rules carry their words.",
        budget_band="from_300k",
        accreditation="Not licensed; ages 11 and up.",
        funding=("teen-reach", "municipal", "foundation", "21st-cclc"),
        topics=("youth-engagement-voice-and-choice", "safety-and-wellness", "family-and-community-partnerships"),
        people=(
            Person("Desmond Applewhite", "Executive director", "desmond.applewhite@capitol-crow.example.org"),
            Person("Yevgenia Holt", "Youth organizer", "yevgenia.holt@capitol-crow.example.org"),
        ),
        tagline="Ask a crow: they remember faces and so do we.",
        offer=(
            "We train staff in circles and in what to say in the first ten seconds of a fight. We will come to you for "
            "a half day if you bring the lunch."
        ),
        story=(
            "A fifteen-year-old asked why the bus stop at our corner had no bench. We said write to someone. She did. "
            "It took fourteen months, three meetings and one very patient clerk.",
            "There is a bench now. The lesson was not the bench. It was that she knows the clerk's name.",
        ),
        quote="The lesson was not the bench.",
        capacity=1,
        availability="open",
        grantee_years=3,
        visibility={"budget": "members", "funding": "members"},
    ),
    Program(
        key="hickory-wheel",
        name="Hickory Wheel Club",
        city="Galesburg",
        county="Knox",
        zip_code="61401",
        region="33",
        community_type="rural",
        demographics=(
            "A railroad town of about 30,000 with a liberal arts college and long freight trains. Many grandparents "
            "raise grandchildren here."
        ),
        levels=("pre-kindergarten", "elementary"),
        ages=(4, 11),
        size_band="from_25",
        setting="park-district",
        site_count=1,
        years_running=18,
        mission="Play is the work of childhood, so we take it seriously.",
        focus="Loose parts, mud and mixed ages.",
        components=("arts", "fitness-and-wellness", "environmental-literacy", "music"),
        achievements="Our loose-parts yard has been visited by 60 programs from five states.",
        budget_band="under_50k",
        accreditation="Licence-exempt park district program.",
        funding=("park-district", "fees", "donations"),
        topics=("indoor-and-outdoor-environments", "growth-and-development", "learning-environments-and-curriculum"),
        people=(Person("Wendeline Abara", "Program leader", "wendeline.abara@hickory-wheel.example.org"),),
        tagline="Mud, wheels and mixed ages.",
        offer=(
            "Spend a muddy morning in our yard. You go home with a list of what to ask the lumber yard for and the "
            "words that calm a worried board."
        ),
        story=(
            "Insurance said no to the yard. I asked what they had seen go wrong in yards like ours. They had not seen "
            "a yard like ours. So I invited them, and the adjuster built a bridge with two four-year-olds.",
            "We have a four-page risk sheet, his idea. It is the best thing an insurance company ever gave us.",
        ),
        quote="Invite the person who says no.",
        capacity=1,
        availability="open",
        grantee_years=None,
        visibility={},
    ),
    Program(
        key="lantern-creek",
        name="Lantern Creek Learning Club",
        city="Carlinville",
        county="Macoupin",
        zip_code="62626",
        region="40",
        community_type="rural",
        demographics=(
            "A county seat of about 5,700 with a town square and a small college. Coal is gone, wind is coming, and "
            "half of our parents drive forty minutes to work."
        ),
        levels=("elementary", "middle"),
        ages=(6, 13),
        size_band="from_25",
        setting="cbo",
        site_count=1,
        years_running=12,
        mission="Nobody in a small town should have to go home to an empty house at half past three.",
        focus="Homework, hobbies and grandparents who teach them.",
        components=("academic-enrichment", "arts", "youth-development", "service-learning"),
        achievements="Thirty-one retired neighbors have taught a hobby here, from fly tying to short wave radio.",
        budget_band="from_50k",
        accreditation="Licence-exempt.",
        funding=("21st-cclc", "donations", "united-way"),
        topics=("partnerships", "staff-recruitment", "daily-operations", "sustainability"),
        people=(
            Person("Josephine Tamm", "Director", "josephine.tamm@lantern-creek.example.org"),
            Person("Orrin Blakeslee", "Volunteer lead", "orrin.blakeslee@lantern-creek.example.org"),
        ),
        tagline="Thirty-one neighbors, one hobby each.",
        offer=(
            "We will help you find the people your town already has. You get our interview sheet for volunteers, the "
            "background check steps and a very good fly-tying lesson."
        ),
        story=(
            "We could not hire. There was nobody to hire. So we listed everyone in town who knew how to do something "
            "with their hands and was bored on Tuesdays. The list had ninety names.",
            "You do not need ninety. You need four, a background check and somebody like Orrin to phone them on "
            "Monday.",
        ),
        quote="You need four people and a phone call on Monday.",
        capacity=2,
        availability="open",
        grantee_years=5,
        visibility={"budget": "public"},
    ),
    Program(
        key="steeple-and-swing",
        name="Steeple and Swing",
        city="Quincy",
        county="Adams",
        zip_code="62301",
        region="1",
        community_type="rural",
        demographics=(
            "A river city of about 39,000 serving farm counties in three states. Church basements are our community "
            "centers, and most of them have better kitchens than we deserve."
        ),
        levels=("elementary",),
        ages=(5, 12),
        size_band="from_50",
        setting="faith-based",
        site_count=3,
        years_running=14,
        mission="Three churches, one program, every child.",
        focus="Sharing staff, vans and money across partners who used to compete.",
        components=("academic-enrichment", "music", "fitness-and-wellness", "nutrition-and-health"),
        achievements="Three congregations share one budget and one director. Local unity award.",
        budget_band="from_150k",
        accreditation="Licence-exempt; one site in the state's quality rating system.",
        funding=("faith-community", "ccap", "foundation"),
        topics=("program-governance", "partnerships", "budget", "safety-health-and-nutrition"),
        people=(
            Person("Adelbert Nwosu", "Director", "adelbert.nwosu@steeple-and-swing.example.org"),
            Person("Mirela Kessinger", "Kitchen and site lead", "mirela.kessinger@steeple-and-swing.example.org"),
        ),
        tagline="Three basements, one budget.",
        offer=(
            "Thinking of joining forces with a neighbor program? We have the agreement, the shared budget and the list "
            "of arguments to have before you sign."
        ),
        story=(
            "For years three churches ran three small programs on three blocks and fought over the same twelve "
            "volunteers. One winter all three vans broke in the same week.",
            "We met in a parking lot to share a tow truck. Everything else came from that.",
        ),
        quote="It began with a tow truck.",
        capacity=1,
        availability="open",
        grantee_years=None,
        visibility={"budget": "members", "funding": "public"},
    ),
)
