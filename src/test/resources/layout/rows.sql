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
  ('Admin@example.org', '$2b$12$KIXQ4kDkq1T1G0bJ3l2b8uQxv0Jr2v5Qh5rj0D8b0a6f9S2W3kq1e', '2020-01-02 03:04:05', 15, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
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
