"""Mentor programs in the south and south-east of the state."""

from ..facts import Person, Program

PROGRAMS = (
    Program(
        key="bittersweet-barn",
        name="Bittersweet Barn After School",
        city="Olney",
        county="Richland",
        zip_code="62450",
        region="12",
        community_type="rural",
        demographics=(
            "A town of about 8,700 known for white squirrels. Oil pumps nod in the fields. Most families have lived "
            "here for generations; newcomers work in the distribution center."
        ),
        levels=("elementary", "middle", "high"),
        ages=(5, 18),
        size_band="from_50",
        setting="school-based",
        site_count=2,
        years_running=9,
        mission="Grow children who could leave and might choose to stay.",
        focus="Agriculture, business and a school store that makes money.",
        components=("career-and-technical", "financial-literacy", "science", "environmental-literacy"),
        achievements="Student-run greenhouse sells out each May and pays for our summer trip.",
        budget_band="from_150k",
        accreditation="Licence-exempt, in public schools.",
        funding=("21st-cclc", "school-district", "donations"),
        topics=("college-and-career-readiness", "budget", "academic-programming", "time-structure"),
        people=(
            Person("Harlan Eberhardt", "Program director", "harlan.eberhardt@bittersweet-barn.example.org"),
            Person("Socorro Finch", "Greenhouse teacher", "socorro.finch@bittersweet-barn.example.org"),
        ),
        tagline="A greenhouse that pays for the bus.",
        offer=(
            "We help small districts read a grant budget line by line, and we show how children can run a business "
            "inside it without breaking a single rule."
        ),
        story=(
            "Our first monitoring visit was bad. Not wicked, just messy: sign-in sheets in three places and a camera "
            "we could not find. I wanted to quit.",
            "Someone from Harrisburg drove two hours to help me sort paper on a Saturday. We found the camera. I have "
            "driven those two hours the other way four times since.",
        ),
        quote="We found the camera. You will find yours.",
        capacity=2,
        availability="open",
        grantee_years=6,
        visibility={"budget": "public"},
    ),
    Program(
        key="dogwood-landing",
        name="Dogwood Landing",
        city="Carbondale",
        county="Jackson",
        zip_code="62901",
        region="30",
        community_type="rural",
        demographics=(
            "A university town of about 21,000 in hill country, with river towns to the south that have lost their "
            "grocery stores."
        ),
        levels=("elementary", "middle"),
        ages=(5, 14),
        size_band="from_100",
        setting="college",
        site_count=6,
        years_running=20,
        mission="A long reach: good afternoons for children at the end of the road.",
        focus="Running many small sites far apart, with one standard.",
        components=("academic-enrichment", "nutrition-and-health", "environmental-literacy", "arts", "technology"),
        achievements="Six sites in four counties scored within a point of each other in the last quality review.",
        budget_band="from_300k",
        accreditation="Two licensed sites; four licence-exempt.",
        funding=("21st-cclc", "college", "ccap", "foundation"),
        topics=("observation-and-assessment", "program-organization", "staff-training", "local-evaluation"),
        people=(
            Person("Theodora Blankenship", "Director", "theodora.blankenship@dogwood-landing.example.org"),
            Person("Rashid Ellery", "Quality coach", "rashid.ellery@dogwood-landing.example.org"),
        ),
        tagline="Six sites, four counties, one standard.",
        offer=(
            "Rashid will coach you through your first self-assessment and show you how to watch a room for twenty "
            "minutes and say one useful thing."
        ),
        story=(
            "Our farthest site is 52 miles from my desk. For years I went when something was wrong. They could tell "
            "from the sound of my car.",
            "Now I go on the second Tuesday whatever happens, and I bring doughnuts. The car sounds different.",
        ),
        quote="Visit when nothing is wrong.",
        capacity=2,
        availability="open",
        grantee_years=12,
        visibility={"budget": "members"},
    ),
    Program(
        key="sandstone-trail",
        name="Sandstone Trail After School",
        city="Harrisburg",
        county="Saline",
        zip_code="62946",
        region="20",
        community_type="rural",
        demographics=(
            "A town of about 8,200 at the edge of the national forest. Mines have closed, the hospital is the big "
            "employer, and nine counties share our service."
        ),
        levels=("elementary", "middle", "high"),
        ages=(5, 18),
        size_band="from_200",
        setting="roe",
        site_count=9,
        years_running=18,
        mission="Nine counties, and no child too far out.",
        focus="First-year grants: getting the plain things right.",
        components=(
            "academic-enrichment",
            "math",
            "career-and-technical",
            "fitness-and-wellness",
            "environmental-literacy",
        ),
        achievements="Three grants run to the end and renewed. No finding in two monitoring visits.",
        budget_band="from_600k",
        accreditation="Licence-exempt, in public schools.",
        funding=("21st-cclc", "school-district", "foundation"),
        topics=("administration", "budget", "program-governance", "local-evaluation", "daily-operations"),
        people=(
            Person("Cordelia Vantreese", "Grant director", "cordelia.vantreese@sandstone-trail.example.org"),
            Person("Milo Ashgrove", "Fiscal lead", "milo.ashgrove@sandstone-trail.example.org"),
        ),
        tagline="Nine counties and a very tidy filing cabinet.",
        offer=(
            "First grant? We will go through your award letter with a pencil, set up your first quarter report with "
            "you, and tell you which rules bend and which do not."
        ),
        story=(
            "People laugh at our filing cabinet. It has a drawer for each month and a red card in each drawer that "
            "says "
            "what will hurt if you forget it. The red cards came from eighteen years of being hurt.",
            "We have copied the cards for anyone who asks. September is the thickest drawer.",
        ),
        quote="The red cards came from being hurt.",
        capacity=3,
        availability="open",
        grantee_years=13,
        visibility={"budget": "members"},
    ),
    Program(
        key="catalpa-house",
        name="Catalpa House",
        city="East St. Louis",
        county="St. Clair",
        zip_code="62201",
        region="50",
        community_type="urban",
        demographics=(
            "A city of about 18,000 across the river from St. Louis. Nearly all our families are Black; most have "
            "been here for three generations and could name every child on the block."
        ),
        levels=("elementary", "middle", "high"),
        ages=(5, 18),
        size_band="from_100",
        setting="cbo",
        site_count=3,
        years_running=34,
        mission="Our children inherit a city; we teach them to run it.",
        focus="Dance, debate and dinner.",
        components=("arts", "music", "academic-enrichment", "nutrition-and-health", "youth-development"),
        achievements="Dance company invited to three national festivals. Former children sit on our board.",
        budget_band="from_600k",
        accreditation="One licensed site; national arts education certificate.",
        funding=("21st-cclc", "teen-reach", "foundation", "donations"),
        topics=("youth-development-programming-and-activities", "sustainability", "family-engagement"),
        people=(
            Person("Ernestine Galloway", "Executive director", "ernestine.galloway@catalpa-house.example.org"),
            Person("Thaddeus Imani", "Dance director", "thaddeus.imani@catalpa-house.example.org"),
        ),
        tagline="Dance, debate and dinner since before you were born.",
        offer=(
            "We have outlived nine funders. We will teach you to read a funder's calendar, build a board that works, "
            "and say no to money that would bend you."
        ),
        story=(
            "A foundation once offered us a great deal of money to stop dancing and teach coding. We like coding. We "
            "said we would do both or neither. They went home.",
            "Two years later they came back to see the show. Read your mission out loud before you open the mail.",
        ),
        quote="Read your mission out loud before you open the mail.",
        capacity=1,
        availability="open",
        grantee_years=8,
        visibility={"budget": "staff"},
    ),
    Program(
        key="mill-whistle",
        name="Mill Whistle Club",
        city="Alton",
        county="Madison",
        zip_code="62002",
        region="41",
        community_type="urban",
        demographics=(
            "A hilly river town of about 25,000. The glass works closed long ago; its whistle still blows at three to "
            "call the children in."
        ),
        levels=("middle",),
        ages=(10, 14),
        size_band="under_25",
        setting="faith-based",
        site_count=1,
        years_running=5,
        mission="A small room for the years nobody knows what to do with you.",
        focus="Middle schoolers, math and model trains.",
        components=("math", "technology", "youth-development"),
        achievements="Every one of our first eighth graders passed algebra.",
        budget_band="under_50k",
        accreditation="Not licensed; ages 10 and up.",
        funding=("faith-community", "donations"),
        topics=("academic-programming", "growth-and-development", "time-structure"),
        people=(Person("Ottoline Rusk", "Director", "ottoline.rusk@mill-whistle.example.org"),),
        tagline="Twenty-two children and one very long train.",
        offer=(
            "If you have one room and one paid person, we can compare calendars. We are good at saying what not to do."
        ),
        story=(
            "We tried to offer seven clubs. There were twenty children. You can do that sum. Now there is math, there "
            "is the train, and there is a window seat.",
        ),
        quote="You can do that sum.",
        capacity=1,
        availability="open",
        grantee_years=None,
        visibility={"budget": "members"},
    ),
    Program(
        key="redbud-crossing",
        name="Redbud Crossing",
        city="Mattoon",
        county="Coles",
        zip_code="61938",
        region="11",
        community_type="rural",
        demographics=(
            "A rail crossing town of about 17,000. The hospital and a filter plant are the big employers; one child in "
            "five has a parent in treatment or in recovery."
        ),
        levels=("elementary", "middle", "high"),
        ages=(6, 18),
        size_band="from_100",
        setting="roe",
        site_count=5,
        years_running=13,
        mission="Five towns, one team, every child steady.",
        focus="Counselors in the room, not down the hall.",
        components=("counseling", "academic-enrichment", "drug-and-violence-prevention", "fitness-and-wellness"),
        achievements="Suspensions among regular attendees fell by half in four years, by the schools' own count.",
        budget_band="from_600k",
        accreditation="Licence-exempt, in public schools.",
        funding=("21st-cclc", "school-district", "health-grant"),
        topics=(
            "health-and-wellness",
            "relationships-and-interactions",
            "supportive-relationships",
            "partnerships-with-schools",
        ),
        people=(
            Person("Vivienne Oyelaran", "Project director", "vivienne.oyelaran@redbud-crossing.example.org"),
            Person("Garrick Stoltz", "Counselor", "garrick.stoltz@redbud-crossing.example.org"),
        ),
        tagline="Five towns with a counselor in the room.",
        offer=(
            "We will show you how to put a counselor on the floor rather than in an office, and how to share a data "
            "agreement with five schools without losing your mind."
        ),
        story=(
            "Garrick used to sit in an office with a nice rug. Nobody came. We moved him to the snack line. He now has "
            "thirty conversations a day, most of them about crackers, some of them about everything.",
            "The rug is in the reading corner.",
        ),
        quote="Move the counselor to the snack line.",
        capacity=2,
        availability="open",
        grantee_years=9,
        visibility={"budget": "members", "community": "members"},
    ),
)
