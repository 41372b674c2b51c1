"""How much a student's shell may take: what keeps a bomb from hurting anybody."""

from __future__ import annotations

KIB = 1024

# Typed lines, and what several of them make together while a quote or a here-document is open.
LONGEST_LINE = 16 * KIB
LONGEST_TEXT = 256 * KIB
DEEPEST_NESTING = 50
# Lines typed ahead while something runs, lines that ``history`` remembers.
MOST_TYPED_AHEAD = 2000
MOST_REMEMBERED = 500
MOST_TERMINALS = 8

# What one line may do until it has ended.
MOST_COMMANDS = 50_000
MOST_OUTPUT = 1024 * KIB
MOST_PROCESSES = 64
# All versions of files that it writes, in characters: the history keeps every one of them.
MOST_WRITTEN = 4096 * KIB
# Characters that a program may look at, again and again, to find where expressions match.
MOST_LOOKS = 60_000
# What a page is given of a terminal, in characters.
MOST_SHOWN = 1024 * KIB

# What expansions may come to.
MOST_WORDS = 10_000
LONGEST_EXPANSION = 128 * KIB
LONGEST_VARIABLE = 64 * KIB
MOST_VARIABLES = 500

# The student's disk.
LONGEST_FILE = 256 * KIB
MOST_FILE_BYTES = 2048 * KIB
MOST_FILES = 200
LONGEST_NAME = 100
LONGEST_PATH = 300

# A command that the shell does itself takes this long, in µs: an endless loop costs time, and
# time is what the lab's host shares out. What goes through a pipe takes a little as well.
BUILTIN_TIME = 1_000
PIPE_TIME = 100
