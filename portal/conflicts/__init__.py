"""Two people at one record: the second is told, sees both versions, and saves knowingly (decision 0029)."""
