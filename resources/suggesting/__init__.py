"""Resources that anyone may suggest: a form below the library, a record for staff, a draft once somebody has looked."""
