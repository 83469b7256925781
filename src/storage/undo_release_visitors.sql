-- Touches of visitors that only became leads by this import go back to being the visitor's.
-- Grain: one touch. Binds: $1 import. Index: touches_lead.
update touches t
set lead_id = null
from leads l
where l.import_id = $1
  and t.lead_id = l.id
  and t.visitor is not null
  and t.import_id is distinct from $1
