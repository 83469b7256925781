-- A lead is written when it is met and again when its stage or its work moves. With room left on its page the second
-- write needs no new entry in any of the indexes.
alter table leads set (fillfactor = 85);
