"""Every program of the demo: mentors with a public page, mentees with a profile only members see."""

from . import chicago, mentees_north, mentees_south, north, prairie, south, suburbs, west

MENTORS = prairie.PROGRAMS + north.PROGRAMS + chicago.PROGRAMS + suburbs.PROGRAMS + west.PROGRAMS + south.PROGRAMS
MENTEES = mentees_north.PROGRAMS + mentees_south.PROGRAMS
BY_KEY = {program.key: program for program in MENTORS + MENTEES}
