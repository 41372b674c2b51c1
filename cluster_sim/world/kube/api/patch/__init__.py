"""The patches of the API: JSON patch, merge patch, strategic merge patch, kubectl's three-way.

Documents are JSON values that nobody mutates: a patch gives a new value that shares with the
old one what did not change.
"""
