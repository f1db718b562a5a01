-- Division of customers: allocation periods, who confirmed what, sheets that went out, batches that came back, and the
-- adjustment log, which is written in the transaction of the move that it tells of and never changed.

-- A period closes once, whichever process comes first.
create table allocation_close (
  month text primary key check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  closed_at timestamptz not null,
  -- A staff number, or 'system' where it fell due.
  closed_by text not null,
  locked_count integer not null
);

create table division_confirmation (
  month text not null,
  department_code text not null references org_unit,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  primary key (month, department_code)
);

-- A sheet as it went out. Its rows are the base of the three-way comparison when it comes back.
create table division_sheet (
  sheet_id uuid primary key,
  month text not null,
  made_by text not null,
  made_at timestamptz not null
);
create table division_sheet_row (
  sheet_id uuid not null references division_sheet on delete cascade,
  row_number integer not null,
  customer_code text not null,
  -- The customer's newest entry in the adjustment log.
  version bigint not null,
  community_code text not null,
  reporting_segment text not null,
  primary key (sheet_id, row_number)
);

create table adjustment_batch (
  batch_id uuid primary key,
  kind text not null check (kind in ('DIVISION', 'UNDO', 'RULES')),
  month text,
  file_name text not null default '',
  made_by text not null,
  made_at timestamptz not null,
  row_count integer not null,
  moved_count integer not null,
  -- For UNDO: the batch that it takes back. A batch is undone once.
  undoes uuid unique references adjustment_batch
);

alter table reassignment_log
  add column batch_id uuid references adjustment_batch,
  add column request_id text,
  -- In the words of who did it; empty where a rule or a feed decided.
  add column reason text not null default '';
create index on reassignment_log (batch_id) where batch_id is not null;
create index on reassignment_log (from_community, log_id);
create index on reassignment_log (to_community, log_id);

-- A customer's version is its newest entry here.
create index reassignment_log_newest on reassignment_log (customer_code, log_id desc);
drop index reassignment_log_customer_code_idx;

-- New customers of a month are asked for by month.
create index customer_of_month on customer (first_seen_month) where not opening_stock;

-- Nobody edits the log: neither a screen nor a person at psql.
create function refuse_log_change() returns trigger language plpgsql as $$
begin
  raise exception 'the adjustment log is only ever added to' using errcode = 'object_not_in_prerequisite_state';
end $$;
create trigger reassignment_log_is_final before update or delete or truncate on reassignment_log
  for each statement execute function refuse_log_change();
