"""What the editor beside the terminal knows of manifests."""
