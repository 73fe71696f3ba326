// Translations that need a second look, equal texts together, worst first.
const DOUBT_ROW = {text: 0, en: 1, lang: 2, status: 3, reason: 4, score: 5, quality: 6, doubt: 7, n: 8, gain: 9, docs: 10, places: 11};

VIEWS.doubtful = (route) => {
  const results = h("div", {class: "results"});
  const all = D.doubtful.map((row) => ({text: row[0], en: row[1], lang: code("lang", row[2]), status: code("status", row[3]), reason: code("reason", row[4]), score: row[5], quality: row[6], doubt: row[7], n: row[8], gain: row[9], docs: row[10], places: row[11]}));
  const byGain = route.query.get("by") === "gain";
  let shown = all;
  const order = h("div", {class: "modes", role: "group", "aria-label": "Order"}, modeButton("Worst first", !byGain, () => { route.query.delete("by"); go(hashOf(route)); }, "By kind of doubt, then by gain"), modeButton("Most gain first", byGain, () => { route.query.set("by", "gain"); go(hashOf(route)); }, "By how doubtful and how often"));
  const draw = (rows) => {
    shown = byGain ? sortedBy(rows, (row) => row.gain, true) : rows;
    const times = rows.reduce((sum, row) => sum + row.n, 0);
    const list = h("div", {class: "pairs"});
    results.replaceChildren(h("p", {class: "count"}, `${plural(rows.length, "text")}${rows.length < all.length ? ` of ${count(all.length)}` : ""}, ${plural(times, "time")} in all`), list);
    if (rows.length) growing(list, shown, doubtCard);
    else list.append(h("p", {class: "note"}, all.length ? "No text passes these filters." : "Nothing is doubtful here."));
  };
  const facets = {
    doubt: (row) => [row.doubt], lang: (row) => [row.lang], status: (row) => [row.status],
    kind: (row) => distinct(row.docs.flatMap(kindsOf)), source: (row) => distinct(row.docs.map((doc) => D.documents.source[doc])),
  };
  const panel = facetPanel({rows: all, facets, dates: (row) => row.docs.map((doc) => D.documents.date[doc]), route, draw});
  const tools = csvButton("doubtful", ["times", "doubt", "text", "english", "language", "status", "reason", "quality", "score", "gain", "documents", "first_document_id", "first_position"], () => shown.map((row) => [row.n, row.doubt, row.text, row.en, row.lang, row.status, row.reason, row.quality == null ? null : row.quality / 100, row.score == null ? null : row.score / 100, row.gain, row.docs.length, D.documents.id[row.places[0]?.[0]], row.places[0]?.[1]]));
  return listView({title: "Doubtful", lead: "Translations that need a second look. Mark them right or correct them; “Your review” has the rest.", tools, panel, body: [order, results]});
};

function doubtCard(row) {
  const [doc, ordinal] = row.places[0] ?? [];
  const span = {...row, doc, ordinal};
  const where = row.places.slice(0, 3).map(([at, position], i) => [i > 0 && ", ", h("a", {href: documentHref(at, position), class: i ? null : "item"}, h("bdi", {}, documentName(at)))]);
  return h("article", {class: "pair doubt", "data-doubt": row.doubt},
    h("header", {}, h("span", {class: "chip doubt", "data-code": row.doubt, title: meaning("doubt", row.doubt)}, word("doubt", row.doubt)), h("b", {class: "times"}, `×${count(row.n)}`), row.reason && h("span", {class: "dim reason"}, reasonWords(row.reason.split("+").filter((reason) => reason !== "quality" || row.quality == null).join("+"))), row.quality != null ? h("span", {class: "dim"}, `quality ${percent(row.quality)}`) : row.score != null && h("span", {class: "dim"}, `model's likelihood ${likelihood(row.score)}`), h("span", {class: "where"}, where, row.n > 3 && h("span", {class: "dim"}, " …"))),
    h("p", {class: "src"}, bdi(row.text, row.lang)),
    h("p", {class: "en"}, bdi(row.en, "en")),
    translationMarks(span));
}
