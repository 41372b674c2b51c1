"""Tests that drive a real browser on the served site."""
