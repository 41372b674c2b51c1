"""Who may do what: role-based access control over the requests of the people's clients."""
