"""Which evaluations a person of a pair has to come, open and sent, for members' pages."""

from mentoring_pages.evaluation_states import MomentState, questions_for
from mentoring_pages.evaluation_states import states_of as moments_of

__all__ = ["MomentState", "moments_of", "questions_for"]
