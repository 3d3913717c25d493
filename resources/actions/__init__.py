"""Steps that write, mail, or touch two rows. Each is called by views, screens and jobs alike."""
