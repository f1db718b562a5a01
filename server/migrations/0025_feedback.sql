-- 反馈: what people find out about a subscription that owes or is charged nothing. It lies where the customer lies.
create table feedback (
  -- topic:subscription:month, so that everybody who writes about the same thing writes the same row.
  feedback_id text primary key,
  subscription_id text not null references subscription,
  topic text not null check (topic in ('ARREARS', 'ZERO_CHARGE')),
  month text not null,
  reason text,
  note text not null default '',
  promised_on date,
  -- Who wrote last, and when by his own clock (ISO 8601 with offset).
  staff_no text not null,
  written_at text not null
);
create index on feedback (subscription_id);

create function build_feedback(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select f.feedback_id, 'community:' || c.community_code, jsonb_strip_nulls(jsonb_build_object(
    'feedbackId', f.feedback_id, 'customerCode', c.customer_code, 'subscriptionId', f.subscription_id, 'topic', f.topic,
    'month', f.month, 'reason', f.reason, 'note', f.note, 'promisedOn', f.promised_on, 'staffNo', f.staff_no,
    'writtenAt', f.written_at))::text
  from feedback f
  join subscription s using (subscription_id)
  join customer c using (customer_code)
  where f.feedback_id = any(ids)
$$;

create function lock_for_feedback(ids text[]) returns void language plpgsql as $$
begin
  perform from customer where customer_code in (
      select s.customer_code from feedback f join subscription s using (subscription_id) where f.feedback_id = any(ids))
    order by customer_code for no key update;
end
$$;

insert into synchronised_entity (entity, ids) values
  ('feedback', 'select feedback_id from feedback'),
  ('productCategory', 'select category_id from product_category');
select project_from('feedback', 'feedback', 'select r.feedback_id from %s r');

-- It goes with its customer to another community, and with its subscription to another customer.
create trigger project_moved_feedback after update on customer referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'feedback', 'select f.feedback_id from new_rows n join old_rows o using (customer_code)
      join subscription s using (customer_code) join feedback f using (subscription_id)
      where n.community_code <> o.community_code');
create trigger project_handed_over_feedback after update on subscription
  referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'feedback', 'select f.feedback_id from new_rows n join old_rows o using (subscription_id)
      join feedback f using (subscription_id) where n.customer_code <> o.customer_code');
