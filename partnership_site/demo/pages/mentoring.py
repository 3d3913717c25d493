"""What mentoring is and how to take part."""

from .shapes import Call, Page, Questions, Quote, Table, Text

PAGES = (
    Page(
        slug="mentoring",
        title="How mentoring works",
        lead="Two after-school programs learn from each other for a school year. One has been there before.",
        description=(
            "What peer mentoring between after-school programs is, what a year looks like and what it asks of you."
        ),
        blocks=(
            Text(
                "<p>Peer mentoring is colleagues helping colleagues to do better work. You learn from each other, and "
                "you "
                "are less alone. It is not a check on you, and nobody grades you.</p>"
                "<h2>Two ways to take part</h2>"
                "<p><b>A mentoring pair.</b> Two programs are matched because one needs what the other knows. They "
                "write a "
                "plan, visit each other and stay in touch from September to June.</p>"
                '<p><b>Gatherings.</b> A few times a year, programs of a region <a href="page:gatherings">come '
                "together</a> "
                "to talk, train and find people to work with. Every organization is welcome, mentored or not.</p>"
                "<p>How much you take on depends on what you can carry. Some pairs talk each week. Some do what the "
                "year "
                "asks and no more. Both are fine.</p>"
                "<h2>How you are matched</h2>"
                '<p>You look through the <a href="page:mentors">mentor directory</a> and name the mentors you would '
                "like "
                "best, in order, with what you need from them. You may look for a program much like yours, or for one "
                "that "
                "is quite different. Each page tells you where a program is, whom it serves, how big it is, what it is "
                "good "
                "at and more, so that you can judge for yourself. A coordinator can also suggest or make a match.</p>"
            ),
            Table(
                "A mentoring year",
                (
                    ("When", "What happens"),
                    ("August", "Kickoff webinar for all mentors and mentees"),
                    ("September", "First meeting, face to face. You write your action plan together"),
                    (
                        "October to May",
                        "Calls, mail and visits to each other's sites. One call each quarter with everyone",
                    ),
                    ("January", "You read your plan again and tell us how it is going"),
                    ("June", "Last meeting, face to face. You look at your goals and close"),
                ),
            ),
            Text(
                "<h2>What we ask for</h2>"
                "<ul><li>Two meetings face to face: one in your first month, one in the last month of programming.</li>"
                "<li>Eighteen more contacts, by phone, e-mail, video or in person.</li>"
                "<li>One action plan that both of you write and can change.</li>"
                "<li>A journal each. Yours is private until you say otherwise.</li>"
                "<li>The four quarterly calls.</li></ul>"
                "<p>These are the least. Your plan may set more, and you decide when and how you talk.</p>"
                "<h2>Visits</h2>"
                "<p>You go to see them, and they come to see you. Watch how an afternoon runs. Meet the staff and the "
                "partners. Show what you do well and let a friendly eye look for what could be better.</p>"
                "<h2>When it ends</h2>"
                "<p>You two decide, by looking at the goals in your plan. Either of you may suggest it. You close at a "
                "meeting or by letter, and we note the date and the reason. Then we ask you both how it was, so that "
                "the "
                "next year is better.</p>"
            ),
            Call(
                "See who could help you",
                "<p>Programs across the state that are glad to share what they have learned.</p>",
                "Find a mentor",
                "mentors",
            ),
        ),
    ),
    Page(
        slug="become-a-mentor",
        title="Become a mentor",
        lead="You do not have to be perfect. You have to have been there, and be willing to pick up the phone.",
        below="mentoring",
        description="Who can be a mentor program, what you give and what you get.",
        blocks=(
            Text(
                "<h2>Who can be a mentor</h2>"
                "<ul><li>You know the partnership and what it stands for.</li>"
                '<li>You know your way around what helps programs, our <a href="page:library">resource library</a> '
                "included.</li>"
                "<li>You have done well, over time, in the things that others ask you about, and you can show it.</li>"
                "<li>For mentoring 21st CCLC grantees: at least three years as a grantee yourself, and a good grasp of "
                "what "
                "the grant requires.</li></ul>"
                "<h2>What you do</h2>"
                "<p>You are there for your mentees. You listen without judging and keep what you hear to yourself. You "
                "share what has worked for you and what has not. You think through problems together. You give each "
                "mentee "
                "your own time, not a lecture to all.</p>"
                "<p>Good mentors are motivated, curious, patient and at ease with themselves. They care, respect "
                "others and do not judge. They can trust and be trusted, and it is easy to talk with them. They like "
                "to watch someone grow, notice when something is wrong, believe in the program, know the grant and how "
                "to manage it, and run a program that others want to see.</p>"
                "<h2>What you get</h2>"
                "<p>Mentors tell us that they see their own rooms with new eyes. You get better at coaching and at "
                "listening. What you know is used and passed on. And you meet people across the state whom you can "
                "call.</p>"
                "<p>We thank mentors in public, name them here and at the recognition evening, and pay mileage for "
                "visits "
                "as far as money allows.</p>"
            ),
            Quote(
                "I answer my phone because someone once answered hers.",
                "Nora Brightwater",
                "Program director, Goldfinch Bridge After School",
            ),
            Questions(
                (
                    (
                        "How do you choose mentors?",
                        "<p>You apply, we ask two people who know your work, and we talk. A short training comes "
                        "next: how to listen, where your role ends, what to do when a talk gets hard. After it you and "
                        "we "
                        "decide. You may also stay in the mentors' group for a while without a mentee.</p>",
                    ),
                    (
                        "How much time does it take?",
                        "<p>About four hours a month, more in the months with a visit. Put it in your plans for the "
                        "year, "
                        "with the person and the hours, before you say yes.</p>",
                    ),
                    (
                        "Can we have more than one mentee?",
                        "<p>Yes. You say how many you can take, and you can pause at any time.</p>",
                    ),
                    (
                        "Who supports us?",
                        "<p>A coordinator, the quarterly calls and the other mentors. You can have a mentor too.</p>",
                    ),
                )
            ),
            Call(
                "Apply as a mentor",
                "<p>You sign in, and your program's director fills in four short pages. You can stop at any time "
                "and go on later.</p>",
                "Begin your application",
                url_name="members:application-start",
            ),
            Call(
                "Talk to us first",
                "<p>Ten minutes on the phone will tell you if this is for you.</p>",
                "Get in touch",
                "contact",
            ),
        ),
    ),
    Page(
        slug="new-to-mentoring",
        title="For programs new to us",
        lead="New grant, new director, hard year, or one thing you want to get better at: you can have a mentor.",
        below="mentoring",
        description="Who can ask for a mentor, who comes first and what helps it to work.",
        blocks=(
            Text(
                "<h2>Who comes first</h2>"
                "<p>When more programs ask than we have mentors, we serve them in this order:</p>"
                "<ol><li>new agencies and programs</li><li>programs with a new director</li>"
                "<li>programs that are struggling</li><li>programs that want to grow in an area they can name</li></ol>"
                "<h2>What you get</h2>"
                "<p>Someone who has done your job and has time for you. You will know more, and you will be surer of "
                "what "
                "you know. Grant work gets lighter. You get to know other programs too, not only your mentor's.</p>"
                "<h2>What helps it to work</h2>"
                "<ul><li>You want this and can be reached.</li><li>You come ready to learn from someone like you.</li>"
                "<li>You care about the work and show respect to your mentor.</li>"
                "<li>You can live with a different way of doing things, and try a new one.</li>"
                "<li>You talk, and you tell what goes well as well as what does not.</li>"
                "<li>You keep trust, and you give it.</li></ul>"
                "<h2>How to begin</h2>"
                "<ol><li>Write to us, or sign in if your program is enrolled.</li>"
                "<li>Say in a few words what you need.</li><li>Choose up to five mentors, in order.</li>"
                "<li>Send. We let you know when a mentor has answered.</li></ol>"
            ),
            Questions(
                (
                    (
                        "Do we have to take part?",
                        "<p>Mostly it is up to you. Some funders ask a new grantee to have a mentor. Even then it is "
                        "you "
                        "who decides what you work on.</p>",
                    ),
                    (
                        "What if it does not fit?",
                        "<p>Tell your mentor, or tell us. A match that does not fit is nobody's fault and can be ended "
                        "at "
                        "any time.</p>",
                    ),
                    ("What does it cost?", "<p>Nothing but time and travel. Ask us about help with travel.</p>"),
                )
            ),
            Call(
                "Look around first",
                "<p>You do not need an account to read about our mentors.</p>",
                "Find a mentor",
                "mentors",
            ),
        ),
    ),
    Page(
        slug="for-referrers",
        title="For people who refer programs",
        lead="You know a program that could use a hand. Here is how to point it to us without pushing.",
        below="mentoring",
        description="How funders, regional offices and others can refer a program to mentoring.",
        blocks=(
            Text(
                "<p>Anyone can tell a program about mentoring: a funder, a regional office, a principal, another "
                "director. "
                "Programs can also come to us on their own.</p>"
                "<h2>What you can do</h2>"
                '<ul><li><a href="/mentors/refer/">Tell us about the program</a>. You need no account.</li>'
                '<li>Give them this address and the page <a href="page:new-to-mentoring">for programs new to '
                "us</a>.</li>"
                "<li>Offer to call us together with them.</li>"
                "<li>Leave time for it in what you ask of them.</li></ul>"
                "<h2>What you cannot do</h2>"
                "<ul><li>Set the goals. The program alone says why it wants a mentor and what it wants to work on.</li>"
                "<li>Ask the pair to finish a task for you.</li>"
                "<li>Ask us or the mentor what they talk about. We will not tell you.</li></ul>"
                "<p>Mentoring comes on top of your own duties towards a program, such as monitoring or technical "
                "assistance. It does not replace them.</p>"
            ),
            Call("Questions?", "<p>We are glad to talk it through.</p>", "Get in touch", "contact"),
        ),
    ),
    Page(
        slug="confidentiality",
        title="How we keep things confidential",
        lead="You can only be honest with someone if you know where your words go. Here is where they go.",
        below="mentoring",
        description="Who reads what: journals, plans, contacts and concerns in the mentoring.",
        blocks=(
            Table(
                "Who reads what",
                (
                    ("What", "You", "Your partner", "Coordinators", "Public"),
                    ("A journal entry marked only me", "Yes", "No", "No", "No"),
                    ("A journal entry marked my pair", "Yes", "Yes", "No", "No"),
                    ("A journal entry marked my pair and staff", "Yes", "Yes", "Yes", "No"),
                    ("Your action plan", "Yes", "Yes", "Yes", "No"),
                    ("Dates and kinds of contacts", "Yes", "Yes", "Yes", "No"),
                    ("Your evaluation", "Yes", "No", "Yes", "No"),
                    ("Facts about your program", "Yes", "As you choose", "Yes", "As you choose"),
                ),
            ),
            Text(
                "<h2>Staff count, they do not read</h2>"
                "<p>Coordinators see that you were in touch and how often. What you said stays between you. What you "
                "write in a private journal is stored encrypted, and no screen shows it to anyone but you.</p>"
                "<h2>The limits</h2>"
                "<p>Mentors and mentees keep what they hear to themselves. There is one limit that no promise can "
                "lift: if "
                "a child may be in danger, or someone may be badly hurt, whoever learns of it must act as the law "
                "says. "
                "Most of us are mandated reporters. We talk about this in training, before you need it.</p>"
                "<p>Mentoring adds to the duties that your program, your school and your funders have. It never stands "
                "in "
                "for them.</p>"
                "<h2>If something is wrong</h2>"
                "<p>You can raise a concern, complain, or ask to look again at your match at any time, without telling "
                'your mentor first. Write to a coordinator on the page <a href="page:contact">Contact</a>. Your '
                "message "
                "goes to a person who is not part of your pair.</p>"
            ),
        ),
    ),
)
