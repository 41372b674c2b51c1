"""The rules of each kind, with the API server's own messages, field paths and order.

One module a noun. A check takes a value and the path of its field (``spec.containers[0].name``)
and gives the faults found, in the server's order; maps are gone through in the order of their
keys (Go's own order is random). Rules: pkg/apis/core/validation/validation.go unless said.
"""
