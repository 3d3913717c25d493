"""E-mail addresses that look like a slip of the finger. They are asked about, never changed by themselves."""

# Where most people here have their mail. A domain one slip away from one of these is asked about.
COMMON_DOMAINS = (
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "aol.com",
    "comcast.net",
    "sbcglobal.net",
    "att.net",
    "live.com",
    "msn.com",
    "verizon.net",
    "ymail.com",
)
# Real domains that are one slip away from a common one.
REAL_DOMAINS = ("mail.com", "email.com", "gmx.com", "ail.com", "me.com", "mac.com", "aim.com", "pm.me", "hotmail.co.uk")
ENDINGS = {
    "con": "com",
    "cmo": "com",
    "ocm": "com",
    "vom": "com",
    "comm": "com",
    "coom": "com",
    "ogr": "org",
    "rog": "org",
    "orgg": "org",
    "og": "org",
    "nte": "net",
    "ent": "net",
    "ner": "net",
    "eud": "edu",
    "edy": "edu",
    "ed": "edu",
    "gob": "gov",
    "goc": "gov",
}


def better_address(email):
    """What was probably meant, such as "ada@gmail.com" for "ada@gmial.com"; None if nothing looks wrong."""
    name, _at, domain = email.rpartition("@")
    domain = domain.lower()
    if domain in COMMON_DOMAINS or domain in REAL_DOMAINS:
        return None
    close = [common for common in COMMON_DOMAINS if _looks_like(domain, common)]
    if close:
        return f"{name}@{close[0]}"
    start, _dot, ending = domain.rpartition(".")
    return f"{name}@{start}.{ENDINGS[ending]}" if ending in ENDINGS else None


def _looks_like(domain, common):
    # One letter from "aol.com" lies many a real domain; there only swapped letters count.
    is_short = len(common.partition(".")[0]) <= 4
    return is_one_slip_away(domain, common) and (not is_short or sorted(domain) == sorted(common))


def is_one_slip_away(typed, meant):
    """Whether one letter was left out, added, hit wrong, or swapped with its neighbour."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest, wanted = typed[start:], meant[start:]
    return (
        rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    )
