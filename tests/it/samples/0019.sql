update deals set opened_at = null, opened_on = '2025-03-01' where outcome = 'lost';
