// Who appears with whom: a small drawing of the most connected names, and the pairs as a table.
const PAIRS_SHOWN = 300; // rows of the table
const PER_DOCUMENT = 60; // names of a document that count: a list of thousands says nothing about who goes with whom

VIEWS.network = (route) => {
  const all = D.documents.id.map((_, doc) => doc);
  const results = h("div");
  const centre = D.entities.number.get(route.query.get("name"));
  const kinds = new Set(route.query.getAll("kinds"));
  let pairs = [];
  const draw = (docs) => {
    pairs = sharedPairs(docs, kinds, centre);
    const narrow = results.clientWidth ? results.clientWidth < 600 : innerWidth < 600;
    const graph = strongest(pairs, narrow ? 12 : 28, centre);
    results.replaceChildren(kindButtons(route, kinds), ...(pairs.length ? [drawGraph(graph, narrow, centre), h("h2", {}, "Pairs"), pairTable(pairs, route)] : [h("p", {class: "note"}, "No two names appear in the same document.")]));
  };
  const panel = facetPanel({rows: all, facets: {lang: DOCUMENT_FACETS.lang, source: DOCUMENT_FACETS.source}, dates: documentDates, route, draw});
  const tools = csvButton("network", ["name_1", "kind_1", "name_2", "kind_2", "documents", "entity_id_1", "entity_id_2"], () => pairs.map(([a, b, n]) => [D.entities.name[a], D.entities.kind[a], D.entities.name[b], D.entities.kind[b], n, D.entities.id[a], D.entities.id[b]]));
  const lead = centre === undefined ? "Names that appear in the same documents; the thicker the line, the more documents." : ["Names in the same documents as ", entityLink(centre), ". ", h("a", {href: "#/network"}, "Show all"), "."];
  return listView({title: "Network", lead, tools, panel, body: results});
};

function kindButtons(route, kinds) {
  return h("div", {class: "modes", role: "group", "aria-label": "Kinds of names"}, KINDS.map((kind) => button(KIND_PLURAL[kind], () => {
    const rest = kinds.has(kind) ? [...kinds].filter((other) => other !== kind) : [...kinds, kind];
    route.query.delete("kinds");
    rest.forEach((other) => route.query.append("kinds", other));
    go(hashOf(route));
  }, {"aria-pressed": String(kinds.has(kind)), "data-kind": kind})));
}

function sharedPairs(docs, kinds, centre) {
  const shared = new Map();
  for (const doc of docs) {
    const names = namesIn(doc).map(([entity]) => entity).filter((entity) => !kinds.size || kinds.has(D.entities.kind[entity]) || entity === centre).slice(0, PER_DOCUMENT).sort((a, b) => a - b);
    if (centre !== undefined && !names.includes(centre)) continue;
    for (let i = 0; i < names.length; i++) for (let j = i + 1; j < names.length; j++) {
      const key = names[i] * 4294967296 + names[j];
      shared.set(key, (shared.get(key) ?? 0) + 1);
    }
  }
  return [...shared].map(([key, n]) => [Math.floor(key / 4294967296), key % 4294967296, n]).sort((x, y) => y[2] - x[2] || x[0] - y[0] || x[1] - y[1]);
}

// The names of the strongest pairs, and the lines between them: enough to see, few enough to read.
function strongest(pairs, most, centre) {
  const kept = new Set(centre === undefined ? [] : [centre]);
  const around = centre === undefined ? pairs : [...pairs].sort((x, y) => (y.includes(centre, 0) && y.indexOf(centre) < 2) - (x.includes(centre, 0) && x.indexOf(centre) < 2) || y[2] - x[2]);
  for (const [a, b] of around) {
    if (kept.size + !kept.has(a) + !kept.has(b) > most) continue;
    kept.add(a).add(b);
  }
  const degree = new Map();
  const edges = pairs.filter(([a, b]) => kept.has(a) && kept.has(b)).filter(([a, b]) => {
    const few = Math.min(degree.get(a) ?? 0, degree.get(b) ?? 0) < 4; // weaker lines would cover the drawing
    if (few) [a, b].forEach((entity) => degree.set(entity, (degree.get(entity) ?? 0) + 1));
    return few;
  });
  return {nodes: [...kept], edges};
}

function layout({nodes: names, edges}, width, height) {
  const at = names.map((_, i) => ({x: width / 2 + Math.cos(i * 2.4) * width * 0.08 * Math.sqrt(i + 1), y: height / 2 + Math.sin(i * 2.4) * height * 0.08 * Math.sqrt(i + 1)}));
  const index = new Map(names.map((entity, i) => [entity, i]));
  const ideal = Math.sqrt((width * height) / names.length) * 0.75;
  for (let round = 0; round < 300; round++) {
    const push = at.map(() => ({x: 0, y: 0}));
    const apply = (i, j, force) => {
      const dx = at[i].x - at[j].x || 0.1, dy = at[i].y - at[j].y || 0.1, far = Math.hypot(dx, dy), strength = force(far) / far;
      push[i].x += dx * strength; push[i].y += dy * strength; push[j].x -= dx * strength; push[j].y -= dy * strength;
    };
    for (let i = 0; i < at.length; i++) for (let j = i + 1; j < at.length; j++) apply(i, j, (far) => (ideal * ideal) / far);
    for (const [a, b, n] of edges) apply(index.get(a), index.get(b), (far) => (-(far * far) / ideal) * Math.min(1 + Math.log(n), 2.5) * 0.5);
    const heat = (width / 12) * (1 - round / 300);
    at.forEach((point, i) => {
      push[i].x += (width / 2 - point.x) * 0.6; push[i].y += (height / 2 - point.y) * 0.6;
      const far = Math.hypot(push[i].x, push[i].y) || 1, step = Math.min(far, heat);
      point.x += (push[i].x / far) * step; point.y += (push[i].y / far) * step;
    });
  }
  return at;
}

// Stretch to the box and move labels apart until none covers another.
function settle(at, sizes, width, height) {
  const fit = (axis, room, pad) => {
    const low = Math.min(...at.map((p) => p[axis])), high = Math.max(...at.map((p) => p[axis]));
    at.forEach((p) => { p[axis] = high > low ? pad + ((p[axis] - low) / (high - low)) * (room - 2 * pad) : room / 2; });
  };
  fit("x", width, Math.min(80, width / 4));
  fit("y", height, 30);
  for (let round = 0; round < 400; round++) {
    let moved = false;
    for (let i = 0; i < at.length; i++) for (let j = i + 1; j < at.length; j++) {
      const overX = (sizes[i] + sizes[j]) / 2 + 6 - Math.abs(at[i].x - at[j].x), overY = 38 - Math.abs(at[i].y - at[j].y);
      if (overX <= 0 || overY <= 0) continue;
      moved = true;
      const axis = overY < overX ? "y" : "x", half = Math.min(overX, overY) / 2, sign = at[i][axis] < at[j][axis] || (at[i][axis] === at[j][axis] && i < j) ? -1 : 1;
      at[i][axis] += sign * half; at[j][axis] -= sign * half;
    }
    at.forEach((p, i) => { p.x = Math.min(Math.max(p.x, sizes[i] / 2 + 2), width - sizes[i] / 2 - 2); p.y = Math.min(Math.max(p.y, 16), height - 26); });
    if (!moved) break;
  }
}

function drawGraph(graph, narrow, centre) {
  const width = narrow ? 360 : 940, height = narrow ? 520 : 600;
  const short = (text) => (text.length > 26 ? `${text.slice(0, 25)}…` : text);
  const at = layout(graph, width, height);
  settle(at, graph.nodes.map((entity) => Math.max(short(D.entities.name[entity]).length * 6.9, 30)), width, height);
  const index = new Map(graph.nodes.map((entity, i) => [entity, i]));
  const most = Math.max(...graph.edges.map(([, , n]) => n), 1);
  const lines = graph.edges.map(([a, b, n]) => {
    const [from, to] = [at[index.get(a)], at[index.get(b)]];
    return s("line", {x1: from.x.toFixed(1), y1: from.y.toFixed(1), x2: to.x.toFixed(1), y2: to.y.toFixed(1), "stroke-width": (1 + (4 * n) / most).toFixed(1), "data-ends": `${a} ${b}`});
  });
  const dots = graph.nodes.map((entity, i) => {
    const size = 5 + 5 * Math.sqrt(D.entities.n_mentions[entity] / Math.max(...graph.nodes.map((other) => D.entities.n_mentions[other])));
    return s("a", {href: entityHref(entity), "data-kind": D.entities.kind[entity], "data-node": entity, class: entity === centre ? "node centre" : "node"}, s("title", {}, `${D.entities.name[entity]}, ${word("kind", D.entities.kind[entity])}`), s("circle", {cx: at[i].x.toFixed(1), cy: at[i].y.toFixed(1), r: size.toFixed(1)}), s("text", {x: at[i].x.toFixed(1), y: (at[i].y + size + 12).toFixed(1)}, short(D.entities.name[entity])));
  });
  const drawing = s("svg", {viewBox: `0 0 ${width} ${height}`, class: "network", role: "group", "aria-label": "Names that appear together; the table below has the same pairs"}, lines, dots);
  const light = (event) => {
    const node = event.target.closest?.("[data-node]")?.dataset.node;
    drawing.classList.toggle("lit", Boolean(node));
    const near = new Set([node]);
    lines.forEach((line) => {
      const ends = line.dataset.ends.split(" ");
      line.classList.toggle("on", ends.includes(node));
      if (ends.includes(node)) ends.forEach((end) => near.add(end));
    });
    dots.forEach((dot) => dot.classList.toggle("on", near.has(dot.dataset.node)));
  };
  for (const event of ["mouseover", "focusin", "mouseleave", "focusout"]) drawing.addEventListener(event, light);
  return drawing;
}

const pairTable = (pairs, route) => dataTable("Pairs of names in the same documents", [
  {label: "Name", key: ([a]) => D.entities.name[a], cell: ([a]) => entityLink(a)},
  {label: "With", key: ([, b]) => D.entities.name[b], cell: ([, b]) => entityLink(b)},
  {label: "Documents", number: true, key: ([, , n]) => n, cell: ([, , n]) => count(n)},
], pairs.slice(0, PAIRS_SHOWN), route);
