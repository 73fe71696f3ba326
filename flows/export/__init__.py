"""The published tables in other formats: csv, xlsx, JSON lines, FollowTheMoney."""
