"""The kinds that the API serves, one module each with one ``RESOURCE``; registry.py has them all.

What a strategy does before validation follows pkg/registry/*/*/strategy.go.
"""
