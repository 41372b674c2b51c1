"""The one Kubernetes version that this world simulates."""

MAJOR = "1"
MINOR = "36"
GIT_VERSION = "v1.36.2"
