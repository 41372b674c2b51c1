"""Exercises and tutorials that others wrote, done in a lab: what is accepted, what is printed."""
