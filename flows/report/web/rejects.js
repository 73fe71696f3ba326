// What was not processed, why, and what to do about it.
VIEWS.rejects = (route) => {
  const all = D.rejects.map(([uri, stage, error, detail, run]) => ({uri, stage, error, detail, run}));
  const results = h("div");
  let shown = all;
  const source = (row) => {
    const uri = shownUri(row.uri);
    return webAddress(row.uri) ? new URL(row.uri).hostname.replace(/^www\./, "") : uri.includes("#") ? uri.split("#")[0] : uri.replace(/\/[^/]*$/, "");
  };
  const columns = [
    {label: "Source", key: (row) => row.uri, cell: (row) => h("bdi", {class: "uri", title: row.uri}, shownUri(row.uri))},
    {label: "Reason", key: (row) => word("reject", row.error), cell: (row) => [h("b", {}, h("code", {}, row.error)), h("span", {class: "dim"}, ` ${word("reject", row.error) === row.error ? "" : word("reject", row.error)}`)]},
    {label: "Detail", cell: (row) => h("bdi", {}, row.detail)},
    {label: "Way out", cell: (row) => meaning("reject", row.error)},
  ];
  const draw = (rows) => {
    shown = rows;
    results.replaceChildren(h("p", {class: "count"}, plural(rows.length, "row")), dataTable("Not processed", columns, rows, route, all.length ? "Nothing passes these filters." : "Everything was processed."));
  };
  const panel = facetPanel({rows: all, facets: {error: (row) => [row.error], source: (row) => [source(row)]}, route, draw});
  return listView({title: "Not processed", tools: csvButton("rejects", ["source_uri", "stage", "error", "detail", "run_id"], () => shown.map((row) => [row.uri, row.stage, row.error, row.detail, row.run])), panel, body: results});
};
