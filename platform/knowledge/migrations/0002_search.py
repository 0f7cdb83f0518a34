"""The indexes of search, and the only function that reads them.

Under a row policy the planner may not use the GIN index (its operators are not leakproof), so the function runs as the
tables' owner and filters tenant, access, validity and state itself. `app` may execute it and nothing more.
"""

from django.db import migrations

from kit.tenant_table import APP

INDEXES = """
-- Hundreds of candidates are scored per question: their weights stay in the row, what is read only once goes out of it.
ALTER TABLE knowledge_passageterms ALTER COLUMN weights SET STORAGE MAIN, ALTER COLUMN keys SET STORAGE EXTERNAL;
CREATE INDEX knowledge_terms_gin ON knowledge_passageterms USING gin (keys) WITH (fastupdate = off) WHERE live;
CREATE INDEX knowledge_vector_use3 ON knowledge_passagevector
  USING hnsw ((vector::halfvec(512)) halfvec_ip_ops) WITH (m = 16, ef_construction = 64)
  WHERE live AND space = 'use-multilingual-3:512:1';
CREATE INDEX knowledge_version_windows ON knowledge_documentversion (tenant_id, document_id)
  WHERE live AND (valid_from IS NOT NULL OR valid_until IS NOT NULL);
"""

# The key of a term's count: the base's id with its last four bytes replaced, so that the counts of a base lie together.
TERM_ID = """
CREATE FUNCTION knowledge_term_id(base_id uuid, dimension integer) RETURNS uuid
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (left(replace(base_id::text, '-', ''), 24) || lpad(to_hex(dimension), 8, '0'))::uuid;
"""

# Versions that are searchable but not in force at a moment: outside their window, or behind a newer one that is inside.
NOT_IN_FORCE = """
CREATE FUNCTION knowledge_not_in_force(tenant uuid, moment timestamptz) RETURNS uuid[]
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
BEGIN ATOMIC
  WITH windowed AS (
    SELECT DISTINCT document_id FROM public.knowledge_documentversion
    WHERE tenant_id = tenant AND live AND (valid_from IS NOT NULL OR valid_until IS NOT NULL)
  ), ranked AS (
    SELECT v.id, coalesce(v.valid_from <= moment, true) AND coalesce(v.valid_until > moment, true) AS inside, v.document_id, v.number
    FROM public.knowledge_documentversion v JOIN windowed USING (document_id)
    WHERE v.tenant_id = tenant AND v.live
  )
  SELECT coalesce(array_agg(r.id), '{}') FROM ranked r
  WHERE NOT r.inside
     OR EXISTS (SELECT FROM ranked n WHERE n.document_id = r.document_id AND n.number > r.number AND n.inside);
END;
"""

SEARCH = """
CREATE FUNCTION knowledge_search(
  terms integer[], term_weights real[], meaning halfvec, meaning_space text,
  base_ids uuid[], caller_groups uuid[], sees_all boolean, moment timestamptz, pool integer
) RETURNS TABLE (passage_id uuid, lexical real, dense real, attainable real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
  scan_all_up_to CONSTANT integer := 500;    -- passages: below, every one is scored
  candidates CONSTANT integer := 1500;       -- summed document frequency of the rarest terms
  exact_up_to CONSTANT integer := 20000;     -- vectors: below, comparing all is quicker than the graph, and exact
  tenant CONSTANT uuid := heyan_tenant();    -- raises without one
  allowed uuid[];
  salts integer[];
  held integer;
  held_vectors bigint;
  all_vectors bigint;
  absent uuid[];
  asked sparsevec;
  rare integer[];
  best real;
  lexical_ids uuid[] := '{}';
  dense_ids uuid[] := '{}';
BEGIN
  SELECT array_agg(b.id), array_agg(b.salt), sum(b.live_passages), sum(b.live_vectors)
  INTO allowed, salts, held, held_vectors
  FROM knowledge_base b
  WHERE b.tenant_id = tenant AND b.id = ANY (base_ids)
    AND (sees_all OR cardinality(b.groups) = 0 OR b.groups && caller_groups);
  IF allowed IS NULL OR held = 0 THEN RETURN; END IF;
  absent := knowledge_not_in_force(tenant, moment);

  WITH found AS (
    SELECT t.dimension, t.weight, coalesce(sum(c.passages), 0) AS df
    FROM unnest(terms, term_weights) AS t(dimension, weight) CROSS JOIN unnest(allowed) AS b(id)
    LEFT JOIN knowledge_termcount c ON c.tenant_id = tenant AND c.id = knowledge_term_id(b.id, t.dimension)
    GROUP BY t.dimension, t.weight
  ), weighed AS (
    SELECT dimension, df, weight * ln(1 + greatest(held - df + 0.5, 0.5) / (df + 0.5)) AS weight,
           sum(df) OVER (ORDER BY df, dimension) AS running
    FROM found
  )
  SELECT ('{' || coalesce(string_agg(dimension || ':' || weight::real, ',' ORDER BY dimension) FILTER (WHERE df > 0), '')
          || '}/1000000000')::sparsevec,
         array_agg(dimension) FILTER (WHERE df > 0 AND (running <= candidates OR running = df)),
         coalesce(sum(weight) * 2.2, 0)
  INTO asked, rare, best FROM weighed;

  IF held <= scan_all_up_to THEN
    lexical_ids := ARRAY(
      SELECT t.id FROM knowledge_passageterms t
      WHERE t.tenant_id = tenant AND t.base_id = ANY (allowed) AND t.live AND t.version_id <> ALL (absent)
      ORDER BY t.weights <#> asked, t.id LIMIT pool);
  ELSIF rare IS NOT NULL THEN
    -- OFFSET keeps the planner from adding the tenant's whole index to the bitmap: the keys name the base already.
    lexical_ids := ARRAY(
      SELECT c.id FROM (
        SELECT t.id, t.tenant_id, t.base_id, t.version_id, t.weights FROM knowledge_passageterms t
        WHERE t.keys && ARRAY(SELECT r # s FROM unnest(rare) r, unnest(salts) s) AND t.live OFFSET 0) c
      WHERE c.tenant_id = tenant AND c.base_id = ANY (allowed) AND c.version_id <> ALL (absent)
      ORDER BY c.weights <#> asked, c.id LIMIT pool);
  END IF;

  SELECT greatest(reltuples, 0) INTO all_vectors FROM pg_class WHERE oid = 'public.knowledge_vector_use3'::regclass;
  -- Walking a graph that others share costs more the smaller one's own share of it is.
  IF held_vectors > greatest(exact_up_to, sqrt(3000.0 * all_vectors)) THEN
    -- As clauses of the function these would need a superuser wherever pgvector is not loaded yet, as in a restore.
    PERFORM set_config('hnsw.ef_search', '100', true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
            set_config('hnsw.max_scan_tuples', '200000', true), set_config('hnsw.scan_mem_multiplier', '4', true);
    dense_ids := ARRAY(
      SELECT n.passage_id FROM (
        SELECT v.passage_id, (v.vector::halfvec(512)) <#> meaning AS distance
        FROM knowledge_passagevector v
        WHERE v.live AND v.space = meaning_space
          AND v.tenant_id = tenant AND v.base_id = ANY (allowed) AND v.version_id <> ALL (absent)
        ORDER BY (v.vector::halfvec(512)) <#> meaning LIMIT pool * 3) n
      GROUP BY n.passage_id ORDER BY min(n.distance) LIMIT pool);
  END IF;
  IF cardinality(dense_ids) < least(pool / 2, held) THEN
    dense_ids := ARRAY(
      SELECT v.passage_id FROM knowledge_passagevector v
      WHERE v.tenant_id = tenant AND v.base_id = ANY (allowed) AND v.live AND v.space = meaning_space
        AND v.version_id <> ALL (absent)
      GROUP BY v.passage_id ORDER BY min((v.vector::halfvec(512)) <#> meaning), v.passage_id LIMIT pool);
  END IF;

  RETURN QUERY
  SELECT t.id, (-(t.weights <#> asked))::real, coalesce(-m.nearest, 0)::real, best
  FROM (SELECT DISTINCT unnest(lexical_ids || dense_ids) AS id) p
  JOIN knowledge_passageterms t ON t.tenant_id = tenant AND t.id = p.id
  LEFT JOIN LATERAL (
    SELECT min((v.vector::halfvec(512)) <#> meaning) AS nearest FROM knowledge_passagevector v
    WHERE v.tenant_id = tenant AND v.space = meaning_space AND v.passage_id = p.id) m ON true;
END $$;
"""

SIGNATURE = "knowledge_search(integer[], real[], halfvec, text, uuid[], uuid[], boolean, timestamptz, integer)"
RIGHTS = f"""
REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APP};
REVOKE ALL ON FUNCTION knowledge_not_in_force(uuid, timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial"), ("kit", "0001_initial")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (INDEXES, TERM_ID, NOT_IN_FORCE, SEARCH, RIGHTS)]
