"""Members area: applications to become a mentor, and the form of their referees."""
