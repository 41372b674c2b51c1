"""Objects made of others by a kustomization: what ``kubectl kustomize`` and ``-k`` read."""
