-- The audit looks at requests for reassignment too.
create or replace function synchronised_ids(entity text) returns setof text language sql stable as $$
  select r.id from sync_row r where r.entity = synchronised_ids.entity
  union select customer_code from customer where synchronised_ids.entity in ('customer', 'ledger', 'balance')
  union select interaction_id from interaction where synchronised_ids.entity = 'interaction'
  union select unit_code from org_unit where synchronised_ids.entity = 'orgUnit'
  union select kind from feed_freshness where synchronised_ids.entity = 'freshness'
  union select unit_code from rollup where synchronised_ids.entity = 'rollup'
  union select request_id || '@' || staff_id from reassignment_party where synchronised_ids.entity = 'reassignment'
$$;
