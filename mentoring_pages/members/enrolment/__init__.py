"""Members area: enrolling a program, joining one, and answering an invitation into one."""
