-- The roles of Goldenthread's database. Run by a superuser; may be run again at any time.
--   goldenthread_owner  owns the tables and changes their shape; used by migrations only
--   goldenthread_web    what pages and jobs sign in as; owns nothing
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['goldenthread_owner', 'goldenthread_web'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
    END LOOP;
END
$$;

ALTER ROLE goldenthread_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

ALTER ROLE goldenthread_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;

ALTER ROLE goldenthread_web SET lock_timeout = '3s';

ALTER ROLE goldenthread_web SET idle_in_transaction_session_timeout = '30s';
