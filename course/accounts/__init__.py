"""Who learns: guests known by a signed cookie, and all that belongs to them."""
