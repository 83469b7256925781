update derived_state set failed_at = '2026-03-31T10:00:00Z';
