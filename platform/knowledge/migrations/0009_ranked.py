"""Search gives what ranking compares: length, headings and text of its candidates. Without a meaning only words decide."""

from django.db import migrations

from kit.tenant_table import APP

SEARCH = """
CREATE FUNCTION knowledge_search(
  terms integer[], term_weights real[], meaning halfvec, meaning_space text,
  base_ids uuid[], caller_groups uuid[], sees_all boolean, moment timestamptz, filters jsonb, pool integer
) RETURNS TABLE (passage_id uuid, lexical real, dense real, attainable real, length integer, path text, body text)
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
  absent uuid[];                             -- versions that are not seen
  chosen uuid[];                             -- the versions that are, where the filters choose some; else null
  hidden uuid[] := '{}';                     -- passages of sections for others than who asks
  asked sparsevec;
  rare integer[];
  best real;
  compared bigint;                           -- vectors up to which all are compared
  near uuid[] := '{}';                       -- passages of the nearest parts, the nearest first
  lexical_ids uuid[] := '{}';
  dense_ids uuid[] := '{}';
BEGIN
  SELECT array_agg(b.id), array_agg(b.salt), sum(b.live_passages), sum(b.live_vectors)
  INTO allowed, salts, held, held_vectors
  FROM knowledge_base b
  WHERE b.tenant_id = tenant AND b.id = ANY (base_ids)
    AND knowledge_may_read(b.groups, caller_groups, sees_all);
  IF allowed IS NULL OR held = 0 THEN RETURN; END IF;
  absent := knowledge_not_in_force(tenant, moment) || ARRAY(
    SELECT v.id FROM knowledge_document d JOIN knowledge_documentversion v ON v.tenant_id = tenant AND v.document_id = d.id AND v.live
    WHERE d.tenant_id = tenant AND d.base_id = ANY (allowed) AND (cardinality(d.groups) > 0 OR d.audience <> '{}'::jsonb)
      AND NOT (knowledge_may_read(d.groups, caller_groups, sees_all) AND knowledge_applies(d.audience, filters->'attributes')));
  IF filters ? 'attributes' THEN
    hidden := ARRAY(SELECT p.id FROM knowledge_passage p WHERE p.tenant_id = tenant AND p.audience <> '{}'::jsonb
      AND NOT knowledge_applies(p.audience, filters->'attributes'));
  END IF;
  IF filters ?| ARRAY['tags', 'languages', 'since', 'until'] THEN
    chosen := ARRAY(
      SELECT v.id FROM knowledge_document d JOIN knowledge_documentversion v ON v.tenant_id = tenant AND v.document_id = d.id AND v.live
      WHERE d.tenant_id = tenant AND d.base_id = ANY (allowed) AND v.id <> ALL (absent)
        AND (NOT filters ? 'tags' OR filters->'tags' ?| d.tags::text[])
        AND (NOT filters ? 'languages' OR filters->'languages' ? d.language)
        AND (NOT filters ? 'since' OR coalesce(v.valid_from, v.created_at) >= (filters->>'since')::timestamptz)
        AND (NOT filters ? 'until' OR coalesce(v.valid_from, v.created_at) < (filters->>'until')::timestamptz));
  END IF;

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
      WHERE t.tenant_id = tenant AND t.base_id = ANY (allowed) AND t.live AND t.version_id <> ALL (absent) AND t.id <> ALL (hidden)
        AND (chosen IS NULL OR t.version_id = ANY (chosen))
      ORDER BY t.weights <#> asked, t.id LIMIT pool);
  ELSIF rare IS NOT NULL THEN
    -- OFFSET keeps the planner from adding the tenant's whole index to the bitmap: the keys name the base already.
    lexical_ids := ARRAY(
      SELECT c.id FROM (
        SELECT t.id, t.tenant_id, t.base_id, t.version_id, t.weights FROM knowledge_passageterms t
        WHERE t.keys && ARRAY(SELECT r # s FROM unnest(rare) r, unnest(salts) s) AND t.live OFFSET 0) c
      WHERE c.tenant_id = tenant AND c.base_id = ANY (allowed) AND c.version_id <> ALL (absent) AND c.id <> ALL (hidden)
        AND (chosen IS NULL OR c.version_id = ANY (chosen))
      ORDER BY c.weights <#> asked, c.id LIMIT pool);
  END IF;

  IF meaning IS NOT NULL THEN
    SELECT greatest(reltuples, 0) INTO all_vectors FROM pg_class WHERE oid = 'public.knowledge_vector_use3'::regclass;
    -- Walking a graph that others share costs more the smaller one's own share of it is.
    compared := greatest(exact_up_to, sqrt(3000.0 * all_vectors));
    IF chosen IS NOT NULL AND held_vectors > compared THEN
      SELECT count(*) INTO held_vectors FROM (
        SELECT FROM knowledge_passagevector v
        WHERE v.tenant_id = tenant AND v.version_id = ANY (chosen) AND v.live AND v.space = meaning_space LIMIT compared + 1) c;
    END IF;
    IF held_vectors > compared THEN
      -- As clauses of the function these would need a superuser wherever pgvector is not loaded yet, as in a restore.
      PERFORM set_config('hnsw.ef_search', '200', true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
              set_config('hnsw.max_scan_tuples', '200000', true), set_config('hnsw.scan_mem_multiplier', '4', true);
      near := ARRAY(
        SELECT v.passage_id FROM knowledge_passagevector v
        WHERE v.live AND v.space = meaning_space
          AND v.tenant_id = tenant AND v.base_id = ANY (allowed) AND v.version_id <> ALL (absent) AND v.passage_id <> ALL (hidden)
          AND (chosen IS NULL OR v.version_id = ANY (chosen))
        ORDER BY (v.vector::halfvec(512)) <#> meaning LIMIT pool * 3);
      dense_ids := ARRAY(
        SELECT n.id FROM unnest(near) WITH ORDINALITY AS n(id, place) GROUP BY n.id ORDER BY min(n.place) LIMIT pool);
    END IF;
    -- Also where the graph gave up early, or too few passages have all the nearest parts: what is there is found.
    IF cardinality(near) < pool * 3 OR cardinality(dense_ids) < least(pool, held) / 2 THEN
      dense_ids := ARRAY(
        SELECT v.passage_id FROM knowledge_passagevector v
        WHERE v.tenant_id = tenant AND v.base_id = ANY (allowed) AND v.live AND v.space = meaning_space
          AND v.version_id <> ALL (absent) AND v.passage_id <> ALL (hidden)
          AND (chosen IS NULL OR v.version_id = ANY (chosen))
        GROUP BY v.passage_id ORDER BY min((v.vector::halfvec(512)) <#> meaning), v.passage_id LIMIT pool);
    END IF;
  END IF;

  RETURN QUERY
  SELECT t.id, (-(t.weights <#> asked))::real, coalesce(-m.nearest, 0)::real, best, t.length, p.path, p.text
  FROM (SELECT DISTINCT unnest(lexical_ids || dense_ids) AS id) f
  JOIN knowledge_passageterms t ON t.tenant_id = tenant AND t.id = f.id
  JOIN knowledge_passage p ON p.tenant_id = tenant AND p.id = f.id
  LEFT JOIN LATERAL (
    SELECT min((v.vector::halfvec(512)) <#> meaning) AS nearest FROM knowledge_passagevector v
    WHERE v.tenant_id = tenant AND v.space = meaning_space AND v.passage_id = f.id) m ON true;
END $$;
"""

SIGNATURE = "knowledge_search(integer[], real[], halfvec, text, uuid[], uuid[], boolean, timestamptz, jsonb, integer)"
RIGHTS = f"""
REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0008_web")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (f"DROP FUNCTION {SIGNATURE}", SEARCH, RIGHTS)]
