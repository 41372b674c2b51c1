"""Custom kinds: what a CustomResourceDefinition says about objects, and what is made of it."""
