"""The metrics server: what pods and nodes used of late, read from the kubelets."""
