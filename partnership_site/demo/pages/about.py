"""About the partnership, how to reach it, and the small print."""

from .shapes import LatestOf, Page, Questions, Text

PAGES = (
    Page(
        slug="about",
        title="About the partnership",
        lead="We connect people who run after-school programs in Illinois, so that good ideas do not stay in one room.",
        description="Who we are, who stands behind the partnership and what we want to reach.",
        blocks=(
            Text(
                "<p>Good programs help children learn and grow. They are run by people who are often the only one in "
                "town "
                "with their job. The partnership brings these people together.</p>"
                "<h2>What we want</h2>"
                "<ul><li>Good after-school programs everywhere in the state.</li>"
                "<li>Steady support from peers for programs with their first grant.</li>"
                "<li>People who talk with each other about quality, all year.</li>"
                "<li>Programs that keep getting better.</li></ul>"
                "<h2>How we will know</h2>"
                "<p>Mentees can do more than before. Mentors and mentees talk and work together. There is a circle of "
                "people who support each other. And the ties last when the year is over, so that we all hear what "
                "needs to "
                "change.</p>"
                "<h2>Who stands behind it</h2>"
                "<p>The Illinois Department of Human Services and the Illinois State Board of Education co-chair the "
                "partnership. The Illinois Center for Violence Prevention is its intermediary. Programs, regional "
                "offices "
                "and funders from across the state do the work.</p>"
                "<p><i>You are looking at a demonstration. The programs and people shown here are invented.</i></p>"
            ),
            LatestOf("New in the library", ("resources",), count=4, view="cards"),
        ),
    ),
    Page(
        slug="contact",
        title="Contact",
        lead="Write or call. A person answers, most days before supper.",
        below="about",
        description="How to reach the partnership's coordinators and editors.",
        blocks=(
            Text(
                "<p><b>Mentoring</b><br/>Wendell Amoako, mentoring coordinator<br/><a "
                'href="mailto:coordinator@example.org">'
                "coordinator@example.org</a></p>"
                '<p><b>Website, resources, news</b><br/>Imogen Castellane, communications editor<br/><a href="mailto:'
                'editor@example.org">editor@example.org</a></p>'
                "<p><b>Phone</b><br/>217 555 0142, weekdays 9 am to 4 pm</p>"
                "<p>If you have a concern about a mentoring pair, say only that. We will call you back and ask the "
                "rest in "
                "person.</p>"
            ),
        ),
    ),
    Page(
        slug="accessibility",
        title="Accessibility statement",
        lead="You should be able to use this site however you read, move or listen. Tell us where it fails.",
        below="about",
        description="How accessible this site is, what does not work yet and how to report a problem.",
        blocks=(
            Text(
                "<p>We build to the Web Content Accessibility Guidelines 2.2, level AA. That means, among other "
                "things: "
                "everything works with a keyboard, text can be enlarged, colors have enough contrast in light and "
                "dark, "
                "and no page needs scripts to do its job.</p>"
                "<h2>What we know is not good enough</h2>"
                "<ul><li>Some files of other publishers are scans or lack tags. We note this beside each file.</li>"
                "<li>Our forms to print have lines for a pen. We are glad to fill them in with you by phone.</li></ul>"
                "<h2>At gatherings</h2>"
                "<p>Each gathering says how to get in, where the quiet room is and if there are captions. Ask for an "
                "interpreter two weeks ahead; we pay.</p>"
                '<h2>Tell us</h2><p>Write to <a href="mailto:editor@example.org">editor@example.org</a> or call 217 '
                "555 "
                "0142. We answer within two working days.</p>"
            ),
        ),
    ),
    Page(
        slug="privacy",
        title="Privacy",
        lead="We keep what we need to run gatherings and mentoring, and nothing to follow you around.",
        below="about",
        description="What personal data this site keeps, why, for how long and who sees it.",
        blocks=(
            Questions(
                (
                    (
                        "When you read the site",
                        "<p>There are no trackers and no files from other companies.</p>",
                    ),
                    (
                        "When you register for a gathering",
                        "<p>We keep your name, e-mail address and what you tell us about access and rides. Only the "
                        "people who prepare the gathering see it.</p>",
                    ),
                    (
                        "When you subscribe to a calendar",
                        "<p>Your calendar program asks us for new dates. We do not know who you are.</p>",
                    ),
                    (
                        "When you are a member",
                        "<p>We keep your account, your pair and your plan. "
                        'See <a href="page:confidentiality">how we keep things confidential</a>.</p>',
                    ),
                    (
                        "Your rights",
                        "<p>Ask us what we hold about you, have it put right, or have it removed.</p>",
                    ),
                )
            ),
        ),
    ),
)
