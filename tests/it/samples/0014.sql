update deals set lost_reason = 'price' where outcome = 'lost';
