// Search in Russian, English and every spelling of a name.
VIEWS.search = async (route) => {
  const query = (route.query.get("q") ?? "").trim(), exact = route.query.get("as") === "written";
  const modes = h("div", {class: "modes", role: "group", "aria-label": "Spelling"}, modeButton("Any spelling", !exact, () => { route.query.delete("as"); go(hashOf(route)); }, "Letter case, accents and ё do not matter, and a name is found in all its spellings"), modeButton("Exactly as written", exact, () => { route.query.set("as", "written"); go(hashOf(route)); }, "Only these letters; capitals count if you type some"));
  if (!query) return listView({title: "Search", body: [modes, h("p", {class: "note"}, "Type a word or a name above: Russian or English, in any spelling.")]});
  const entities = exact ? [] : entitiesLike(query);
  const progress = h("p", {class: "count"}, "Searching …");
  const results = h("div", {class: "results"});
  const body = h("div", {}, modes, entities.length > 0 && foundNames(entities), progress, results);
  const named = new Set(entities);
  const found = [];
  let shown = [], panel = null;
  const draw = (rows) => {
    shown = rows;
    progress.textContent = rows.length === found.length ? plural(rows.length, "sentence") : `${count(rows.length)} of ${plural(found.length, "sentence")}`;
    const list = h("div", {class: "pairs"});
    results.replaceChildren(list);
    if (rows.length) growing(list, rows, (span) => pairCard(span, {here: named, source: hits(span.text, query, exact), english: span.en == null ? [] : hits(span.en, query, exact)}));
    else results.replaceChildren(h("p", {class: "note"}, exact ? "Not found as written. Try any spelling." : "Not found."));
  };
  const facets = {lang: (span) => [span.lang], kind: (span) => span.names.map((name) => D.entities.kind[name.entity]), status: (span) => [span.status], source: (span) => DOCUMENT_FACETS.source(span.doc)};
  const view = listView({title: ["Search: ", h("q", {}, query)], tools: csvButton("search", SPAN_COLUMNS, () => shown.map(spanCells)), panel: h("div", {class: "facets"}), body});
  let spent = 0;
  const run = async () => {
    for (let number = 0; number < D.shards.length; number++) {
      if (D.shards.length > 1) progress.textContent = `Searching part ${number + 1} of ${D.shards.length} …`;
      const shard = await loadShard(number);
      const started = performance.now();
      searchShard(shard, query, exact, named, found);
      spent += performance.now() - started;
      if (!current(route)) return;
    }
    document.documentElement.dataset.searched = spent.toFixed(1);
    panel = facetPanel({rows: found, facets, dates: (span) => documentDates(span.doc), route, draw});
    view.firstChild.replaceWith(panel);
    say(plural(found.length, "sentence"));
  };
  if (D.shards.length === 1) await run();
  else route.shown = run;
  return view;
};

const modeButton = (label, on, onclick, title) => button(label, onclick, {"aria-pressed": String(on), title});
const foundNames = (entities) => h("p", {class: "names found"}, h("span", {class: "dim"}, "Names: "), entities.slice(0, 12).map((entity) => [entityLink(entity), h("span", {class: "dim"}, ` ${count(D.entities.n_mentions[entity])}  `)]), entities.length > 12 && h("span", {class: "dim"}, `and ${entities.length - 12} more`));

function searchShard(shard, query, exact, entities, found) {
  const hit = new Uint8Array(shard.texts.length);
  const capitals = exact && /\p{Lu}/u.test(query);
  if (!capitals) shard.folded ??= {};
  const texts = capitals ? shard.texts : exact ? (shard.folded.lower ??= shard.texts.map((text) => text.toLowerCase())) : (shard.folded.any ??= shard.texts.map(foldText));
  const wanted = capitals ? query : exact ? query.toLowerCase() : foldText(query);
  texts.forEach((text, i) => { if (text.includes(wanted)) hit[i] = 1; });
  const named = new Set();
  if (entities.size) shard.name_entity.forEach((entity, i) => { if (entities.has(entity)) named.add(shard.name_span[i]); });
  let doc = 0;
  for (let row = 0; row < shard.text.length; row++) {
    if (!hit[shard.text[row]] && !(shard.en[row] >= 0 && hit[shard.en[row]]) && !named.has(row)) continue;
    while (shard.docs[doc + 1] <= row) doc++;
    found.push(spanAt(shard, row, shard.firstDocument + doc));
  }
}
