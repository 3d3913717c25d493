"""Applications to become a mentor, one in each stage, and the training they go through."""

from ..facts import Application, Referee

# (name, days from today, way, place, topics of the training)
TRAINING_SESSIONS = (
    (
        "Mentors' training, first day",
        -40,
        "in_person",
        "Bloomington Public Library, community room",
        ("mentoring-techniques", "active-listening", "conflict-resolution"),
    ),
    (
        "Mentors' training, second day",
        -33,
        "in_person",
        "Bloomington Public Library, community room",
        ("boundaries", "uncomfortable-situations", "confidentiality"),
    ),
    ("Mentors' training, winter course", 16, "video", "Link in the invitation", ("mentoring-techniques",)),
    ("Mentors' group, evening talk", 9, "video", "Link in the invitation", ()),
)

_TRAINED = (("submitted", 110), ("references", 106), ("interview", 80), ("training", 60), ("review", 30))

APPLICATIONS = (
    Application(
        "marigold-steps",
        (("draft", 2),),
        (("family-engagement", ""),),
        "Cornerlight showed us what a council can do. We would like to pass that on one day.",
        3,
        "",
    ),
    Application(
        "clover-street",
        (("submitted", 5),),
        (("family-engagement", "From eleven parents at a family night to eighty, in two years."),),
        "Two mentors answered my calls. It is my turn to pick up.",
        4,
        "Delphine, Tuesday mornings",
        (
            Referee("Harriet Loomis", "harriet.loomis@example.org", "Principal of our school"),
            Referee("Pastor Amos Bell", "amos.bell@example.org", "His church hosts our family nights"),
        ),
        years_word="We have held the grant for one year. What we could show others is our work with families.",
        story="When the new lead at the library could not get parents to come, we cooked together first.",
    ),
    Application(
        "night-heron",
        (("submitted", 20), ("references", 16)),
        (("youth-engagement-voice-and-choice", "Teens run four film nights a year and keep the books themselves."),),
        "We are a museum at night. Other odd places could do it too.",
        5,
        "Isadora and the youth council",
        (
            Referee(
                "Cleo Marchetti",
                "cleo.marchetti@example.org",
                "Runs the museum's education team",
                (
                    "I have worked two floors below them for six years.",
                    5,
                    4,
                    5,
                    5,
                    5,
                    "Yes. They would be shown a room of teenagers in charge, and left to draw their own conclusions.",
                ),
            ),
            Referee("Deacon Wills", "deacon.wills@example.org", "Parent, and our treasurer's boss"),
        ),
        years_word="We have never held the grant. We know eight programs that would like to work with teens.",
        story="A program in the next county lost its film teacher. We lent them ours, and three teenagers.",
    ),
    Application(
        "kettle-pond",
        (("submitted", 30), ("references", 27), ("interview", 4)),
        (("program-planning-and-development", "From a pool with children in it to a plan for ten weeks."),),
        "It took us a year to go from drop-in to a plan. It need not take the next park district as long.",
        4,
        "Zebulon, with the recreation supervisor",
        (
            Referee(
                "Ines Farrow", "ines.farrow@example.org", "Park district board", ("Since the pool opened.", 4, 5, 4)
            ),
            Referee("Walt Deering", "walt.deering@example.org", "School liaison", ("Four summers.", 4, 4, 4, 5, 5)),
        ),
        years_word="No federal grant here; we live on fees and the district.",
        story="I sat with a new supervisor until her first schedule held.",
        interview_in_days=3,
    ),
    Application(
        "tallgrass-table",
        (("submitted", 70), ("references", 66), ("interview", 50), ("training", 45)),
        (("safety-health-and-nutrition", "A licensed kitchen in a church basement, after three inspections."),),
        "Kitchens frighten people. They should not.",
        3,
        "Ambrose",
        (
            Referee(
                "Verna Stout", "verna.stout@example.org", "County health department", ("Three inspections.", 5, 5, 5)
            ),
            Referee("Rev. Ida Holm", "ida.holm@example.org", "Our host", ("Ten years.", 5, 4, 5, 5, 5, "Yes.")),
        ),
        years_word="No federal grant. What we offer to help with is food.",
        story="I drove to Galesburg with my binder and stayed for the inspection.",
        interview_note="Warm, practical, listens before he answers.",
    ),
    Application(
        "chalk-and-cedar",
        _TRAINED,
        (("relationships-and-interactions", "No child has left for lack of a friend in two years."),),
        "I learned most from people who let me watch.",
        4,
        "Ignatius",
        (
            Referee(
                "Roz Tamm", "roz.tamm@example.org", "District office", ("Two years.", 4, 5, 4, 4, 5, "Yes, gladly.")
            ),
        ),
        years_word="One year as a grantee, nine years before that in the same hall.",
        story="A colleague wanted to quit in October. We walked home together for a month.",
        interview_note="Thoughtful. Wants to know where the role ends.",
        review="with_support",
    ),
    Application(
        "tugboat",
        (*_TRAINED, ("bench", 25)),
        (("partnerships", "An agreement with the mill that outlives its manager."),),
        "First we listen for a season.",
        2,
        "Magnus",
        (Referee("Lou Brandt", "lou.brandt@example.org", "The mill's manager", ("Since we began.", 4, 4, 4, 5, 4)),),
        years_word="No federal grant.",
        story="I introduced two employers who did not like each other.",
        review="suitable",
        valid_days=680,
    ),
    Application(
        "plum-thicket",
        (("submitted", 90), ("declined", 80)),
        (("sustainability", "We are still here."),),
        "People ask how we survive.",
        6,
        "Hester",
        years_word="No grant at all.",
        story="I lent our piano.",
        reason="Hall flooded, one person doing everything. It would be too much this year.",
        words="Your year asks a lot of you already. Please come back when the hall is dry; we would like to have you.",
    ),
    Application(
        "goldfinch-bridge",
        (
            ("submitted", 800),
            ("references", 795),
            ("interview", 780),
            ("training", 760),
            ("review", 740),
            ("approved", 730),
            ("active", 728),
        ),
        (("staff-training", "Site leads stay six years on average."),),
        "I answer my phone because someone once answered hers.",
        4,
        "Nora",
        story="Somebody had to say it kindly. I said it kindly.",
        review="suitable",
        valid_days=21,
    ),
    Application(
        "limestone-lane",
        (
            ("submitted", 500),
            ("references", 495),
            ("interview", 480),
            ("training", 460),
            ("review", 440),
            ("approved", 430),
            ("active", 428),
        ),
        (("program-planning-and-development", "Ten-week plans that seasonal staff can run."),),
        "We like visitors.",
        4,
        "The whole team",
        story="We made a binder and gave it away.",
        review="suitable",
        valid_days=300,
    ),
)
