
-- Every span with its English: the translation, or the text itself where none was needed.
CREATE OR REPLACE VIEW span_en AS
SELECT
    s.span_id, s.document_id, s.ordinal, s.block, s.start_char, s.end_char, s.lang, s.text,
    coalesce(t.text_en, s.text) AS text_en, t.status, t.reason, t.quality
FROM spans s
LEFT JOIN translations t USING (span_id);

-- Every mention with the entity's name, the sentence it is in, that sentence's English, and its document.
CREATE OR REPLACE VIEW mention_full AS
SELECT
    m.mention_id, m.entity_id, e.name, e.name_ru, m.kind, m.surface, m.lemma, m.lang, m.link_rule, m.link_score, m.link_evidence,
    s.text AS sentence, s.text_en AS sentence_en, s.status AS sentence_status, s.quality AS sentence_quality,
    m.document_id, d.source_uri, d.title, d.published_at, d.url, d.author, d.site,
    m.span_id, m.start_char, m.end_char
FROM mentions m
JOIN documents d ON d.document_id = m.document_id
LEFT JOIN span_en s ON s.span_id = m.span_id
LEFT JOIN entities e ON e.entity_id = m.entity_id;

-- How often an entity was mentioned on each day, by the dates of the documents (UTC); undated ones are left out.
CREATE OR REPLACE VIEW entity_timeline AS
SELECT
    m.entity_id, e.name, e.kind, CAST(timezone('UTC', d.published_at) AS DATE) AS day,
    count(*) AS n_mentions, count(DISTINCT m.document_id) AS n_documents
FROM mentions m
JOIN documents d ON d.document_id = m.document_id
JOIN entities e ON e.entity_id = m.entity_id
WHERE d.published_at IS NOT NULL
GROUP BY ALL;

-- Which entities appear together: in how many documents, and in how many sentences of these; each pair once.
CREATE OR REPLACE VIEW cooccurrence AS
WITH places AS (SELECT DISTINCT entity_id, document_id, span_id FROM mentions),
documents_of AS (SELECT DISTINCT entity_id, document_id FROM places),
together AS (
    SELECT a.entity_id AS entity_id, b.entity_id AS other_id, count(*) AS n_documents
    FROM documents_of a JOIN documents_of b ON a.document_id = b.document_id AND a.entity_id < b.entity_id
    GROUP BY ALL
),
in_a_sentence AS (
    SELECT a.entity_id AS entity_id, b.entity_id AS other_id, count(*) AS n_sentences
    FROM places a JOIN places b ON a.span_id = b.span_id AND a.entity_id < b.entity_id
    GROUP BY ALL
)
SELECT
    t.entity_id, e.name, e.kind, t.other_id, o.name AS other_name, o.kind AS other_kind,
    t.n_documents, coalesce(s.n_sentences, 0) AS n_sentences
FROM together t
JOIN entities e ON e.entity_id = t.entity_id
JOIN entities o ON o.entity_id = t.other_id
LEFT JOIN in_a_sentence s ON s.entity_id = t.entity_id AND s.other_id = t.other_id;
