"""Defaults: the fields that the API server fills in where nothing was said.

One module a noun, after pkg/apis/*/v1/defaults.go of Kubernetes 1.36. Nothing is mutated: a
function gives a new object that shares what did not change, or the very object it was given
when there was nothing to fill in.
"""
