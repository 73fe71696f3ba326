// Filters beside a list: counts for every value, kept in the address.
const FACET_LABELS = {doubt: "Kind of doubt", lang: "Language", kind: "Names of", status: "Translation", source: "Source", error: "Reason"};
const FACET_WORDS = {
  doubt: (value) => word("doubt", value),
  lang: (value) => word("lang", value),
  kind: (value) => KIND_PLURAL[value] ?? value,
  status: (value) => word("status", value),
  source: (value) => value,
  error: (value) => word("reject", value),
};
const SHOWN = 8; // values of a facet before "more"

// What documents are filtered by.
const DOCUMENT_FACETS = {
  lang: (doc) => [D.documents.lang[doc]],
  kind: (doc) => kindsOf(doc),
  status: (doc) => D.documents.statuses[doc].filter((_, i) => i % 2 === 0).map((number) => D.codes.status[number]),
  source: (doc) => [D.documents.source[doc]],
};
const documentDates = (doc) => [D.documents.date[doc]];

const kindsCache = [];
function kindsOf(doc) {
  return (kindsCache[doc] ??= [...new Set(D.documents.names[doc].filter((_, i) => i % 2 === 0).map((entity) => D.entities.kind[entity]))]);
}
const distinct = (values) => [...new Set(values)];

// rows -> {passing, counts}: a value's count is how many rows there would be with it, the other filters staying.
function applyFacets(rows, facets, dates, query) {
  const names = Object.keys(facets);
  const chosen = names.map((name) => new Set(query.getAll(name)));
  const from = query.get("from") ?? "", to = query.get("to") ?? "";
  const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
  const passing = [];
  let undated = 0;
  for (const row of rows) {
    if (dates) {
      const own = dates(row).filter(Boolean);
      if (!own.length) undated++;
      if ((from || to) && !own.some((date) => (!from || date >= from) && (!to || date <= to))) continue;
    }
    const values = names.map((name) => facets[name](row));
    const failing = names.flatMap((_, i) => (chosen[i].size && !values[i].some((value) => chosen[i].has(value)) ? [i] : []));
    if (!failing.length) passing.push(row);
    names.forEach((name, i) => {
      if (failing.length === 0 || (failing.length === 1 && failing[0] === i)) for (const value of distinct(values[i])) if (value != null) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    });
  }
  return {passing, counts, undated};
}

// A list with filters: returns the filter panel; `draw` is given the rows that pass, now and after each change.
function facetPanel({rows, facets, dates, route, draw}) {
  const panel = h("details", {class: "facets", open: matchMedia("(min-width: 60rem)").matches});
  const opened = new Set();
  const update = (focus) => {
    const {passing, counts, undated} = applyFacets(rows, facets, dates, route.query);
    const active = [...Object.keys(facets), "from", "to"].some((name) => route.query.has(name));
    const change = (edit, key) => {
      edit();
      replaceQuery(route);
      update(key);
      say(`${plural(passingNow.length, "result")}`);
    };
    panel.replaceChildren(
      h("summary", {}, "Filters", active && h("span", {class: "badge"}, "on")),
      h("form", {"aria-label": "Filters", onsubmit: (event) => event.preventDefault()},
        Object.keys(facets).map((name) => valueBoxes(name, counts[name], route, change, opened, () => update(`more-${name}`))),
        dates && dateBoxes(route, change, undated, rows),
        active && button("Clear filters", () => change(() => [...Object.keys(facets), "from", "to"].forEach((name) => route.query.delete(name)), "clear"), {class: "quiet"}),
      ),
    );
    let passingNow = passing;
    if (focus) panel.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
    draw(passing);
  };
  update();
  return panel;
}

function valueBoxes(name, counts, route, change, opened, redraw) {
  const chosen = route.query.getAll(name);
  for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
  const values = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!values.length) return null;
  const all = opened.has(name);
  const shown = values.filter(([value], i) => all || i < SHOWN || chosen.includes(value));
  const toggle = (value) => () => change(() => {
    const rest = route.query.getAll(name).filter((other) => other !== value);
    if (rest.length === route.query.getAll(name).length) rest.push(value);
    route.query.delete(name);
    rest.forEach((other) => route.query.append(name, other));
  }, `${name}=${value}`);
  return h("fieldset", {"data-facet": name},
    h("legend", {}, FACET_LABELS[name]),
    shown.map(([value, n]) => {
      const box = h("input", {type: "checkbox", "data-key": `${name}=${value}`, onchange: toggle(value)});
      box.checked = chosen.includes(value);
      return h("label", {title: meaning(name === "error" ? "reject" : name, value)}, box, h("span", {class: "value"}, h("bdi", {}, FACET_WORDS[name](value))), h("span", {class: "n"}, count(n)));
    }),
    values.length > SHOWN && button(all ? "fewer" : `${values.length - SHOWN} more`, () => {
      if (all) opened.delete(name);
      else opened.add(name);
      redraw();
    }, {class: "quiet", "data-key": `more-${name}`}),
  );
}

function dateBoxes(route, change, undated, rows) {
  if (undated === rows.length && !route.query.has("from") && !route.query.has("to")) return null;
  const field = (name, label) => h("label", {class: "date"}, label, h("input", {type: "date", "data-key": name, value: route.query.get(name) ?? "", onchange: (event) => change(() => {
    if (event.target.value) route.query.set(name, event.target.value);
    else route.query.delete(name);
  }, name)}));
  return h("fieldset", {"data-facet": "date"}, h("legend", {}, "Date"), field("from", "from"), field("to", "to"), undated > 0 && h("p", {class: "dim"}, `${count(undated)} undated`));
}
