-- Counters of campaigns (docs/decisions/014): changed in the transaction of the action or supporter that they count.
-- kind "action": by action type; "area": people by area; "org": people by the id of the org of their page.
create table notify.counters (
  campaign_id bigint not null,
  kind        text not null check (kind in ('action', 'area', 'org')),
  key         text not null,
  count       bigint not null,
  primary key (campaign_id, kind, key)
) with (fillfactor = 50);

-- What the counters must be. A person is counted once per campaign: as their first supporter that counts.
create view notify.recounted as
with people as (
  select distinct on (s.campaign_id, s.fingerprint) s.campaign_id, s.area, p.org_id
  from public.supporters s join public.action_pages p on p.id = s.action_page_id
  where s.processing_status = 3 and s.dupe_rank = 0
    and exists (select from public.actions a where a.supporter_id = s.id and a.processing_status in (3, 4))
  order by s.campaign_id, s.fingerprint, s.id
)
select campaign_id, 'action' as kind, action_type::text as key, count(*) as count from public.actions
where processing_status in (3, 4) and not testing and campaign_id is not null group by campaign_id, action_type
union all
select campaign_id, 'area', area::text, count(*) from people where area is not null group by campaign_id, area
union all
select campaign_id, 'org', org_id::text, count(*) from people group by campaign_id, org_id;

-- When all campaigns were last counted anew.
create table notify.recount (
  only_row boolean primary key default true check (only_row),
  done_at  timestamptz not null default now()
);

insert into notify.counters (campaign_id, kind, key, count) select campaign_id, kind, key, count from notify.recounted;
insert into notify.recount default values;

-- When and where pages were last seen active. No foreign keys: it is written apart from the actions, and those tables are Proca's.
create table notify.page_sightings (
  page_id   bigint primary key,
  seen_at   timestamp not null,
  source_id bigint                                 -- of the newest action whose place is known
) with (fillfactor = 50);

insert into notify.page_sightings (page_id, seen_at, source_id)
select a.action_page_id, max(a.inserted_at), (array_agg(s.id order by a.id desc) filter (where s.location <> ''))[1]
from public.actions a left join public.sources s on s.id = a.source_id group by a.action_page_id;

-- What waits, or was told, about a supporter who is to be forgotten.
create index outbox_supporter on notify.outbox (subject) where subject like 'supporter:%';
