"""The agreement that mentoring starts with (R49, R56, R57, R92-R94). Data only; staff edit it as versions."""

from django.utils.translation import gettext_noop as _

TITLE = _("Our mentoring agreement")

OPENING = _(
    "<p>We are two after-school programs that learn from each other for a season. This agreement says what stays "
    "between us, what each of us can and cannot offer, and what we expect of each other. It is not a contract in law: "
    "it is a promise between colleagues, and either of us may ask to talk about it at any time.</p>"
)

CONFIDENTIALITY = _(
    "<p>What we tell each other stays between us. Neither side passes it on, in its own program or outside, without "
    "asking first.</p>"
    "<ul>"
    "<li>Coordinators see our plan, our visits and the dates of our contacts. They count; they do not read our private "
    "journals.</li>"
    "<li>Nobody’s journal is read by anyone but those whom its author chose.</li>"
    "<li>Names and details of children and families stay out of what we write here.</li>"
    "</ul>"
    "<p>There are limits. Whoever learns that a child or an adult is in danger, or that the law requires a report, "
    "tells those who must know, and tells the other side that they did, unless that would put somebody at risk. The "
    "same holds for misuse of grant money.</p>"
)

BOUNDARIES = _(
    "<p>The mentee decides what we work on and why. We agree on it in our plan, with a limit to what we expect of one "
    "season.</p>"
    "<ul>"
    "<li>The mentor offers what it knows and has done: strategies, experience, a listening ear. It supervises nobody "
    "and does not speak for a funder.</li>"
    "<li>Our work supplements what each program owes its funders, its board and the law. It replaces none of it.</li>"
    "<li>We keep to the task. Lending money, selling services and private matters that make one of us uncomfortable "
    "are outside.</li>"
    "<li>Whoever cannot offer something says so. If something feels wrong, either side turns to a coordinator, who "
    "belongs to neither program; or writes, with a name or without, to people outside both programs. The way there "
    "stands below each page of the members’ area.</li>"
    "</ul>"
)

EXPECTATIONS = _(
    "<p>As the mentee we are:</p>"
    "<ul>"
    "<li>willing and easy to reach</li>"
    "<li>prepared to learn</li>"
    "<li>glad to be part of the mentoring, and value it</li>"
    "<li>respectful of our mentor</li>"
    "<li>tolerant, without judging</li>"
    "<li>open to new ideas</li>"
    "<li>part of the conversation</li>"
    "<li>ready to share what goes well and what is hard</li>"
    "<li>trusting, and worthy of trust</li>"
    "</ul>"
    "<p>As the mentor we are:</p>"
    "<ul>"
    "<li>motivated to do this</li>"
    "<li>at home in the grant’s requirements and in running a program</li>"
    "<li>convinced that mentoring is worth it</li>"
    "<li>caring and respectful</li>"
    "<li>tolerant, without judging</li>"
    "<li>confident in what we know</li>"
    "<li>able to make it easy to talk</li>"
    "<li>glad to see our mentee grow</li>"
    "<li>aware of what our mentee needs</li>"
    "<li>trusting, and worthy of trust</li>"
    "<li>successful in our own program</li>"
    "</ul>"
    "<p>Both of us keep to the dates we agree on, or call it off in good time. When we are done we say so, and say how "
    "we stay in touch.</p>"
)
