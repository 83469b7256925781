insert into erasure_secret (secret) values ('\x00');
insert into erased_keys (key) values ('\x01');
