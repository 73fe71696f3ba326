"""Which mentions are one entity: blocking, comparison, clusters, links of short names, overrides, canonical names, ids.

Exports:
    blocking: BARE, FULL, INITIALS, NOTHING, Profile, blocking_keys, profile, word_classes
    clusters: FamilyIndex
    judge: match_profiles
    overrides: Overrides, OverridesError, load_overrides, name_key, parse_overrides
    distinct_names: NOT_NAMES
    resolve: resolve, resolve_names
    types: Entity, KnownAlias, KnownEntity, NameInContext, Resolution
"""
