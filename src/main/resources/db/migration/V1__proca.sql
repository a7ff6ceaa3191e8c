-- The layout of a Proca 3.10 database, as spec/database.md lists it. An existing Proca database is baselined here:
-- this script then never runs. Columns, defaults, constraint and index names are Proca's; change nothing.
create extension if not exists citext with schema public;

create sequence public.action_pages_id_seq;
create table public.action_pages (
  id bigint default nextval('public.action_pages_id_seq') not null,
  name citext not null,
  locale character varying(255) not null,
  campaign_id bigint not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  org_id bigint not null,
  delivery boolean default true not null,
  extra_supporters integer default 0 not null,
  thank_you_template character varying(255),
  config jsonb default '{}'::jsonb not null,
  live boolean default false not null,
  supporter_confirm_template character varying(255),
  duplicate_template character varying(255),
  constraint action_pages_pkey primary key (id)
);
alter sequence public.action_pages_id_seq owned by public.action_pages.id;

create sequence public.actions_id_seq;
create table public.actions (
  id bigint default nextval('public.actions_id_seq') not null,
  ref bytea,
  supporter_id bigint,
  action_type character varying(255) not null,
  campaign_id bigint,
  action_page_id bigint not null,
  source_id bigint,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  processing_status integer default 0 not null,
  with_consent boolean default false not null,
  fields jsonb default '{}'::jsonb not null,
  testing boolean default false not null,
  constraint actions_pkey primary key (id)
);
alter sequence public.actions_id_seq owned by public.actions.id;

create table public.audit_log (
  id uuid not null,
  actor_id character varying(255) not null,
  resource character varying(255) not null,
  resource_id character varying(255) not null,
  changeset jsonb not null,
  inserted_at timestamp(0) without time zone not null,
  constraint audit_log_pkey primary key (id)
);

create sequence public.campaigns_id_seq;
create table public.campaigns (
  id bigint default nextval('public.campaigns_id_seq') not null,
  name citext not null,
  title character varying(255) not null,
  org_id bigint,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  force_delivery boolean default false not null,
  external_id integer,
  public_actions character varying[] default ARRAY[]::character varying[] not null,
  config jsonb default '{}'::jsonb not null,
  contact_schema integer default 0 not null,
  transient_actions character varying[] default ARRAY[]::character varying[] not null,
  status integer default 0 not null,
  supporter_confirm boolean,
  supporter_confirm_template character varying(255),
  start_date date,
  end_date date,
  action_confirm boolean,
  constraint campaigns_pkey primary key (id)
);
alter sequence public.campaigns_id_seq owned by public.campaigns.id;

create sequence public.confirms_id_seq;
create table public.confirms (
  id bigint default nextval('public.confirms_id_seq') not null,
  operation integer not null,
  subject_id integer not null,
  object_id integer,
  email character varying(255),
  code character varying(255) not null,
  charges integer not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  message text,
  creator_id bigint,
  constraint confirms_pkey primary key (id)
);
alter sequence public.confirms_id_seq owned by public.confirms.id;

create sequence public.contacts_id_seq;
create table public.contacts (
  id bigint default nextval('public.contacts_id_seq') not null,
  public_key_id bigint,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  payload bytea,
  crypto_nonce bytea,
  supporter_id bigint not null,
  sign_key_id bigint,
  communication_consent boolean,
  communication_scopes character varying[],
  delivery_consent boolean default false not null,
  org_id bigint,
  constraint contacts_pkey primary key (id)
);
alter sequence public.contacts_id_seq owned by public.contacts.id;

create sequence public.donations_id_seq;
create table public.donations (
  id bigint default nextval('public.donations_id_seq') not null,
  schema integer,
  payload jsonb not null,
  amount integer not null,
  currency character(3) not null,
  action_id bigint not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  frequency_unit integer default 0 not null,
  constraint donations_pkey primary key (id)
);
alter sequence public.donations_id_seq owned by public.donations.id;

create sequence public.email_templates_id_seq;
create table public.email_templates (
  id bigint default nextval('public.email_templates_id_seq') not null,
  name character varying(255) not null,
  locale character varying(255) not null,
  subject character varying(255) not null,
  html text not null,
  text text,
  org_id bigint not null,
  external_id character varying(255),
  constraint email_templates_pkey primary key (id)
);
alter sequence public.email_templates_id_seq owned by public.email_templates.id;

create sequence public.message_contents_id_seq;
create table public.message_contents (
  id bigint default nextval('public.message_contents_id_seq') not null,
  subject text default ''::text not null,
  body text default ''::text not null,
  constraint message_contents_pkey primary key (id)
);
alter sequence public.message_contents_id_seq owned by public.message_contents.id;

create sequence public.messages_id_seq;
create table public.messages (
  id bigint default nextval('public.messages_id_seq') not null,
  action_id bigint not null,
  message_content_id bigint not null,
  target_id uuid not null,
  delivered boolean default false not null,
  sent boolean default false not null,
  opened boolean default false not null,
  clicked boolean default false not null,
  updated_at timestamp(0) without time zone not null,
  dupe_rank integer,
  files character varying[] default ARRAY[]::character varying[] not null,
  constraint messages_pkey primary key (id)
);
alter sequence public.messages_id_seq owned by public.messages.id;

create sequence public.mtt_id_seq;
create table public.mtt (
  id bigint default nextval('public.mtt_id_seq') not null,
  campaign_id bigint not null,
  start_at timestamp(0) without time zone not null,
  end_at timestamp(0) without time zone not null,
  stats jsonb default '{}'::jsonb not null,
  message_template character varying(255),
  test_email character varying(255),
  max_emails_per_hour integer,
  timezone character varying(255) default 'Etc/UTC'::character varying not null,
  cc_contacts character varying[] default ARRAY[]::character varying[] not null,
  cc_sender boolean default false not null,
  drip_delivery boolean default true,
  constraint mtt_pkey primary key (id)
);
alter sequence public.mtt_id_seq owned by public.mtt.id;

create sequence public.orgs_id_seq;
create table public.orgs (
  id bigint default nextval('public.orgs_id_seq') not null,
  name citext not null,
  title character varying(255) not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  custom_supporter_confirm boolean default false not null,
  custom_action_confirm boolean default false not null,
  custom_action_deliver boolean default false not null,
  contact_schema integer default 0 not null,
  email_backend_id bigint,
  email_from character varying(255),
  supporter_confirm boolean default false not null,
  supporter_confirm_template character varying(255),
  config jsonb default '{}'::jsonb not null,
  high_security boolean default false not null,
  action_schema_version smallint default 2 not null,
  event_backend_id bigint,
  custom_event_deliver boolean default false not null,
  doi_thank_you boolean default false not null,
  storage_backend_id bigint,
  detail_backend_id bigint,
  push_backend_id bigint,
  reply_enabled boolean default true,
  sender_rewrite boolean default true,
  transactional_email_backend_id bigint,
  constraint orgs_pkey primary key (id)
);
alter sequence public.orgs_id_seq owned by public.orgs.id;

create sequence public.public_keys_id_seq;
create table public.public_keys (
  id bigint default nextval('public.public_keys_id_seq') not null,
  name character varying(255) not null,
  org_id bigint not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  public bytea,
  private bytea,
  active boolean default false not null,
  expired boolean default false not null,
  constraint public_keys_pkey primary key (id)
);
alter sequence public.public_keys_id_seq owned by public.public_keys.id;

create table public.schema_migrations (
  version bigint not null,
  inserted_at timestamp(0) without time zone,
  constraint schema_migrations_pkey primary key (version)
);

create sequence public.services_id_seq;
create table public.services (
  id bigint default nextval('public.services_id_seq') not null,
  "user" character varying(255) default ''::character varying not null,
  password character varying(255) default ''::character varying not null,
  host character varying(255) default ''::character varying not null,
  path character varying(255),
  name character varying(255) not null,
  org_id bigint not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  sending_from character varying(255),
  transactional_email_budget integer,
  constraint services_pkey primary key (id)
);
alter sequence public.services_id_seq owned by public.services.id;

create sequence public.sources_id_seq;
create table public.sources (
  id bigint default nextval('public.sources_id_seq') not null,
  source character varying(255) not null,
  medium character varying(255) not null,
  campaign character varying(255) not null,
  content character varying(255) not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  location character varying(255) default ''::character varying not null,
  constraint sources_pkey primary key (id)
);
alter sequence public.sources_id_seq owned by public.sources.id;

create sequence public.staffers_id_seq;
create table public.staffers (
  id bigint default nextval('public.staffers_id_seq') not null,
  perms integer default 0 not null,
  org_id bigint not null,
  user_id bigint not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  last_signin_at timestamp(0) without time zone,
  constraint staffers_pkey primary key (id)
);
alter sequence public.staffers_id_seq owned by public.staffers.id;

create sequence public.signatures_id_seq;
create table public.supporters (
  id bigint default nextval('public.signatures_id_seq') not null,
  campaign_id bigint not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  action_page_id bigint not null,
  source_id bigint,
  fingerprint bytea not null,
  first_name character varying(255),
  email character varying(255),
  processing_status integer default 0 not null,
  area character varying(32),
  email_status smallint default 0 not null,
  email_status_changed timestamp(0) without time zone,
  last_name character varying(255),
  address character varying(255),
  dupe_rank integer,
  constraint supporters_pkey primary key (id)
);
alter sequence public.signatures_id_seq owned by public.supporters.id;

create sequence public.target_emails_id_seq;
create table public.target_emails (
  id bigint default nextval('public.target_emails_id_seq') not null,
  email character varying(255),
  target_id uuid not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  email_status smallint default 0 not null,
  error character varying(255),
  soft_bounce_count integer default 0 not null,
  constraint target_emails_pkey primary key (id)
);
alter sequence public.target_emails_id_seq owned by public.target_emails.id;

create table public.targets (
  id uuid not null,
  external_id character varying(255) not null,
  area character varying(255),
  name character varying(255),
  fields jsonb default '{}'::jsonb not null,
  campaign_id bigint,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  locale character varying(255),
  constraint targets_pkey primary key (id)
);

create sequence public.users_id_seq;
create table public.users (
  id bigint default nextval('public.users_id_seq') not null,
  email citext not null,
  hashed_password character varying(255) not null,
  confirmed_at timestamp(0) without time zone,
  perms integer default 0 not null,
  inserted_at timestamp(0) without time zone not null,
  updated_at timestamp(0) without time zone not null,
  picture_url text,
  job_title text,
  phone text,
  external_id character varying(255),
  constraint users_pkey primary key (id)
);
alter sequence public.users_id_seq owned by public.users.id;

create sequence public.users_tokens_id_seq;
create table public.users_tokens (
  id bigint default nextval('public.users_tokens_id_seq') not null,
  user_id bigint not null,
  token bytea not null,
  context character varying(255) not null,
  sent_to character varying(255),
  inserted_at timestamp(0) without time zone not null,
  constraint users_tokens_pkey primary key (id)
);
alter sequence public.users_tokens_id_seq owned by public.users_tokens.id;

alter table public.actions add constraint max_fields_size CHECK ((pg_column_size(fields) <= 5120));
alter table public.targets add constraint max_fields_size CHECK ((pg_column_size(fields) <= 5120));
alter table public.action_pages add constraint action_pages_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE RESTRICT;
alter table public.action_pages add constraint action_pages_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE RESTRICT;
alter table public.actions add constraint actions_action_page_id_fkey FOREIGN KEY (action_page_id) REFERENCES public.action_pages(id) ON DELETE RESTRICT;
alter table public.actions add constraint actions_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE SET NULL;
alter table public.actions add constraint actions_source_id_fkey FOREIGN KEY (source_id) REFERENCES public.sources(id) ON DELETE SET NULL;
alter table public.actions add constraint actions_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES public.supporters(id) ON DELETE CASCADE;
alter table public.campaigns add constraint campaigns_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE SET NULL;
alter table public.confirms add constraint confirms_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES public.users(id) ON DELETE SET NULL;
alter table public.contacts add constraint contacts_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE SET NULL;
alter table public.contacts add constraint contacts_public_key_id_fkey FOREIGN KEY (public_key_id) REFERENCES public.public_keys(id);
alter table public.contacts add constraint contacts_sign_key_id_fkey FOREIGN KEY (sign_key_id) REFERENCES public.public_keys(id);
alter table public.contacts add constraint contacts_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES public.supporters(id) ON DELETE CASCADE;
alter table public.donations add constraint donations_action_id_fkey FOREIGN KEY (action_id) REFERENCES public.actions(id) ON DELETE CASCADE;
alter table public.email_templates add constraint email_templates_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE CASCADE;
alter table public.messages add constraint messages_action_id_fkey FOREIGN KEY (action_id) REFERENCES public.actions(id) ON DELETE CASCADE;
alter table public.messages add constraint messages_message_content_id_fkey FOREIGN KEY (message_content_id) REFERENCES public.message_contents(id) ON DELETE CASCADE;
alter table public.messages add constraint messages_target_id_fkey FOREIGN KEY (target_id) REFERENCES public.targets(id) ON DELETE RESTRICT;
alter table public.mtt add constraint mtt_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE CASCADE;
alter table public.orgs add constraint orgs_detail_backend_id_fkey FOREIGN KEY (detail_backend_id) REFERENCES public.services(id) ON DELETE SET NULL;
alter table public.orgs add constraint orgs_email_backend_id_fkey FOREIGN KEY (email_backend_id) REFERENCES public.services(id) ON DELETE SET NULL;
alter table public.orgs add constraint orgs_event_backend_id_fkey FOREIGN KEY (event_backend_id) REFERENCES public.services(id) ON DELETE SET NULL;
alter table public.orgs add constraint orgs_push_backend_id_fkey FOREIGN KEY (push_backend_id) REFERENCES public.services(id) ON DELETE SET NULL;
alter table public.orgs add constraint orgs_storage_backend_id_fkey FOREIGN KEY (storage_backend_id) REFERENCES public.services(id) ON DELETE SET NULL;
alter table public.orgs add constraint orgs_transactional_email_backend_id_fkey FOREIGN KEY (transactional_email_backend_id) REFERENCES public.services(id) ON DELETE SET NULL;
alter table public.public_keys add constraint public_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE CASCADE;
alter table public.services add constraint services_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE CASCADE;
alter table public.staffers add constraint staffers_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.orgs(id) ON DELETE CASCADE;
alter table public.staffers add constraint staffers_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
alter table public.supporters add constraint supporters_action_page_id_fkey FOREIGN KEY (action_page_id) REFERENCES public.action_pages(id) ON DELETE RESTRICT;
alter table public.supporters add constraint supporters_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id) ON DELETE RESTRICT;
alter table public.supporters add constraint supporters_source_id_fkey FOREIGN KEY (source_id) REFERENCES public.sources(id) ON DELETE SET NULL;
alter table public.target_emails add constraint target_emails_target_id_fkey FOREIGN KEY (target_id) REFERENCES public.targets(id) ON DELETE CASCADE;
alter table public.targets add constraint targets_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);
alter table public.users_tokens add constraint users_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

CREATE INDEX action_pages_campaign_id_index ON public.action_pages USING btree (campaign_id);
CREATE INDEX actions_action_page_id_index ON public.actions USING btree (action_page_id);
CREATE INDEX actions_action_type_index ON public.actions USING btree (action_type);
CREATE INDEX actions_campaign_id_index ON public.actions USING btree (campaign_id);
CREATE INDEX actions_partial_processing_status_index ON public.actions USING btree (supporter_id, action_page_id, campaign_id) WHERE (processing_status = ANY (ARRAY[3, 4]));
CREATE INDEX actions_partial_status_inserted_at_index ON public.actions USING btree (processing_status, inserted_at) WHERE testing;
CREATE INDEX actions_processing_status_index ON public.actions USING btree (processing_status);
CREATE INDEX actions_ref_index ON public.actions USING btree (ref);
CREATE INDEX actions_supporter_id_index ON public.actions USING btree (supporter_id);
CREATE INDEX campaigns_end_date_index ON public.campaigns USING btree (end_date);
CREATE INDEX campaigns_start_date_index ON public.campaigns USING btree (start_date);
CREATE INDEX contacts_org_id_index ON public.contacts USING btree (org_id);
CREATE INDEX contacts_supporter_id_index ON public.contacts USING btree (supporter_id);
CREATE INDEX donations_action_id_index ON public.donations USING btree (action_id);
CREATE INDEX messages_action_id_index ON public.messages USING btree (action_id) WHERE (NOT sent);
CREATE INDEX messages_dupe_rank_null_index ON public.messages USING btree (action_id) WHERE (dupe_rank IS NULL);
CREATE INDEX messages_partial_action_index ON public.messages USING btree (action_id);
CREATE INDEX messages_target_id_dupe_rank_sent_id_index ON public.messages USING btree (target_id, dupe_rank, sent, id);
CREATE INDEX partial_inserted_at_id_index ON public.actions USING btree (id, inserted_at) WHERE (processing_status = ANY (ARRAY[0, 3]));
CREATE INDEX public_keys_org_id_index ON public.public_keys USING btree (org_id);
CREATE INDEX services_org_id_index ON public.services USING btree (org_id);
CREATE INDEX supporters_action_page_id_index ON public.supporters USING btree (action_page_id);
CREATE INDEX supporters_campaign_id_index ON public.supporters USING btree (campaign_id);
CREATE INDEX supporters_dupe_rank_index ON public.supporters USING btree (dupe_rank);
CREATE INDEX supporters_fingerprint_index ON public.supporters USING btree (fingerprint);
CREATE INDEX supporters_processing_status_index ON public.supporters USING btree (processing_status);
CREATE INDEX target_emails_target_id_index ON public.target_emails USING btree (target_id);
CREATE INDEX targets_campaign_id_index ON public.targets USING btree (campaign_id);
CREATE INDEX users_tokens_user_id_index ON public.users_tokens USING btree (user_id);
CREATE UNIQUE INDEX action_pages_name_index ON public.action_pages USING btree (name);
CREATE UNIQUE INDEX campaigns_name_index ON public.campaigns USING btree (name);
CREATE UNIQUE INDEX campaigns_org_id_external_id_index ON public.campaigns USING btree (org_id, external_id);
CREATE UNIQUE INDEX confirms_code_index ON public.confirms USING btree (code);
CREATE UNIQUE INDEX email_templates_org_id_name_locale_index ON public.email_templates USING btree (org_id, name, locale);
CREATE UNIQUE INDEX orgs_name_index ON public.orgs USING btree (name);
CREATE UNIQUE INDEX sources_source_medium_campaign_content_location_index ON public.sources USING btree (source, medium, campaign, content, location);
CREATE UNIQUE INDEX staffers_org_id_user_id_index ON public.staffers USING btree (org_id, user_id);
CREATE UNIQUE INDEX targets_external_id_index ON public.targets USING btree (external_id);
CREATE UNIQUE INDEX users_email_index ON public.users USING btree (email);
CREATE UNIQUE INDEX users_external_id_index ON public.users USING btree (external_id);
CREATE UNIQUE INDEX users_tokens_context_token_index ON public.users_tokens USING btree (context, token);
