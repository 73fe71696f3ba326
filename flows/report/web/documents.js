// The list of documents.
const VIEWS = {};

VIEWS.docs = (route) => {
  const results = h("div");
  const all = D.documents.id.map((_, doc) => doc);
  let shown = all;
  const columns = [
    {label: "Document", key: documentName, cell: (doc) => [h("a", {class: "item", href: documentHref(doc)}, h("bdi", {}, documentName(doc))), h("span", {class: "dim uri"}, h("bdi", {title: D.documents.uri[doc]}, shownUri(D.documents.uri[doc])))]},
    {label: "Date", key: (doc) => D.documents.date[doc], down: true, cell: (doc) => (D.documents.date[doc] ? h("time", {datetime: D.documents.date[doc]}, dateWords(D.documents.date[doc])) : "")},
    {label: "Language", key: (doc) => word("lang", D.documents.lang[doc]), cell: (doc) => word("lang", D.documents.lang[doc])},
    {label: "Sentences", number: true, key: (doc) => D.documents.n_spans[doc], cell: (doc) => count(D.documents.n_spans[doc])},
    {label: "Translated", number: true, key: (doc) => D.documents.n_translated[doc], cell: (doc) => count(D.documents.n_translated[doc])},
    {label: "Names in it", cell: (doc) => topNames(doc)},
  ];
  const draw = (docs) => {
    shown = docs;
    results.replaceChildren(h("p", {class: "count"}, docs.length === all.length ? plural(docs.length, "document") : `${count(docs.length)} of ${plural(all.length, "document")}`), dataTable("Documents", columns, docs, route, "No document passes these filters."));
  };
  const panel = facetPanel({rows: all, facets: DOCUMENT_FACETS, dates: documentDates, route, draw});
  const names = ["document_id", "source", "url", "title", "date", "language", "sentences", "translated", "characters", "repairs", "names"];
  const tools = csvButton("documents", names, () => shown.map((doc) => [D.documents.id[doc], D.documents.uri[doc], D.documents.url[doc], D.documents.title[doc], D.documents.date[doc], D.documents.lang[doc], D.documents.n_spans[doc], D.documents.n_translated[doc], D.documents.n_chars[doc], D.documents.repairs[doc].join(" "), namesIn(doc).map(([entity]) => D.entities.name[entity]).join("; ")]));
  return listView({title: "Documents", lead: summaryLine(), tools, panel, body: results});
};

function namesIn(doc) {
  const pairs = [];
  for (let i = 0; i < D.documents.names[doc].length; i += 2) pairs.push([D.documents.names[doc][i], D.documents.names[doc][i + 1]]);
  return pairs;
}

function topNames(doc, most = 4) {
  const pairs = namesIn(doc);
  return pairs.length > 0 && h("span", {class: "names"}, pairs.slice(0, most).map(([entity]) => entityLink(entity)), pairs.length > most && h("span", {class: "dim"}, `+${pairs.length - most}`));
}

function summaryLine() {
  const translated = D.documents.statuses.reduce((sum, row) => sum + row.filter((_, i) => i % 2).reduce((a, b) => a + b, 0), 0);
  const doubtful = D.doubtful.reduce((sum, row) => sum + row[8], 0);
  return [`${plural(D.documents.id.length, "document")}, ${plural(D.documents.n_spans.reduce((a, b) => a + b, 0), "sentence")}, ${count(translated)} translated, ${plural(D.entities.id.length, "name")}. `, doubtful > 0 && h("a", {href: "#/doubtful"}, `${count(doubtful)} need a second look`), doubtful > 0 && "."];
}
