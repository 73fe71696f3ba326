// What was published when, and which names stand out in each period.
VIEWS.timeline = (route) => {
  const all = D.documents.id.map((_, doc) => doc);
  const results = h("div");
  let rows = [];
  const columns = [
    {label: "When", key: (row) => row.period, cell: (row) => h("a", {class: "item", href: link(["docs"], {from: firstDay(row.period), to: lastDay(row.period)})}, dateWords(row.period))},
    {label: "Documents", number: true, key: (row) => row.docs.length, cell: (row) => count(row.docs.length)},
    {label: "Sentences", number: true, key: (row) => row.spans, cell: (row) => count(row.spans)},
    {label: "Most named", cell: (row) => h("span", {class: "names"}, row.names.slice(0, 6).map(([entity, n]) => [entityLink(entity), h("span", {class: "dim"}, ` ${n}  `)]))},
  ];
  const draw = (docs) => {
    const dated = docs.filter((doc) => D.documents.date[doc]);
    rows = byPeriod(dated);
    results.replaceChildren(...nodes([
      h("p", {class: "count"}, `${plural(dated.length, "dated document")}${dated.length < docs.length ? `, ${count(docs.length - dated.length)} undated` : ""}`),
      dated.length > 0 && dateBars(dated.map((doc) => [D.documents.date[doc], 1]), "document", (from, to) => link(["docs"], {from, to})),
      dataTable("Periods", columns, rows, route, "No document here has a date."),
    ]));
  };
  const panel = facetPanel({rows: all, facets: DOCUMENT_FACETS, dates: documentDates, route, draw});
  const tools = csvButton("timeline", ["period", "documents", "sentences", "names"], () => rows.map((row) => [row.period, row.docs.length, row.spans, row.names.map(([entity, n]) => `${D.entities.name[entity]} ${n}`).join("; ")]));
  return listView({title: "Timeline", lead: "Documents by date of publication.", tools, panel, body: results});
};

function byPeriod(docs) {
  if (!docs.length) return [];
  const size = binSize(docs.map((doc) => D.documents.date[doc]).sort());
  const found = new Map();
  for (const doc of docs) {
    const period = D.documents.date[doc].slice(0, size);
    if (!found.has(period)) found.set(period, {period, docs: [], spans: 0, counts: new Map()});
    const row = found.get(period);
    row.docs.push(doc);
    row.spans += D.documents.n_spans[doc];
    for (const [entity, n] of namesIn(doc)) row.counts.set(entity, (row.counts.get(entity) ?? 0) + n);
  }
  return [...found.values()].map((row) => ({...row, names: [...row.counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])})).sort((a, b) => (a.period < b.period ? 1 : -1));
}
