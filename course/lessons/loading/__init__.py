"""From the files of course/content to the database. One module a kind of content."""
