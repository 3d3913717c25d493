"""Mentor programs in the north and south suburbs of Cook County."""

from ..facts import Person, Program

PROGRAMS = (
    Program(
        key="juniper-yard",
        name="Juniper Yard Youth Program",
        city="Harvey",
        county="Cook",
        zip_code="60426",
        region="south-cook",
        community_type="suburban",
        demographics=(
            "A south suburb of about 20,000 where many storefronts are empty and the churches are full. Nine in ten "
            "children qualify for free lunch."
        ),
        levels=("elementary", "middle"),
        ages=(6, 14),
        size_band="from_50",
        setting="park-district",
        site_count=2,
        years_running=8,
        mission="Make the park the safest place in town at four o'clock.",
        focus="Sport for children who do not like sport, and gardens.",
        components=(
            "fitness-and-wellness",
            "environmental-literacy",
            "drug-and-violence-prevention",
            "youth-development",
        ),
        achievements="Turned two vacant lots into a garden that feeds our snack table from June to October.",
        budget_band="from_50k",
        accreditation="Licence-exempt park district program.",
        funding=("park-district", "teen-reach", "municipal"),
        topics=("indoor-and-outdoor-environments", "health-and-wellness", "safety-and-wellness", "staff-training"),
        people=(
            Person("Percival Okafor", "Program manager", "percival.okafor@juniper-yard.example.org"),
            Person("Tamsin Greer", "Garden lead", "tamsin.greer@juniper-yard.example.org"),
        ),
        tagline="A garden, a gym and no trophies.",
        offer=(
            "Bring work gloves. We will show you how to plan an outdoor hour in four seasons, and how we train young "
            "staff to handle a fight before it starts."
        ),
        story=(
            "We cut the basketball league in our third year and half the town was angry. The same ten boys had been "
            "playing while fifty children watched from the fence.",
            "Now everybody plays, badly, at odd games we make up. The ten boys are our referees. They are very strict.",
        ),
        quote="Look at who is on the fence.",
        capacity=2,
        availability="open",
        grantee_years=None,
        visibility={"budget": "public", "funding": "members"},
    ),
    Program(
        key="beacon-and-birch",
        name="Beacon and Birch After School",
        city="Des Plaines",
        county="Cook",
        zip_code="60016",
        region="north-cook",
        community_type="suburban",
        demographics=(
            "A suburb of about 60,000 near the airport. Families come from Poland, India, Mexico and the Philippines; "
            "one in three children is learning English."
        ),
        levels=("elementary",),
        ages=(5, 11),
        size_band="from_200",
        setting="school-district",
        site_count=8,
        years_running=28,
        mission="The school day's best friend.",
        focus="Children with and without disabilities in the same room, with the staff to make it work.",
        components=("academic-enrichment", "arts", "fitness-and-wellness", "technology", "science"),
        achievements=(
            "Every site includes children with individual plans. Our inclusion training has reached 300 staff."
        ),
        budget_band="from_600k",
        accreditation="Eight licence-exempt school sites; three accredited.",
        funding=("fees", "school-district", "ccap"),
        topics=("equity-and-inclusion", "staff-training", "growth-and-development", "administration"),
        people=(
            Person("Henrik Salcedo", "Director", "henrik.salcedo@beacon-and-birch.example.org"),
            Person("Priyanka Fontaine", "Inclusion specialist", "priyanka.fontaine@beacon-and-birch.example.org"),
        ),
        tagline="Eight schools where every child is on the roster.",
        offer=(
            "Priyanka will watch an hour in your program and write you two pages: what already works for every child, "
            "and the three cheapest changes to make next."
        ),
        story=(
            "A mother asked us if her son could come. He used a chair and a speech tablet. Our honest answer was that "
            "we did not know how. Her honest answer was that she did, and that she had Tuesdays off.",
            "She trained us for a month. That son is in college now, and the training still has her name on it.",
        ),
        quote="We did not know how. His mother did.",
        capacity=2,
        availability="open",
        grantee_years=None,
        visibility={"budget": "members", "accreditation": "public"},
    ),
)
