// How these tables were made.
VIEWS.run = (route) => {
  const run = D.run;
  const entries = (object) => Object.entries(object ?? {}).filter(([, value]) => value !== null && !(Array.isArray(value) && !value.length));
  const list = (object, show = (value) => (typeof value === "object" ? JSON.stringify(value) : typeof value === "number" ? count(value) : String(value)), name = (key) => key) => h("dl", {class: "facts"}, entries(object).map(([key, value]) => [h("dt", {}, name(key)), h("dd", {}, show(value))]));
  const countName = (key) => (key.startsWith("status:") ? `translations: ${word("status", key.slice(7))}` : key.replaceAll("_", " "));
  const section = (title, body) => h("section", {}, h("h2", {}, title), body);
  const runs = dataTable("Runs", [
    {label: "Started (UTC)", key: (row) => row.started_at, down: true, cell: (row) => row.started_at},
    {label: "Run", cell: (row) => h("code", {}, row.run_id)},
    {label: "Result", cell: (row) => word("run", row.status)},
    {label: "New documents", number: true, key: (row) => row.counts.documents, cell: (row) => count(row.counts.documents)},
    {label: "Seconds", number: true, key: (row) => row.stage_seconds.total, cell: (row) => (row.stage_seconds.total ?? 0).toFixed(1)},
  ], D.runs, route);
  const flat = () => D.runs.flatMap((row) => ["counts", "config", "versions", "stage_seconds"].flatMap((group) => entries(row[group]).map(([key, value]) => [row.run_id, row.started_at, row.status, group, key, typeof value === "object" ? JSON.stringify(value) : value])));
  const languages = new Map();
  D.documents.lang.forEach((lang) => languages.set(lang, (languages.get(lang) ?? 0) + 1));
  return listView({
    title: "Run",
    lead: [h("code", {}, run.run_id), ` · ${word("run", run.status)} · ${run.started_at} to ${run.finished_at?.slice(11)} UTC`],
    tools: csvButton("run", ["run_id", "started_at", "status", "group", "name", "value"], flat),
    body: h("div", {class: "cards"},
      section("What", list(run.counts, undefined, countName)),
      section("Documents by language", list(Object.fromEntries([...languages].sort((a, b) => b[1] - a[1]).map(([lang, n]) => [word("lang", lang), n])))),
      section("Seconds", list(run.stage_seconds, (value) => Number(value).toFixed(1))),
      section("Settings", list(run.config)),
      section("Versions", list(run.versions, String)),
      h("section", {}, h("details", {}, h("summary", {}, "Signature: what every row depends on"), h("p", {class: "signature"}, h("code", {}, run.signature)))),
      h("section", {class: "wide"}, h("h2", {}, "Runs in this snapshot's history"), runs)),
  });
};
