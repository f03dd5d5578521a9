-- What goldenthread_web may do. Run by the owner after every migration, in one transaction; may be run at any time.
-- Everything is taken away first, so a right dropped from here is gone after the next start.
DO $$
DECLARE
    thing record;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM goldenthread_web', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO goldenthread_web', current_database());

    FOR thing IN
        SELECT nspname FROM pg_namespace
        WHERE nspname IN ('public', 'as_at')
    LOOP
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC, goldenthread_web', thing.nspname);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO goldenthread_web', thing.nspname);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, goldenthread_web', thing.nspname);
        EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC, goldenthread_web', thing.nspname);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO goldenthread_web', thing.nspname);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO goldenthread_web', thing.nspname);
    END LOOP;

    -- Tables of today can be written, but for the record of migrations and for history, which is any table with
    -- pghistory's own key and the table of its contexts: the triggers below write those.
    FOR thing IN
        SELECT pg_class.oid::regclass AS name
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
          AND relkind IN ('r', 'p')
          AND relname NOT IN ('django_migrations', 'pghistory_context')
          AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'pgh_id')
    LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %s TO goldenthread_web', thing.name);
    END LOOP;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO goldenthread_web;

    -- History is written by triggers that run as the owner, so nobody else needs a right to write it.
    FOR thing IN
        SELECT pg_proc.oid::regprocedure AS name
        FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
          AND prorettype = 'trigger'::regtype
          AND starts_with(proname, 'pgtrigger_')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', thing.name);
    END LOOP;
END
$$;

-- pghistory's triggers can be told by a setting to write nothing, and anybody may change such a setting: here nobody.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS 'SELECT false';
