"""A browser without a screen: what benchmarks and tests need to use the site as people do."""
