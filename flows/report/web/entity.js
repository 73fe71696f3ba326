// One name: its spellings and why, when it was seen, with whom, and every sentence it is in.
VIEWS.name = async (route) => {
  const entity = D.entities.number.get(route.path[1]);
  if (entity === undefined) return missing("name", route.path[1]);
  const about = D.entities, spellings = D.spellingsOf[entity], [first, last] = seen(entity);
  const facts = [
    ["Russian", about.name_ru[entity] && bdi(about.name_ru[entity], "ru")],
    ["Given name", about.given[entity]], ["Patronymic", about.patronymic[entity]], ["Family name", about.family[entity]],
    ["Mentions", `${count(about.n_mentions[entity])} in ${plural(about.n_documents[entity], "document")}`],
    ["Seen", first && (first === last ? dateWords(first) : `${dateWords(first)} to ${dateWords(last)}`)],
    ["Ids", Object.entries(about.ids[entity] ?? {}).map(([scheme, id], i) => [i > 0 && ", ", `${scheme} `, outward(idAddress(scheme, id), id)])],
    ["Id here", h("code", {}, about.id[entity])],
  ].filter(([, value]) => value && (!Array.isArray(value) || value.length));
  const columns = [
    {label: "Spelling", key: (row) => row[1], cell: (row) => bdi(row[1], row[3])},
    {label: "Times", number: true, key: (row) => row[4], cell: (row) => count(row[4])},
    {label: "Language", key: (row) => word("lang", row[3]), cell: (row) => word("lang", row[3])},
    {label: "Why", key: (row) => word("alias_rule", row[5]), cell: (row) => [h("b", {title: meaning("alias_rule", row[5])}, word("alias_rule", row[5])), row[7].length > 0 && h("span", {class: "dim"}, ` ${row[7].join("; ")}`)]},
    {label: "Score", number: true, key: (row) => row[6], cell: (row) => percent(row[6])},
  ];
  const sentences = h("section", {"aria-labelledby": "sentences"}, h("div", {class: "headline"}, h("h2", {id: "sentences"}, "Sentences"), csvButton(`sentences-${about.id[entity]}`, SPAN_COLUMNS, async () => (await sentencesOf(entity)).map(spanCells))));
  route.shown = () => showSentences(entity, sentences, route);
  return h("div", {class: "plain entity"},
    h("article", {"aria-labelledby": "title"},
      h("div", {class: "headline"}, h("h1", {id: "title", tabindex: "-1"}, bdi(about.name[entity]), " ", kindChip(about.kind[entity])), h("div", {class: "tools"}, csvButton(`spellings-${about.id[entity]}`, ["entity_id", "name", "spelling", "script", "language", "mentions", "rule", "score", "evidence"], () => spellings.map((row) => [about.id[entity], about.name[entity], ...row.slice(1, 6), row[6] == null ? null : row[6] / 100, row[7].join("; ")])))),
      h("div", {class: "split"}, h("div", {}, h("dl", {class: "facts"}, facts.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])), doubts(entity), nameMarks(entity)), h("div", {}, monthsOf(entity), companions(entity))),
      h("section", {"aria-labelledby": "spellings"}, h("h2", {id: "spellings"}, plural(spellings.length, "spelling")), dataTable("Spellings", columns, spellings, route)),
      sentences));
};

const ID_PAGES = {wikidata: "https://www.wikidata.org/wiki/", viaf: "https://viaf.org/viaf/", opensanctions: "https://www.opensanctions.org/entities/"};
const idAddress = (scheme, id) => (ID_PAGES[scheme.toLowerCase()] ? ID_PAGES[scheme.toLowerCase()] + encodeURIComponent(id) : id);

function doubts(entity) {
  const others = D.entities.maybe[entity] ?? [];
  const claims = Object.entries(D.entities.maybe).filter(([, candidates]) => candidates.includes(entity)).map(([apart]) => Number(apart));
  const note = D.entities.note[entity];
  if (!note && !claims.length) return null;
  return h("div", {class: "doubts"}, h("h2", {}, "Ambiguities"),
    note && h("p", {}, `Kept apart: ${note}.`),
    others.length > 0 && h("p", {class: "names"}, "May be: ", others.slice(0, 8).map((other) => [entityLink(other), " "])),
    claims.length > 0 && h("p", {class: "names"}, "Kept apart, but may be meant: ", claims.slice(0, 8).map((other) => [entityLink(other), " "])));
}

function companions(entity) {
  const others = together(entity);
  if (!others.length) return null;
  return h("section", {"aria-labelledby": "together"}, h("h2", {id: "together"}, "In the same documents"), h("ul", {class: "companions"}, others.slice(0, 12).map(([other, n]) => h("li", {}, entityLink(other), h("span", {class: "n"}, count(n))))), h("p", {}, h("a", {href: link(["network"], {name: D.entities.id[entity]})}, "Show as a network")));
}

function monthsOf(entity) {
  const dated = D.documentsOf[entity].filter(([doc]) => D.documents.date[doc]).map(([doc, n]) => [D.documents.date[doc], n]);
  if (!dated.length) return null;
  const bars = dateBars(dated, "mention", (from, to) => link(["docs"], {from, to}));
  return bars && h("section", {"aria-labelledby": "when"}, h("h2", {id: "when"}, "When"), bars);
}

async function sentencesOf(entity) {
  const found = [];
  for (const [doc] of D.documentsOf[entity]) for (const span of await spansOf(doc)) if (span.names.some((name) => name.entity === entity)) found.push(span);
  return found;
}

async function showSentences(entity, section, route) {
  const list = h("div", {class: "pairs"});
  section.append(list);
  const docs = D.documentsOf[entity].map(([doc]) => doc);
  let next = 0;
  const foot = h("p");
  section.append(foot);
  const more = async () => {
    let added = 0;
    while (next < docs.length && added < 30) {
      const spans = (await spansOf(docs[next++])).filter((span) => span.names.some((name) => name.entity === entity));
      if (!current(route)) return;
      list.append(...spans.map((span) => pairCard(span, {here: new Set([entity])})));
      added += spans.length;
    }
    foot.replaceChildren(...(next < docs.length ? [button(`Show more (${plural(docs.length - next, "document")} left)`, more, {class: "more"})] : []));
  };
  list.more = () => next < docs.length && (more(), true);
  await more();
}

// What the reader says about a name.
function nameMarks(entity) {
  const box = h("div", {class: "marks"});
  const draw = (editing, focus) => {
    const own = marks.names.filter((mark) => mark.entity_id === D.entities.id[entity]);
    const change = (mark, on) => {
      setNameMark(mark, on);
      keepMarks();
      draw(null, true);
      say(on ? "Marked" : "Mark removed");
    };
    const not = nameMark(entity, "not_a_name", {spellings: distinct(D.spellingsOf[entity].map((row) => row[1]))});
    const isNot = own.some((mark) => mark.verdict === "not_a_name");
    box.replaceChildren(...nodes([
      h("h2", {}, "Your judgement"),
      own.length > 0 && h("ul", {class: "own"}, own.map((mark) => h("li", {}, markWords(mark), " ", button("Undo", () => change(mark, false), {class: "quiet"})))),
      editing ? nameForm(entity, editing, change, () => draw(null, true)) : h("div", {class: "row"},
        button("Same as …", () => draw("same"), {class: "mark"}), button("Different from …", () => draw("different"), {class: "mark"}),
        button("Rename …", () => draw("renamed"), {class: "mark"}), button("Not a name", () => change(not, !isNot), {class: "mark", "aria-pressed": String(isNot)})),
    ]));
    if (focus) box.querySelector("button").focus();
    if (editing) box.querySelector("input").focus();
  };
  draw();
  return box;
}

const markWords = (mark) => ({same: ["Same as ", bdi(mark.other_name)], different: ["Different from ", bdi(mark.other_name)], renamed: ["Renamed to ", bdi(mark.to)], not_a_name: ["Not a name"]})[mark.verdict] ?? [mark.verdict];

function nameForm(entity, verdict, change, cancel) {
  const rename = verdict === "renamed";
  const choices = rename ? [] : (D.entities.maybe[entity] ?? []).concat(D.entities.id.map((_, other) => other).filter((other) => other !== entity && D.entities.kind[other] === D.entities.kind[entity])).slice(0, 500);
  const label = {same: "Same as", different: "Different from", renamed: "Correct name (English or Russian)"}[verdict];
  const problem = h("p", {class: "problem", role: "alert"});
  const field = h("input", {type: "text", id: "name-field", list: rename ? null : "name-choices", autocomplete: "off", value: rename ? D.entities.name[entity] : ""});
  const byName = (text) => {
    const key = text.trim().toLowerCase();
    return D.entities.id.findIndex((id, other) => other !== entity && (id === text.trim() || D.entities.name[other].toLowerCase() === key || D.entities.name_ru[other]?.toLowerCase() === key || D.spellingsOf[other].some((row) => row[1].toLowerCase() === key)));
  };
  const save = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (rename) return text ? change(nameMark(entity, "renamed", {to: text}), true) : cancel();
    const other = byName(text);
    if (other < 0) return void (problem.textContent = "No other name here is written like that.");
    return change(nameMark(entity, verdict, {other_id: D.entities.id[other], other_name: D.entities.name[other], other_kind: D.entities.kind[other]}), true);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    cancel();
  });
  return h("form", {onsubmit: save}, h("label", {for: "name-field"}, label), field, !rename && h("datalist", {id: "name-choices"}, distinct(choices).map((other) => h("option", {value: D.entities.name[other]}))), problem, h("div", {class: "row"}, h("button", {class: "primary"}, "Save"), button("Cancel", cancel)));
}
