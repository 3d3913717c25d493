"""For which of their programs a person acts: of two programs, one at a time, and every page says which."""

from mentoring_pages.models import Program

SESSION_KEY = "members_program"


def own_programs(request):
    """The programs to which the person belongs today, by name. One query a request."""
    if not hasattr(request, "_own_programs"):
        request._own_programs = list(Program.objects.of_user(request.user).distinct())
    return request._own_programs


def acting_program(request):
    """The program that the person chose last, else the first by name; None for somebody without a program."""
    programs = own_programs(request)
    chosen = request.session.get(SESSION_KEY, "")
    return next((program for program in programs if str(program.code) == chosen), programs[0] if programs else None)


def act_for(request, program):
    """From now on the person acts for this program of theirs, until they switch or sign out."""
    request.session[SESSION_KEY] = str(program.code)


def acting_line(request, program=None):
    """What the frame of each page prints: the program in question and those to switch to. None: there is only one.

    `program` is the one that the page itself is about.
    """
    programs = own_programs(request)
    if len(programs) < 2:
        return None
    shown = program or acting_program(request)
    return {
        "name": shown.name,
        "others": [{"name": one.name, "code": one.code} for one in programs if one != shown],
    }
