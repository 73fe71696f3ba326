// The list of names: people, organisations, places.
VIEWS.names = (route) => {
  const all = D.entities.id.map((_, entity) => entity);
  const results = h("div");
  let shown = all;
  const spellings = (entity) => distinct(D.spellingsOf[entity].map((row) => row[1])).filter((text) => text !== D.entities.name[entity]);
  const columns = [
    {label: "Name", key: (entity) => D.entities.name[entity], cell: (entity) => [h("a", {class: "item name", "data-kind": D.entities.kind[entity], href: entityHref(entity)}, bdi(D.entities.name[entity])), D.entities.name_ru[entity] && h("span", {class: "dim ru"}, bdi(D.entities.name_ru[entity], "ru"))]},
    {label: "Kind", key: (entity) => D.entities.kind[entity], cell: (entity) => kindChip(D.entities.kind[entity])},
    {label: "Mentions", number: true, key: (entity) => D.entities.n_mentions[entity], cell: (entity) => count(D.entities.n_mentions[entity])},
    {label: "Documents", number: true, key: (entity) => D.entities.n_documents[entity], cell: (entity) => count(D.entities.n_documents[entity])},
    {label: "Spellings", down: true, key: (entity) => spellings(entity).length, cell: (entity) => shortList(spellings(entity))},
    {label: "Doubt", key: (entity) => D.entities.note[entity], cell: (entity) => D.entities.note[entity] && h("span", {class: "chip warn", title: D.entities.note[entity]}, "kept apart")},
  ];
  const draw = (rows) => {
    shown = rows;
    results.replaceChildren(h("p", {class: "count"}, rows.length === all.length ? plural(rows.length, "name") : `${count(rows.length)} of ${plural(all.length, "name")}`), dataTable("Names", columns, rows, route, "No name passes these filters."));
  };
  const facets = {kind: (entity) => [D.entities.kind[entity]], lang: (entity) => D.spellingsOf[entity].filter((row) => row[4] > 0).map((row) => row[3]), source: (entity) => D.documentsOf[entity].map(([doc]) => D.documents.source[doc])};
  const panel = facetPanel({rows: all, facets, dates: (entity) => D.documentsOf[entity].map(([doc]) => D.documents.date[doc]), route, draw});
  const tools = csvButton("names", ["entity_id", "kind", "name", "name_ru", "mentions", "documents", "first_seen", "last_seen", "spellings", "note"], () => shown.map((entity) => [D.entities.id[entity], D.entities.kind[entity], D.entities.name[entity], D.entities.name_ru[entity], D.entities.n_mentions[entity], D.entities.n_documents[entity], ...seen(entity), spellings(entity).join("; "), D.entities.note[entity]]));
  return listView({title: "Names", lead: "One row for each person, organisation and place, whatever the spelling.", tools, panel, body: results});
};

const shortList = (texts, most = 4) => (texts.length ? h("span", {class: "spellings"}, texts.slice(0, most).map((text, i) => [i > 0 && " · ", h("bdi", {}, text)]), texts.length > most && h("span", {class: "dim"}, ` +${texts.length - most}`)) : "");

function seen(entity) {
  const dates = D.documentsOf[entity].map(([doc]) => D.documents.date[doc]).filter(Boolean).sort();
  return [dates[0] ?? null, dates.at(-1) ?? null];
}

// Other entities in the same documents: [entity, documents shared], most first.
function together(entity) {
  const shared = new Map();
  for (const [doc] of D.documentsOf[entity]) for (const [other] of namesIn(doc)) if (other !== entity) shared.set(other, (shared.get(other) ?? 0) + 1);
  return [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}
