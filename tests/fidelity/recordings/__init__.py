"""Recordings of a real control plane, lived again in a world and compared with it.

``python -m tests.fidelity.recordings FOLDER [NAME …] [--fails N]``: a table of what agrees, and
the first N disagreements of each kind.
"""
