-- The dictionary of products and plans as people keep it: a line that is retired stays known and is asked by nobody.

alter table product_category
  add column retired boolean not null default false,
  -- A staff number; null: as it was shipped.
  add column changed_by text,
  add column changed_at timestamptz;

create or replace function build_product_category(ids text[]) returns table (id text, bucket text, body text)
language sql stable as $$
  select p.category_id, 'ref', jsonb_build_object('categoryId', p.category_id, 'of', p.of, 'pattern', p.pattern,
    'category', p.category)::text
  from product_category p where p.category_id = any(ids) and not p.retired
$$;
update synchronised_entity set ids = 'select category_id from product_category where not retired'
  where entity = 'productCategory';

-- What somebody has to look after in the feeds. One alarm per run and kind, or per source and file that is overdue.
create table feed_alarm (
  alarm_id bigint generated always as identity primary key,
  kind text not null check (kind in ('OVERDUE', 'FAILED', 'SET_ASIDE', 'FEWER', 'FOLDER')),
  -- The kind of feed; null for files of which nobody knows, and for the folder.
  feed text,
  run_id bigint references feed_run,
  -- What tells it apart among those of its kind: the run, the newest file's day, the folder.
  subject text not null,
  detail jsonb not null default '{}',
  raised_at timestamptz not null,
  -- By itself: the source is in time again, a later file of the kind was well.
  resolved_at timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz
);
create unique index feed_alarm_once on feed_alarm (kind, coalesce(feed, ''), subject);
create index feed_alarm_open on feed_alarm (alarm_id) where resolved_at is null;
