-- Rows as Proca 3.10 writes them. Ids are drawn from the sequences, as in any database that was used.
insert into schema_migrations (version, inserted_at) values (20260901120000, '2026-09-01 12:00:00');
insert into orgs (name, title, config, inserted_at, updated_at) values
  ('instance', 'The instance', '{}', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('Lead', 'The lead', '{"colours": ["blue", "green"], "budget": 12.50, "deep": {"null": null}}', '2020-02-03 04:05:06', '2026-02-03 04:05:06'),
  ('partner', 'A partner', '{}', '2021-02-03 04:05:06', '2021-02-03 04:05:06');
insert into services (name, host, "user", password, path, org_id, inserted_at, updated_at) values
  ('webhook', 'https://crm.example.org/hook', 'lead', 'secret', null, 2, '2020-02-03 04:05:06', '2020-02-03 04:05:06');
update orgs set event_backend_id = 1, custom_event_deliver = true, contact_schema = 3, action_schema_version = 1, sender_rewrite = null
  where name = 'lead';
insert into users (email, hashed_password, confirmed_at, perms, inserted_at, updated_at) values
  ('Admin@example.org', '$2b$10$WoVaM/FJJzQ7.Ue4Bsf9euKGg/SixxEvh.bp0i/OqPTUMtjnsWxdW', '2020-01-02 03:04:05', 15, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
insert into staffers (perms, org_id, user_id, inserted_at, updated_at) values (2067072, 2, 1, '2020-02-03 04:05:06', '2020-02-03 04:05:06');
insert into users_tokens (user_id, token, context, inserted_at) values (1, '\x00ff10', 'api', '2026-11-01 00:00:00');
insert into public_keys (name, org_id, public, active, inserted_at, updated_at) values
  ('2020', 2, decode(repeat('ab', 32), 'hex'), true, '2020-02-03 04:05:06', '2020-02-03 04:05:06');
insert into campaigns (name, title, org_id, external_id, public_actions, transient_actions, config, contact_schema, status, start_date, end_date,
    inserted_at, updated_at) values
  ('Save-Oceans', 'Save the oceans', 2, 77, '{petition:comment,share:medium}', '{share}', '{"locales": {"en": "🌊"}}', 0, 1,
    '2020-03-01', '2020-12-31', '2020-02-03 04:05:06', '2020-02-03 04:05:06'),
  ('orphan', 'Lost its org', null, null, '{}', '{}', '{}', 0, 0, null, null, '2020-02-03 04:05:06', '2020-02-03 04:05:06');
insert into action_pages (name, locale, campaign_id, org_id, extra_supporters, thank_you_template, config, live, inserted_at, updated_at) values
  ('lead.example.org/oceans', 'en', 1, 2, 1200, 'thanks', '{}', true, '2020-02-03 04:05:06', '2020-02-03 04:05:06'),
  ('partner/oceans', 'pt_BR@formal', 1, 3, 0, null, '{}', false, '2020-02-03 04:05:06', '2020-02-03 04:05:06');
insert into email_templates (name, locale, subject, html, org_id) values ('thanks', 'en', 'Thanks {{firstName}}', '<p>Thanks</p>', 2);
insert into supporters (campaign_id, action_page_id, fingerprint, first_name, email, processing_status, area, email_status,
    email_status_changed, dupe_rank, inserted_at, updated_at) values
  (1, 1, '\x0102ff', 'Ann', 'ann@example.org', 3, 'PL', 1, '2020-04-01 00:00:00', 0, '2020-03-03 04:05:06', '2020-03-03 04:05:06');
insert into contacts (supporter_id, org_id, payload, crypto_nonce, public_key_id, communication_consent, communication_scopes, delivery_consent,
    inserted_at, updated_at) values
  (1, 2, '\xdeadbeef', '\x00', 1, true, '{email}', true, '2020-03-03 04:05:06', '2020-03-03 04:05:06');
insert into actions (ref, supporter_id, action_type, campaign_id, action_page_id, processing_status, with_consent, fields, inserted_at, updated_at) values
  ('\x0102ff', 1, 'petition', 1, 1, 4, true, '{"comment": "hi"}', '2020-03-03 04:05:06', '2020-03-03 04:05:06');

-- An installation that was at work until a moment ago: rows of every table. What is seeded is the FINGERPRINT_SEED "seed of proca".
select setval('orgs_id_seq', 470000), setval('campaigns_id_seq', 470000), setval('action_pages_id_seq', 470000),
  setval('signatures_id_seq', 470000), setval('actions_id_seq', 470000), setval('services_id_seq', 470000), setval('users_id_seq', 470000),
  setval('public_keys_id_seq', 470000);
insert into orgs (name, title, config, custom_action_deliver, custom_event_deliver, email_from, supporter_confirm, inserted_at, updated_at) values
  ('green', 'Green Lead', '{"logo": "🌲"}', true, true, 'hello@green.example.org', false, '2021-02-03 04:05:06', '2026-02-03 04:05:06'),
  ('blue', 'Blue Partner', '{}', true, true, null, false, '2021-02-03 04:05:06', '2026-02-03 04:05:06'),
  ('hooks', 'Hooks', '{}', false, false, null, false, '2021-02-03 04:05:06', '2026-02-03 04:05:06');
insert into public_keys (name, org_id, public, private, active, inserted_at, updated_at) values
  ('seed', 1, '\xe6bbd6ab28717f206bf03ca4cee147a01d707565fc1c66ecfc8ea47daa348d5a',
    '\x7333589b4bf147efe10a22b4561ce7131e6a6cd8a27990c16cfc6e325f5b5164', true, '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('green', 470001, '\x0c49da47187bb10e601fae1b9bc24121f388e1b5fca3dc57c3416c6a15796e64', null, true, '2021-02-03 04:05:06', '2021-02-03 04:05:06');
insert into services (name, host, "user", password, path, sending_from, transactional_email_budget, org_id, inserted_at, updated_at) values
  ('preview', '', '', '', null, 'mailer@green.example.org', 500, 470001, '2021-02-03 04:05:06', '2021-02-03 04:05:06'),
  ('sqs', 'eu-west-1', 'AKIA', 'secret', 'green-actions', null, null, 470001, '2021-02-03 04:05:06', '2021-02-03 04:05:06'),
  ('webhook', 'http://127.0.0.1:9/', '', '', null, null, null, 470003, '2021-02-03 04:05:06', '2021-02-03 04:05:06');
update orgs set email_backend_id = 470001 where id = 470001;
insert into users (email, hashed_password, confirmed_at, job_title, phone, picture_url, external_id, inserted_at, updated_at) values
  ('Olga@green.example.org', '$2b$10$WoVaM/FJJzQ7.Ue4Bsf9euKGg/SixxEvh.bp0i/OqPTUMtjnsWxdW', '2021-02-03 04:05:06', 'Head of forests',
    '+48 22', 'https://green.example.org/olga.jpg', 'olga', '2021-02-03 04:05:06', '2021-02-03 04:05:06'),
  ('carl@green.example.org', '$2b$10$WoVaM/FJJzQ7.Ue4Bsf9euKGg/SixxEvh.bp0i/OqPTUMtjnsWxdW', null, null, null, null, null,
    '2022-02-03 04:05:06', '2022-02-03 04:05:06'),
  ('pia@blue.example.org', '$2b$10$WoVaM/FJJzQ7.Ue4Bsf9euKGg/SixxEvh.bp0i/OqPTUMtjnsWxdW', '2021-02-03 04:05:06', null, null, null, null,
    '2021-02-03 04:05:06', '2021-02-03 04:05:06');
insert into staffers (perms, org_id, user_id, last_signin_at, inserted_at, updated_at) values
  (2066048, 470001, 470001, '2026-11-01 08:00:00', '2021-02-03 04:05:06', '2021-02-03 04:05:06'),
  (2064384, 470001, 470002, null, '2022-02-03 04:05:06', '2022-02-03 04:05:06'),
  (2066048, 470002, 470003, null, '2021-02-03 04:05:06', '2021-02-03 04:05:06');
-- API-nbaXlUHfGIYGqkyODRKgIl0MYi6pSEydoZY-HQzCjeg
insert into users_tokens (user_id, token, context, inserted_at) values
  (470001, '\x2bd6860ef3d9937f5ebffead1ad07657d6cde21b2e2e429bc7f891691e236408', 'api', (now() at time zone 'utc') - interval '1 day');
insert into campaigns (name, title, org_id, external_id, public_actions, transient_actions, config, contact_schema, status, supporter_confirm,
    inserted_at, updated_at) values
  ('save-forests', 'Save the forests', 470001, 78, '{petition:comment}', '{petition:phone}', '{"locales": {"pl": "🌲"}}', 0, 0, null,
    '2022-02-03 04:05:06', '2022-02-03 04:05:06'),
  ('mps', 'Write to your MP', 470001, null, '{}', '{}', '{}', 0, 0, null, '2022-02-03 04:05:06', '2022-02-03 04:05:06');
insert into action_pages (name, locale, campaign_id, org_id, extra_supporters, thank_you_template, config, live, delivery, inserted_at, updated_at) values
  ('green.example.org/forests', 'pl', 470001, 470001, 300, 'thanks', '{"journey": ["Petition", "Share"]}', true, true, '2022-02-03 04:05:06', '2022-02-03 04:05:06'),
  ('blue/forests', 'de', 470001, 470002, 0, null, '{}', false, true, '2022-02-03 04:05:06', '2022-02-03 04:05:06'),
  ('green/mps', 'en', 470002, 470001, 0, null, '{}', true, true, '2022-02-03 04:05:06', '2022-02-03 04:05:06');
insert into email_templates (name, locale, subject, html, text, org_id) values
  ('thanks', 'pl', 'Thanks {{firstName}}', '<p>Thanks</p>', 'Thanks', 470001);
insert into sources (source, medium, campaign, content, location, inserted_at, updated_at) values
  ('facebook', 'social', 'spring', 'v1', 'https://green.example.org/forests', '2023-03-03 04:05:06', '2023-03-03 04:05:06');
-- Bea and Cy were delivered, Dan has a link in the inbox, Eve declined, Fay wrote to an MP; Gil signed as Proca was stopped
insert into supporters (campaign_id, action_page_id, source_id, fingerprint, first_name, email, last_name, address, processing_status, area, email_status,
    dupe_rank, inserted_at, updated_at)
select campaign_id, page, source, sha256(convert_to('seed of proca' || lower(first) || '@example.org', 'UTF8')), first, email, last, address,
  status, area, email_status, dupe_rank, at::timestamp, at::timestamp
from (values (1, 470001, 1, 'Bea', null, null, null, 3, 'PL', 0, 0, '2023-03-03 04:05:06'),
    (2, 470002, null, 'Cy', null, null, null, 3, 'DE', 1, 0, '2023-03-04 04:05:06'),
    (3, 470001, null, 'Dan', 'dan@example.org', 'Ox', 'Street 1', 1, 'PL', 0, 0, '2026-11-20 04:05:06'),
    (4, 470001, null, 'Eve', null, null, null, 2, 'FR', 2, null, '2023-03-05 04:05:06'),
    (5, 470003, null, 'Fay', 'fay@example.org', 'Fox', 'Street 2', 3, 'GB', 0, 0, '2023-03-05 04:05:06'),
    (6, 470002, null, 'Gil', 'gil@example.org', 'Elk', null, 0, 'DE', 0, null, '2026-11-20 04:05:06'))
  as written (n, page, source, first, email, last, address, status, area, email_status, dupe_rank, at)
  join action_pages on action_pages.id = page order by n;
insert into contacts (supporter_id, org_id, payload, crypto_nonce, public_key_id, sign_key_id, communication_consent, communication_scopes,
    delivery_consent, inserted_at, updated_at)
select s.id, org, case when bea then '\x418eec7d95b6ff8606690d0d46246c96b8c1b274ad98c858d4ac76ce55f51b25772fc4deca73385e4448f27fa2df71a0d64156642a6b29820c14c87269e1ce1549422251b3babda3bac2c408d84d3661cef477085707d3541c2b4ed99ee8d232d9'::bytea
    else convert_to('{"firstName": "' || first_name || '", "email": "' || lower(first_name) || '@example.org"}', 'UTF8') end,
  case when bea then '\x78377b525757b494427f89014f97d79928f3938d14eb51e2'::bytea end, case when bea then 470002 end, case when bea then 470001 end,
  true, '{email}', true, s.inserted_at, s.updated_at
from supporters s join action_pages p on p.id = s.action_page_id, lateral (select s.id = 470001 as bea, p.org_id as org) each
where s.id > 470000 order by s.id;
insert into actions (supporter_id, action_type, campaign_id, action_page_id, source_id, processing_status, with_consent, fields, inserted_at, updated_at)
select s.id, case s.first_name when 'Fay' then 'mail2target' else 'petition' end, s.campaign_id, s.action_page_id, s.source_id,
  case s.processing_status when 3 then 4 when 2 then 2 else 0 end, true,
  case s.first_name when 'Bea' then '{"comment": "hi", "list": [1, 2]}'::jsonb else '{}'::jsonb end, s.inserted_at, s.updated_at
from supporters s where s.id > 470000 order by s.id;
-- Bea and Cy are known to the org with the webhook, too
insert into contacts (supporter_id, org_id, payload, communication_consent, communication_scopes, delivery_consent, inserted_at, updated_at)
select id, 470003, convert_to('{"firstName": "' || first_name || '"}', 'UTF8'), true, '{email}', true, inserted_at, updated_at
from supporters where id in (470001, 470002);
update supporters set inserted_at = (now() at time zone 'utc') - interval '3 hours', updated_at = (now() at time zone 'utc') - interval '3 hours'
where first_name = 'Gil';
update actions set inserted_at = (now() at time zone 'utc') - interval '3 hours', updated_at = (now() at time zone 'utc') - interval '3 hours'
where supporter_id = 470006;
insert into actions (ref, action_type, campaign_id, action_page_id, inserted_at, updated_at) values
  (sha256('somebody'), 'share', 470001, 470001, '2026-11-20 04:05:06', '2026-11-20 04:05:06');
insert into donations (schema, payload, amount, currency, action_id, frequency_unit, inserted_at, updated_at) values
  (null, '{"iban": "PL61"}', 1250, 'PLN', 470001, 2, '2023-03-03 04:05:06', '2023-03-03 04:05:06');
insert into confirms (operation, subject_id, object_id, code, charges, message, creator_id, inserted_at, updated_at) values
  (3, 470001, 470002, '12345678', 1, 'Please let us go live', 470003, '2026-11-20 04:05:06', '2026-11-20 04:05:06');
insert into mtt (campaign_id, start_at, end_at, stats, message_template, test_email, max_emails_per_hour, timezone, cc_contacts, cc_sender) values
  (470002, '2026-11-01 09:00:00', '2026-12-01 17:00:00', '{"sent": 1}', 'dear-mp', 'test@green.example.org', 30, 'Europe/Warsaw', '{office@green.example.org}', true);
insert into targets (id, external_id, area, name, fields, campaign_id, locale, inserted_at, updated_at) values
  ('6a3bd5ac-5a4b-4b7c-8b0a-6f7d5c1f0a01', 'mp-1', 'GB', 'Maud Payne', '{"party": "Green"}', 470002, 'en', '2023-03-05 04:05:06', '2023-03-05 04:05:06');
insert into target_emails (email, target_id, email_status, error, soft_bounce_count, inserted_at, updated_at) values
  ('maud@parliament.example.org', '6a3bd5ac-5a4b-4b7c-8b0a-6f7d5c1f0a01', 0, null, 1, '2023-03-05 04:05:06', '2023-03-05 04:05:06');
insert into message_contents (subject, body) values ('Dear Maud', 'Please vote for the forests');
insert into messages (action_id, message_content_id, target_id, delivered, sent, files, updated_at) values
  (470005, 1, '6a3bd5ac-5a4b-4b7c-8b0a-6f7d5c1f0a01', true, true, '{letter.pdf}', '2023-03-05 04:05:06');
insert into audit_log (id, actor_id, resource, resource_id, changeset, inserted_at) values
  ('6a3bd5ac-5a4b-4b7c-8b0a-6f7d5c1f0a02', '470001', 'campaign', '470001', '{"title": ["Forests", "Save the forests"]}', '2023-03-05 04:05:06');
