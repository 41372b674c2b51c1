"""A small POSIX shell for the scripts that manifests hold: a timeline of what they write and do."""
