"""About mentoring itself: the references of the 2013 kickoff, and the field's standards."""

from ..facts import Link, Resource

RESOURCES = (
    Resource(
        title="Using mentoring as part of professional development",
        summary=(
            "A short university paper on what a mentor is, what the two of you should agree on first, and how to end "
            "well."
        ),
        body=(
            "Start here if the word mentoring makes you think of something grander than a monthly phone call. The "
            "authors explain in plain steps how a pair begins, works and finishes.",
            "It was one of three references handed to Illinois pairs at the 2013 kickoff.",
        ),
        kind="guide",
        topics=("professional-development-and-leadership", "staff-training"),
        audiences=("mentors", "mentees"),
        author="Lamm, A., and Harder, A.",
        publisher="University of Florida, EDIS",
        year=2008,
        links=(Link("https://edis.ifas.ufl.edu/wc082", "Read the paper at EDIS"),),
        accessibility="accessible",
        accessibility_note="Web page with headings.",
        review_months=10,
    ),
    Resource(
        title="Roles and responsibilities of school-based mentors",
        summary=(
            "How New York City described the job of a mentor to its schools. Useful when you write your own one-page "
            "role."
        ),
        body=(
            "Written for teachers' mentors, so read it with your own setting in mind. The pages on confidentiality and "
            "on what a mentor does not do travel well to after-school programs.",
            "The city has moved its website since; if the link fails, ask us for the notes we keep on it.",
        ),
        kind="guide",
        topics=("professional-development-and-leadership", "relationships-and-interactions"),
        audiences=("mentors", "directors"),
        publisher="NYC Department of Education",
        year=2011,
        links=(
            Link(
                "http://schools.nyc.gov/NR/rdonlyres/EC6D30FF-B47B-4ACB-8480-4FC10DE122FB/0/MentorGuide20112012.pdf",
                "Open the guide (PDF, New York City schools)",
            ),
        ),
        settings=("school-based", "school-district"),
        accessibility="partly",
        accessibility_note="Text can be selected; tables have no headers.",
        review_months=3,
    ),
    Resource(
        title="Best practices: Mentoring",
        summary=(
            "The federal personnel office's review of how agencies set up mentoring, from finding mentors to measuring "
            "results."
        ),
        body=(
            "It was written for large agencies. Skip to the checklists: steps to start a program, questions for the "
            "first meeting, and reasons why pairs fade out.",
        ),
        kind="guide",
        topics=("professional-development-and-leadership", "observation-and-assessment"),
        audiences=("directors", "coordinators"),
        publisher="United States Office of Personnel Management",
        year=2008,
        links=(
            Link(
                "https://www.opm.gov/policy-data-oversight/training-and-development/career-development/"
                "bestpractices-mentoring.pdf",
                "Open the booklet (PDF, OPM)",
            ),
        ),
        licence="public-domain",
        accessibility="partly",
        accessibility_note="Tagged, but figures have no descriptions.",
    ),
    Resource(
        title="Building and managing quality afterschool programs: a practitioner's guide",
        summary=(
            "What strong programs do in four areas: organization, academics, relationships and results, with examples "
            "you can copy."
        ),
        body=(
            "The guide grew out of visits to 53 programs with strong results. Each chapter names a few practices, "
            "tells "
            "you how a real program does them and ends with questions for your own staff.",
            "Pairs often read one chapter a month and talk about it on their call.",
        ),
        kind="guide",
        topics=(
            "program-organization",
            "academic-programming",
            "supportive-relationships",
            "achieving-program-outcomes",
        ),
        audiences=("directors", "mentors", "mentees"),
        publisher="SEDL, National Center for Quality Afterschool",
        year=2008,
        links=(Link("https://sedl.org/afterschool/guide/", "The guide at SEDL"),),
        grade_bands=("elementary", "middle", "high"),
        accessibility="partly",
    ),
    Resource(
        title="Peer mentoring kickoff slides",
        summary=(
            "The slides of the first Illinois kickoff: what peer mentoring is, who does what, and the minimum contacts."
        ),
        body=(
            "SEDL made these slides in 2013 for the Illinois State Board of Education. They are in the public domain: "
            "you may copy and share them if you say where they come from.",
            "The two discussion questions on slide ten still open our own kickoff: how would you define a successful "
            "relationship, and what do you hope to accomplish?",
        ),
        kind="slides",
        topics=("professional-development-and-leadership", "supportive-relationships"),
        audiences=("mentors", "mentees"),
        publisher="SEDL for the Illinois State Board of Education",
        year=2013,
        links=(Link("https://sedl.org/afterschool/", "SEDL's after-school pages"),),
        licence="free-with-acknowledgement",
        accessibility="not_checked",
    ),
    Resource(
        title="Elements of effective practice for mentoring",
        summary=(
            "The national standards for mentoring, from finding mentors to closing well. Our rules for mentors build "
            "on them."
        ),
        body=(
            "Written for adults who mentor young people, yet the order holds for programs too: recruit, screen, train, "
            "match, support, close. Read the chapter on closing before you need it.",
        ),
        kind="guide",
        topics=("relationships-and-interactions", "supportive-relationships"),
        audiences=("coordinators", "mentors"),
        publisher="MENTOR",
        year=2015,
        links=(
            Link(
                "https://www.mentoring.org/resource/elements-of-effective-practice-for-mentoring/",
                "Standards at MENTOR",
            ),
        ),
        accessibility="accessible",
        accessibility_note="Tagged PDF with bookmarks.",
    ),
    Resource(
        title="National Mentoring Resource Center",
        summary="Free tools and reviews of what works in mentoring, sorted by question, with advice you can request.",
        body=("Look up a practice before you adopt it. The short evidence reviews say plainly when nobody knows yet.",),
        kind="website",
        topics=("relationships-and-interactions", "local-evaluation"),
        audiences=("coordinators", "mentors"),
        publisher="National Mentoring Resource Center",
        year=2023,
        links=(Link("https://nationalmentoringresourcecenter.org/", "Open the resource center"),),
        accessibility="accessible",
    ),
    Resource(
        title="The mentoring effect",
        summary="A national survey of young people on who had a mentor, who did not, and what difference it made.",
        body=("Handy numbers for a board or a grant. The pages on the mentoring gap are the ones to quote.",),
        kind="research",
        topics=("relationships-and-interactions", "sustainability"),
        audiences=("directors", "funders"),
        publisher="MENTOR",
        year=2014,
        links=(Link("https://www.mentoring.org/resource/the-mentoring-effect/", "Report at MENTOR"),),
        accessibility="partly",
    ),
    Resource(
        title="What peer mentoring asks of you, month by month",
        summary="One page that walks a pair from the first call in September to the last visit in June.",
        body=(
            "September: meet face to face, agree how often you talk, and write three goals. October to December: visit "
            "each other, try one thing, tell the truth about it. January: read the plan again and change what no "
            "longer "
            "fits. February to April: work on the hard goal. May and June: visit, count what you reached, say goodbye "
            "properly or plan what comes next.",
            "The minimum is two meetings face to face and eighteen more contacts. A ten-minute call counts.",
        ),
        kind="checklist",
        topics=("professional-development-and-leadership", "program-organization"),
        audiences=("mentors", "mentees"),
        publisher="Illinois After-School Partnership",
        year=2024,
        licence="free-with-acknowledgement",
        accessibility="accessible",
        accessibility_note="Web page.",
        author_program="goldfinch-bridge",
    ),
    Resource(
        title="Saying goodbye: a closing talk in six questions",
        summary="Six questions for the last conversation of a pair, and what to write down afterwards.",
        body=(
            "What did we set out to do? What did we reach? What was a good moment? What was hard and never said? May I "
            "call you in the fall? What should the partnership do better?",
            "Write down the date, the reason for ending and how you ended: at a meeting or by letter.",
        ),
        kind="checklist",
        topics=("relationships-and-interactions",),
        audiences=("mentors", "mentees"),
        publisher="Illinois After-School Partnership",
        year=2025,
        licence="free-with-acknowledgement",
        accessibility="accessible",
        accessibility_note="Web page.",
        author_program="redbud-crossing",
    ),
)
