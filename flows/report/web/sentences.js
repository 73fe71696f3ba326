// Sentences with their names linked and search hits marked, and pairs of Russian and English.

// Where the names of a span stand in its English: the longest known Latin spelling that is there.
function englishNames(span, english) {
  const taken = [];
  for (const name of [...span.names].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    const own = D.entities.name[name.entity];
    const latin = D.spellingsOf[name.entity].filter((row) => row[2] === "Latn").map((row) => row[1]);
    const candidates = distinct([own, name.roman, ...latin, D.entities.family[name.entity], span.text.slice(name.start, name.end)].filter(Boolean)).sort((a, b) => b.length - a.length);
    const found = candidates.map((text) => place(english, text, taken)).find(Boolean);
    if (found) taken.push({...name, start: found[0], end: found[1]});
  }
  return taken;
}

const LETTER = /[\p{L}\p{N}]/u;
function place(text, part, taken) {
  const lower = text.toLowerCase(), wanted = part.toLowerCase();
  if (lower.length !== text.length) return null;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (!LETTER.test(text[at - 1] ?? "") && !LETTER.test(text[end] ?? "") && !taken.some((other) => at < other.end && other.start < end)) return [at, end];
  }
  return null;
}

// Text as nodes: names as links, hits as marks.
function rich(text, names, hitRanges = [], here = new Set()) {
  const out = [];
  const marked = (from, to) => {
    let at = from;
    const parts = [];
    for (const [start, end] of hitRanges) {
      const first = Math.max(start, at), last = Math.min(end, to);
      if (first >= last) continue;
      if (first > at) parts.push(text.slice(at, first));
      parts.push(h("mark", {}, text.slice(first, last)));
      at = last;
    }
    if (at < to) parts.push(text.slice(at, to));
    return parts;
  };
  let at = 0;
  for (const name of [...names].sort((a, b) => a.start - b.start)) {
    if (name.start < at) continue;
    out.push(marked(at, name.start));
    const kind = D.entities.kind[name.entity];
    out.push(h("a", {href: entityHref(name.entity), class: here.has(name.entity) ? "name here" : "name", "data-kind": kind, title: `${D.entities.name[name.entity]}, ${word("kind", kind)}`}, marked(name.start, name.end)));
    at = name.end;
  }
  out.push(marked(at, text.length));
  return out;
}

// One sentence in both languages with where it is from; `span.hit` are marked ranges.
function pairCard(span, {here, source = [], english = []} = {}) {
  const {doc, ordinal} = span;
  return h("article", {class: "pair"},
    h("header", {}, h("a", {class: "item", href: documentHref(doc, ordinal)}, h("bdi", {}, documentName(doc))), h("span", {class: "dim"}, `${dateWords(D.documents.date[doc])} · ${word("lang", span.lang)}`), span.status && span.status !== "ok" && chip("status", span.status), span.reason && h("span", {class: "dim reason"}, reasonWords(span.reason))),
    h("p", {class: "src"}, bdi(rich(span.text, span.names, source, here), span.lang)),
    span.en != null && h("p", {class: "en"}, bdi(rich(span.en, englishNames(span, span.en), english, here), "en")),
  );
}

const SPAN_COLUMNS = ["document_id", "source", "title", "date", "position", "language", "text", "english", "status", "reason", "quality", "score", "names"];
const spanCells = (span) => [D.documents.id[span.doc], D.documents.uri[span.doc], D.documents.title[span.doc], D.documents.date[span.doc], span.ordinal, span.lang, span.text, span.en, span.status, span.reason, span.quality == null ? null : span.quality / 100, span.score == null ? null : span.score / 100, distinct(span.names.map((name) => D.entities.name[name.entity])).join("; ")];
