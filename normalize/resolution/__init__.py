"""Which mentions are one entity: blocking, comparison, clusters, links of short names, overrides, canonical names, ids."""
