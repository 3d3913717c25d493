"""Mentor programs between the Illinois River and the Indiana line."""

from ..facts import Person, Program

PROGRAMS = (
    Program(
        key="goldfinch-bridge",
        name="Goldfinch Bridge After School",
        city="Bloomington",
        county="McLean",
        zip_code="61701",
        region="17",
        community_type="urban",
        demographics=(
            "The west side of a twin city of about 130,000. Insurance offices and a car plant pay well nearby, yet two "
            "in three of our children qualify for free or reduced-price lunch."
        ),
        levels=("elementary", "middle"),
        ages=(5, 14),
        size_band="from_100",
        setting="school-based",
        site_count=4,
        years_running=16,
        mission="Children cross from the school day to the evening with someone who is glad to see them.",
        focus="Strong site leads. If the lead is calm, the room is calm.",
        components=("academic-enrichment", "youth-development", "arts", "science", "nutrition-and-health"),
        achievements=(
            "Six of our eight first site leads are still with us. Two have become directors elsewhere, and both now "
            "mentor in this partnership."
        ),
        budget_band="from_300k",
        accreditation="Licence-exempt school sites; yearly self-assessment against the Illinois quality standards.",
        funding=("21st-cclc", "school-district", "united-way"),
        topics=("staff-training", "daily-operations", "local-evaluation", "administration", "budget"),
        people=(
            Person("Nora Brightwater", "Program director", "mentor@example.org"),
            Person("Elias Fontenot", "Lead site coordinator", "elias.fontenot@goldfinch-bridge.example.org"),
        ),
        tagline="Four schools, calm rooms and site leads who stay.",
        offer=(
            "You can shadow a site lead for an afternoon, use our budget workbook with the numbers taken out, and call "
            "Nora on the drive home. She answers."
        ),
        story=(
            "I was a new director once, with a grant, a key ring and no idea which key opened the gym. Someone in "
            "Decatur answered her phone every Thursday for a year. I still remember which questions I was ashamed of.",
            "So now I answer mine. Most calls start with a form and end with a person. That is the right order: get "
            "the "
            "form out of the way, then talk about what keeps you up.",
        ),
        quote="Get the form out of the way, then talk about what keeps you up.",
        capacity=3,
        availability="open",
        grantee_years=10,
        visibility={"budget": "members"},
    ),
    Program(
        key="limestone-lane",
        name="Limestone Lane Club",
        city="Kankakee",
        county="Kankakee",
        zip_code="60901",
        region="32",
        community_type="urban",
        demographics=(
            "A river city of about 24,000. Half our families rent, two in five are headed by a grandparent, and the "
            "nearest indoor pool is twenty miles off."
        ),
        levels=("elementary", "middle"),
        ages=(6, 14),
        size_band="from_50",
        setting="park-district",
        site_count=2,
        years_running=15,
        mission="Parks belong to children, and so does the time after school.",
        focus="Movement, the river and older children leading younger ones.",
        components=("fitness-and-wellness", "environmental-literacy", "youth-development", "academic-enrichment"),
        achievements="Junior leaders have run the winter carnival alone for six years. State park programming award.",
        budget_band="from_50k",
        accreditation="Licence-exempt park district program.",
        funding=("park-district", "fees", "foundation"),
        topics=(
            "youth-development-programming-and-activities",
            "youth-engagement-voice-and-choice",
            "health-and-wellness",
            "sustainability",
        ),
        people=(
            Person("Lucius Marchetti", "Recreation supervisor", "lucius.marchetti@limestone-lane.example.org"),
            Person("Oneida Pratt", "Program leader", "oneida.pratt@limestone-lane.example.org"),
        ),
        tagline="A park district program where twelve-year-olds run the carnival.",
        offer=(
            "We can show you how to hand real jobs to children, one small job at a time, and how to talk to a park "
            "board in the three minutes they give you."
        ),
        story=(
            "Our junior leaders began as a staffing problem. We had one adult too few on Fridays, so we asked five "
            "seventh graders to run the relay. They ran it better than we did.",
            "Six years on, they plan the carnival, count the money and write the thank-you notes. Our job is to buy "
            "the cocoa and stay out of the way.",
        ),
        quote="Stay out of the way is a skill. We can teach it.",
        capacity=1,
        availability="open",
        grantee_years=4,
        visibility={"community": "members"},
    ),
    Program(
        key="blue-silo",
        name="Blue Silo Youth Hall",
        city="Ottawa",
        county="LaSalle",
        zip_code="61350",
        region="35",
        community_type="rural",
        demographics=(
            "A river town of about 19,000 and the farm country south of it. One grocery store, two bridges, and a "
            "sand plant that runs three shifts."
        ),
        levels=("middle", "high"),
        ages=(10, 18),
        size_band="from_25",
        setting="park-district",
        site_count=1,
        years_running=11,
        mission="A warm room, an honest adult and something worth doing, four afternoons a week.",
        focus="Service in the town, so that the town sees its young people.",
        components=("service-learning", "youth-development", "financial-literacy", "drug-and-violence-prevention"),
        achievements=(
            "Teens wrote the grant that built the riverside benches. The county named them volunteers of the year."
        ),
        budget_band="under_50k",
        accreditation="Not licensed; ages 10 and up.",
        funding=("park-district", "donations", "municipal"),
        topics=("sustainability", "family-and-community-partnerships", "youth-engagement-voice-and-choice"),
        people=(
            Person("Winifred Osei", "Hall director", "winifred.osei@blue-silo.example.org"),
            Person("Dale Krumholz", "Youth worker", "dale.krumholz@blue-silo.example.org"),
        ),
        tagline="One room, forty teens and a town that shows up.",
        offer=(
            "If you run on less than $50,000, talk to us. We know which gifts cost more than they bring, and how to "
            "ask the hardware store for the right thing."
        ),
        story=(
            "We have been told to grow. Each year we ask the teens, and each year they say: do not get bigger, stay "
            "open later. So we are one room, and on Thursdays we are open until nine.",
            "Small has its price. When Dale had surgery, the whole program had surgery. We now trade staff with the "
            "library for four weeks a year, in writing.",
        ),
        quote="Small is a choice. Make it in writing.",
        capacity=1,
        availability="open",
        grantee_years=None,
        visibility={"budget": "public"},
    ),
    Program(
        key="milkweed-junction",
        name="Milkweed Junction",
        city="Urbana",
        county="Champaign",
        zip_code="61801",
        region="9",
        community_type="urban",
        demographics=(
            "A university city of about 38,000. Some parents teach physics, some clean the lab at night, and their "
            "children build the same cardboard bridge."
        ),
        levels=("middle",),
        ages=(10, 14),
        size_band="from_50",
        setting="school-based",
        site_count=2,
        years_running=7,
        mission="Middle schoolers follow a question until it becomes an answer or a better question.",
        focus="Science, code and the awkward years.",
        components=("science", "technology", "math", "environmental-literacy"),
        achievements="Girls make up 56 percent of our robotics teams. State monarch count partner.",
        budget_band="from_150k",
        accreditation="Licence-exempt, in public schools.",
        funding=("21st-cclc", "college", "foundation"),
        topics=(
            "program-planning-and-development",
            "academic-programming",
            "staff-recruitment",
            "youth-engagement-voice-and-choice",
        ),
        people=(
            Person("Bartholomew Iyer", "Program director", "bartholomew.iyer@milkweed-junction.example.org"),
            Person("Lark Sandoval", "Science lead", "lark.sandoval@milkweed-junction.example.org"),
        ),
        tagline="Cardboard, code and seventh grade.",
        offer=(
            "We have forty science afternoons on index cards, each under nine dollars. Take them. We also help you "
            "find and keep people who like seventh graders."
        ),
        story=(
            "We bought robots. They sat in the closet because one was always broken and only Lark could fix it. The "
            "next year we bought cardboard and string. Everyone can fix cardboard.",
            "The robots came back later, once the children had learned that things break and that this is the fun "
            "part.",
        ),
        quote="Everyone can fix cardboard.",
        capacity=2,
        availability="open",
        grantee_years=4,
        visibility={"budget": "members"},
    ),
    Program(
        key="millwright-hall",
        name="Millwright Hall After School",
        city="Decatur",
        county="Macon",
        zip_code="62521",
        region="39",
        community_type="urban",
        demographics=(
            "A city of about 69,000 that smells of roasted corn when the wind is right. Plants run day and night; so "
            "do the families who work in them."
        ),
        levels=("elementary", "middle", "high"),
        ages=(6, 18),
        size_band="from_50",
        setting="workplace",
        site_count=1,
        years_running=6,
        mission="Children of shift workers get an afternoon that fits the shift.",
        focus="Hours that follow the plant, and young people who see inside it.",
        components=("career-and-technical", "academic-enrichment", "math", "fitness-and-wellness"),
        achievements="First employer-hosted program in the region. Forty-four teens have shadowed a trade.",
        budget_band="from_150k",
        accreditation="DCFS license for the younger room.",
        funding=("employer", "ccap", "fees"),
        topics=("partnerships", "college-and-career-readiness", "program-governance", "sustainability"),
        people=(
            Person("Ludmila Prescott", "Director", "ludmila.prescott@millwright-hall.example.org"),
            Person("Hollis Ferreira", "Employer liaison", "hollis.ferreira@millwright-hall.example.org"),
        ),
        tagline="Doors open when the shift does.",
        offer=(
            "We can sit with you while you write the first letter to an employer, and share the agreement that says "
            "who owns the keys, the risk and the coffee machine."
        ),
        story=(
            "The plant wanted a child care room. The parents wanted a program. We wanted not to close at six. It took "
            "nine months to find out that these were one wish said three ways.",
            "What helped was a visit. The plant manager sat on a very small chair for two hours and signed the next "
            "day.",
        ),
        quote="Put the manager on a very small chair.",
        capacity=1,
        availability="open",
        grantee_years=None,
        visibility={"budget": "staff", "funding": "members"},
    ),
)
