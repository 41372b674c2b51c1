"""Commands that the shell does itself, in modules by what they are about.

Each is a function of the shell and its arguments that gives the exit status, or None to be run
again when there is input to read.
"""
