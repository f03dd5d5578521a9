-- What is closed to everybody in the database itself. Run by a superuser in template1 before the database is made
-- from it, or in the database afterwards.
REVOKE ALL ON SCHEMA public FROM PUBLIC;

REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;

GRANT USAGE ON LANGUAGE plpgsql TO goldenthread_owner;

REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC;

REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
