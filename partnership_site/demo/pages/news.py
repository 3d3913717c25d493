"""Short notes that read like news, and stay true."""

from .shapes import Call, Latest, Page, Quote, Text

PAGES = (
    Page(
        slug="news",
        title="News",
        lead="Short notes from programs and from us.",
        description="News from the partnership and its programs.",
        blocks=(
            Text(
                '<ul><li><a href="page:nine-pairs">Nine pairs at work this year</a></li>'
                '<li><a href="page:snack-club">Four programs, one grocery order</a></li>'
                '<li><a href="page:travel-money">Money for the road</a></li>'
                '<li><a href="page:from-mentee-to-mentor">From mentee to mentor</a></li></ul>'
            ),
            Latest("Where people meet next", "upcoming-trainings"),
        ),
    ),
    Page(
        slug="nine-pairs",
        title="Nine pairs at work this year",
        lead="From Waukegan to Metropolis, eighteen programs are learning from each other.",
        below="news",
        description="Who is paired with whom is private; what they work on is not.",
        blocks=(
            Text(
                "<p>This year's pairs work on family councils, first budgets, calm rooms, shared agreements with "
                "employers "
                "and the old question of how to find people who stay. The longest drive between two partners is 140 "
                "miles. "
                "The shortest is twelve blocks, and they walk.</p>"
                "<p>Three programs still wait for a mentor. If you have a place free, please say so.</p>"
            ),
            Call("Do you have an hour a week?", "<p>That is what it takes.</p>", "Become a mentor", "become-a-mentor"),
        ),
    ),
    Page(
        slug="snack-club",
        title="Four programs, one grocery order",
        lead="It began at a table in Harrisburg and saves each of them about a fifth.",
        below="news",
        description="How four programs in the south came to buy snacks together.",
        blocks=(
            Text(
                "<p>At a networking day in the southern hills someone asked what everybody pays for apples. The "
                "answers "
                "were so far apart that people laughed. Four of the programs now order together, once a month, from "
                "one "
                "supplier. One of them has a cold room; the others bring coolers.</p>"
                "<p>The order sheet is plain, and anyone may copy it. Ask Sandstone Trail.</p>"
            ),
            Quote("It is only apples. But now we talk every month.", "Milo Ashgrove", "Fiscal lead, Sandstone Trail"),
        ),
    ),
    Page(
        slug="travel-money",
        title="Money for the road",
        lead="Small programs can ask for mileage to a visit or a gathering.",
        below="news",
        description="How to ask for help with travel to visits and gatherings.",
        blocks=(
            Text(
                "<p>Time and travel keep more programs away than anything else. So we set money aside: mileage for "
                "visits "
                "between partners, and a bed when a gathering lasts two days. Ask when you register, or write to the "
                "coordinator. You do not have to explain why you need it.</p>"
                "<p>Cheaper still: offer a ride or ask for one when you register. Last spring eleven people shared "
                "four "
                "cars.</p>"
            ),
            Call("See what is on", "<p>Gatherings near you, and online ones.</p>", "Find a gathering", "gatherings"),
        ),
    ),
    Page(
        slug="from-mentee-to-mentor",
        title="From mentee to mentor",
        lead="Six years ago Bittersweet Barn could not find its camera. Now it drives out to help others find theirs.",
        below="news",
        description="How one program went from being helped to helping.",
        blocks=(
            Text(
                "<p>It was not a good monitoring visit. Sign-in sheets lay in three places, and a camera that stood on "
                "the "
                "list of equipment did not stand anywhere else. Harlan Eberhardt thought about another job.</p>"
                "<p>A director from the next region spent a Saturday on his floor, sorting. They found the camera in a "
                "box of holiday lights. Today Harlan is a mentor himself. He still begins each visit by asking where "
                "the "
                "holiday lights are.</p>"
            ),
            Call("Read their page", "<p>What they offer, and to whom.</p>", "Find a mentor", "mentors"),
        ),
    ),
)
