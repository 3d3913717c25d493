"""Members area: how a pair ends or goes on, and what comes after."""
