"""Mentor programs in the far north of the state."""

from ..facts import Person, Program

PROGRAMS = (
    Program(
        key="harbor-maple",
        name="Harbor Maple After Hours",
        city="Waukegan",
        county="Lake",
        zip_code="60085",
        region="34",
        community_type="urban",
        demographics=(
            "A lakefront city of about 89,000 people. Most families in our schools speak Spanish at home, and three "
            "in four children qualify for free or reduced-price lunch."
        ),
        levels=("elementary", "middle", "high"),
        ages=(6, 18),
        size_band="from_200",
        setting="school-district",
        site_count=7,
        years_running=17,
        mission=(
            "Every child leaves our building at six o'clock fed, known by name and a step ahead of where they came in."
        ),
        focus="Reading in two languages, and steady adults for the hours when parents are at work.",
        components=("academic-enrichment", "youth-development", "arts", "nutrition-and-health", "technology"),
        achievements=(
            "Daily attendance above 80 percent at all seven sites for three years. Our two-language family nights were "
            "presented at a statewide conference."
        ),
        budget_band="from_600k",
        accreditation=(
            "Sites at elementary schools are licence-exempt. Two sites finished a full quality self-assessment."
        ),
        funding=("21st-cclc", "school-district", "foundation"),
        topics=("family-engagement", "literacy", "attendance", "equity-and-inclusion"),
        people=(
            Person("Rosalba Quintanar", "Director of extended learning", "rosalba.quintanar@harbor-maple.example.org"),
            Person("Devon Achterberg", "Site lead", "devon.achterberg@harbor-maple.example.org"),
        ),
        tagline="Seven school sites, two languages, one supper table.",
        offer=(
            "You can watch a family night, borrow our letters in English and Spanish, and sit down with our data clerk "
            "to see how we take attendance at seven doors."
        ),
        story=(
            "We began with one gym and a borrowed cart of books. In the first year we wrote to families in English "
            "only "
            "and wondered why nobody came. A grandmother told us, kindly, that our letters sounded like a parking "
            "fine.",
            "So we started over. Now a parent from each school reads every letter before it goes out. If she would not "
            "put it on her own refrigerator, we write it again.",
        ),
        quote="Ask the grandmother first. It would have saved us a year.",
        capacity=2,
        availability="open",
        grantee_years=11,
        visibility={"budget": "members"},
    ),
    Program(
        key="rivet-and-reed",
        name="Rivet and Reed Club",
        city="Rockford",
        county="Winnebago",
        zip_code="61104",
        region="4",
        community_type="urban",
        demographics=(
            "The near south-east side of a city of about 147,000 that lost much of its factory work. Families move "
            "often; a third of our children change school within the year."
        ),
        levels=("middle", "high"),
        ages=(11, 18),
        size_band="from_50",
        setting="cbo",
        site_count=2,
        years_running=14,
        mission="Young people make real things with real tools and find out that they can finish what they start.",
        focus="Trades, music and the habit of coming back tomorrow.",
        components=("career-and-technical", "music", "math", "youth-development"),
        achievements=(
            "Sixty-two young people earned a first workplace safety card. Local makers' award two years running."
        ),
        budget_band="from_300k",
        accreditation="Not licensed; serves ages 11 and up in a community centre.",
        funding=("21st-cclc", "teen-reach", "foundation", "donations"),
        topics=(
            "college-and-career-readiness",
            "youth-engagement-voice-and-choice",
            "partnerships",
            "staff-recruitment",
        ),
        people=(
            Person("Tobias Okonjo", "Executive director", "tobias.okonjo@rivet-and-reed.example.org"),
            Person("Maybelle Strand", "Shop teacher", "maybelle.strand@rivet-and-reed.example.org"),
        ),
        tagline="A workshop, a band room and a door that opens at three.",
        offer=(
            "Visit a build night. We can show you how we wrote safety rules teens keep, how we pay trades people for "
            "two hours a week, and how to ask an employer for more than a cheque."
        ),
        story=(
            "Our first project was a canoe. It leaked. The six who built it took it apart in February, found the seam, "
            "and paddled it across the quarry in May with half the neighborhood watching.",
            "We have built eleven since. We still keep the first one on the wall with the bad seam showing, because "
            "new "
            "staff need to see that a leak is not the end of anything.",
        ),
        quote="We do not hide the leak. We hang it on the wall.",
        capacity=2,
        availability="open",
        grantee_years=6,
        visibility={"budget": "members", "funding": "members"},
    ),
    Program(
        key="barn-swallow",
        name="Barn Swallow After School",
        city="Freeport",
        county="Stephenson",
        zip_code="61032",
        region="8",
        community_type="rural",
        demographics=(
            "A county seat of about 24,000 with farm towns around it. Buses leave at 3:20 and do not come back, so how "
            "children get home shapes everything we do."
        ),
        levels=("elementary", "middle"),
        ages=(5, 13),
        size_band="from_50",
        setting="school-based",
        site_count=3,
        years_running=9,
        mission="Children in small towns get the same afternoon a big town would give them.",
        focus="Science outdoors, homework done before supper and a ride home.",
        components=("academic-enrichment", "science", "environmental-literacy", "nutrition-and-health"),
        achievements=(
            "Started a shared late bus with two districts and a senior centre; it has run every school day since."
        ),
        budget_band="from_150k",
        accreditation="Licence-exempt, in public schools.",
        funding=("21st-cclc", "school-district", "united-way"),
        topics=("daily-operations", "partnerships-with-schools", "indoor-and-outdoor-environments", "budget"),
        people=(
            Person("Greta Hollenbeck", "Program director", "greta.hollenbeck@barn-swallow.example.org"),
            Person("Amos Tillery", "Site coordinator", "amos.tillery@barn-swallow.example.org"),
        ),
        tagline="Three rural schools and a late bus that really comes.",
        offer=(
            "If transport is your wall, call us. We have the agreement, the route sheet and the cost per child, and we "
            "will talk you through the first hard conversation with the bus company."
        ),
        story=(
            "For two years our best activities lost a third of their children at 4:45, when grandparents came early to "
            "beat the dark. We thought it was about the activities.",
            "Then Amos rode home with four families and wrote down every mile. With that page in hand the district "
            "said "
            "yes to a late bus in one meeting. Attendance went from 51 to 78.",
        ),
        quote="Nobody argues with a page of miles.",
        capacity=1,
        availability="open",
        grantee_years=5,
        visibility={"budget": "public"},
    ),
    Program(
        key="wide-sky",
        name="Wide Sky Kids",
        city="DeKalb",
        county="DeKalb",
        zip_code="60115",
        region="16",
        community_type="suburban",
        demographics=(
            "A college town of about 40,000 ringed by corn. Families range from visiting scholars to night-shift "
            "warehouse workers, and children speak nineteen languages."
        ),
        levels=("elementary",),
        ages=(5, 11),
        size_band="from_100",
        setting="college",
        site_count=4,
        years_running=12,
        mission="College students and children learn side by side, and both leave stronger readers and kinder people.",
        focus="Reading partners, science stations and training the next after-school teachers.",
        components=("academic-enrichment", "science", "math", "service-learning"),
        achievements=(
            "One hundred and ninety reading partners trained; 41 now work in schools or after-school programs."
        ),
        budget_band="from_150k",
        accreditation="One licensed site, three licence-exempt school sites.",
        funding=("21st-cclc", "college", "fees"),
        topics=(
            "staff-training",
            "literacy",
            "professional-development-and-qualifications",
            "observation-and-assessment",
        ),
        people=(
            Person("Ines Valderrama", "Program director", "ines.valderrama@wide-sky.example.org"),
            Person("Cuong Tran-Bell", "Training lead", "cuong.tranbell@wide-sky.example.org"),
        ),
        tagline="Reading partners from campus, children from nineteen languages.",
        offer=(
            "We will share our six-evening training for college helpers, our observation sheet, and a frank account of "
            "what goes wrong in exam week."
        ),
        story=(
            "College helpers are a gift and a puzzle. They arrive full of ideas in September and vanish in the second "
            "week of December. We planned around them for years as if that were a surprise.",
            "Now the calendar says it plainly: no new units in exam weeks, parents' afternoon instead. The children "
            "noticed that we were calmer before we did.",
        ),
        quote="Plan for the week you know is coming.",
        capacity=2,
        availability="open",
        grantee_years=8,
        visibility={"budget": "members", "community": "public"},
    ),
    Program(
        key="copper-fox",
        name="Copper Fox Learning Center",
        city="Joliet",
        county="Will",
        zip_code="60435",
        region="56",
        community_type="suburban",
        demographics=(
            "West and near-east Joliet, a city of about 150,000. Many parents work shifts in warehouses, so pick-up "
            "runs from four until after seven."
        ),
        levels=("pre-kindergarten", "elementary"),
        ages=(4, 12),
        size_band="from_100",
        setting="cbo",
        site_count=2,
        years_running=22,
        mission="Working parents can finish their shift knowing their child is safe, busy and happy.",
        focus="Long hours done well: play, projects, quiet corners and a hot meal.",
        components=("academic-enrichment", "fitness-and-wellness", "arts", "nutrition-and-health", "counseling"),
        achievements="Accredited for nine years. No licensing finding in the last four visits.",
        budget_band="from_600k",
        accreditation="Licensed by DCFS as a child care center; accredited by a national after-school body.",
        funding=("ccap", "fees", "united-way", "donations"),
        topics=("safety-health-and-nutrition", "administration", "health-and-wellness", "staff-recruitment"),
        people=(
            Person("Philippa Nakagawa", "Executive director", "philippa.nakagawa@copper-fox.example.org"),
            Person("Jerome Estabrook", "Compliance lead", "jerome.estabrook@copper-fox.example.org"),
        ),
        tagline="Open until 7:30, licensed, accredited and still fun.",
        offer=(
            "Bring your licensing checklist. We will walk our building with you door by door, and show you the binder "
            "that gets us through a surprise visit without a stomach ache."
        ),
        story=(
            "When people hear accredited they think of paper. We think of a Tuesday when a child had a seizure and "
            "four "
            "adults did four different right things without a word.",
            "That is what the drills are for. We would love to help you make yours less boring than ours used to be.",
        ),
        quote="Paper is just practice written down.",
        capacity=2,
        availability="open",
        grantee_years=None,
        visibility={"budget": "staff"},
    ),
)
