-- Roll-ups: what the customers of a unit come to, for people whose scope is too large to carry. They are folded from
-- sync_row by server/rollups after each feed run; a row that says what it said before is not news to anybody.

create table rollup (
  unit_code text primary key references org_unit,
  -- shared/domain/rows.ts, Rollup, as clients get it.
  body text not null
);

-- What each community's figures were folded from: the bucket's newest commit, and what they are counted from. A
-- community is due where either has moved on since, whoever changed it: every change of a customer, a fee or a debt
-- is in the log of its bucket (0003), a move in those of both, so nothing has to be marked.
create table rollup_folded (
  community_code text primary key references org_unit,
  seq bigint not null,
  frame text not null
);

create function build_rollup(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select r.unit_code, 'unit:' || case
    when u.kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA') then coalesce(u.parent_code, u.unit_code)
    else u.unit_code end, r.body
  from rollup r
  join org_unit u using (unit_code)
  where r.unit_code = any(codes)
$$;

create trigger project_inserted after insert on rollup referencing new table as new_rows
  for each statement execute function project_touched('rollup', 'select r.unit_code from %s r');
create trigger project_deleted after delete on rollup referencing old table as old_rows
  for each statement execute function project_touched('rollup', 'select r.unit_code from %s r');
create trigger project_changed after update on rollup referencing old table as old_rows new table as new_rows
  for each statement execute function project_touched('rollup', 'select r.unit_code from %s r');
create trigger rollup_refuse_truncate before truncate on rollup
  for each statement execute function sync_refuse_truncate();

-- A unit that stands elsewhere lies in another bucket; its figures follow with the next fold.
create trigger project_rollup_moved after update on org_unit
  referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('rollup', 'select r.unit_code from new_rows n
    join old_rows o using (unit_code) join rollup r using (unit_code)
    where n.parent_code is distinct from o.parent_code or n.kind <> o.kind');
