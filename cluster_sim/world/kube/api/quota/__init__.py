"""What a namespace's quotas count, for admission and for the controller that adds it up."""
