// Reading a document: source and English side by side, span by span.
const CHUNK = 120; // blocks built at a time; those out of view are not laid out

VIEWS.doc = async (route) => {
  const doc = D.documents.number.get(route.path[1]);
  if (doc === undefined) return missing("document", route.path[1]);
  const spans = await spansOf(doc);
  const reader = h("div", {class: "reader"});
  const inspector = h("aside", {id: "inspector", "aria-label": "About this sentence", hidden: true});
  const elements = spans.map(() => []);
  const builder = blockBuilder(spans, elements, reader);
  let selected = -1;
  const select = (ordinal, focus) => {
    elements[selected]?.forEach((element) => element.classList.remove("selected"));
    selected = ordinal;
    if (ordinal < 0) {
      inspector.hidden = true;
      route.query.delete("span");
    } else {
      builder.until(ordinal);
      elements[ordinal].forEach((element) => element.classList.add("selected"));
      const close = button("Close", () => select(-1), {class: "quiet close"});
      inspector.replaceChildren(h("div", {class: "row between"}, h("h2", {}, `Sentence ${ordinal + 1} of ${spans.length}`), close), ...nodes(describeSpan(spans[ordinal], () => paintMark(spans[ordinal], elements[ordinal]))));
      inspector.hidden = false;
      route.query.set("span", ordinal);
      if (focus) elements[ordinal].at(-1).scrollIntoView({block: "nearest", behavior: "auto"});
    }
    replaceQuery(route);
  };
  reader.addEventListener("click", (event) => {
    const at = event.target.closest("[data-span]");
    if (at && !event.target.closest("a") && !getSelection().toString()) select(Number(at.dataset.span));
  });
  linkOnHover(reader, elements);
  route.keys = {
    move: (step) => select(Math.min(Math.max(selected + step, 0), spans.length - 1), true),
    open: () => (selected < 0 ? false : (inspector.querySelector("button.mark") ?? inspector.querySelector("button")).focus()),
    close: () => (selected < 0 ? false : (select(-1), true)),
    previous: () => doc > 0 && go(documentHref(doc - 1)),
    next: () => doc + 1 < D.documents.id.length && go(documentHref(doc + 1)),
  };
  const start = Number(route.query.get("span") ?? -1);
  route.shown = () => {
    builder.rest();
    if (start >= 0 && start < spans.length) {
      select(start);
      elements[start].at(-1).scrollIntoView({block: "center"});
    }
  };
  const tools = [
    doc > 0 && h("a", {class: "button", href: documentHref(doc - 1), title: "Previous document ["}, "← Previous"),
    doc + 1 < D.documents.id.length && h("a", {class: "button", href: documentHref(doc + 1), title: "Next document ]"}, "Next →"),
    csvButton(`document-${D.documents.id[doc]}`, SPAN_COLUMNS, () => spans.map(spanCells)),
  ];
  return h("div", {class: "reading"}, h("article", {"aria-labelledby": "title", class: "content"}, h("div", {class: "headline"}, h("h1", {id: "title", tabindex: "-1"}, h("bdi", {}, documentName(doc))), h("div", {class: "tools"}, tools)), documentFacts(doc), keyToColours(), reader), inspector);
};

function documentFacts(doc) {
  const about = D.documents, names = namesIn(doc);
  return h("div", {class: "docfacts"},
    h("p", {class: "lead"}, [about.date[doc] && h("time", {datetime: about.date[doc]}, dateWords(about.date[doc])), about.author[doc] && h("bdi", {}, about.author[doc]), h("span", {}, word("lang", about.lang[doc])), h("span", {class: "uri"}, outward(webAddress(about.url[doc]) ?? about.uri[doc], about.url[doc] || shownUri(about.uri[doc]))), about.encoding[doc] && h("span", {}, `read as ${about.encoding[doc]}`)].filter(Boolean).map((part, i) => [i > 0 && " · ", part])),
    about.repairs[doc].length > 0 && h("p", {class: "repairs"}, h("span", {class: "dim"}, "Repaired: "), about.repairs[doc].map((repair) => [chip("repair", repair), " "])),
    names.length > 0 && h("details", {class: "docnames"}, h("summary", {}, plural(names.length, "name")), h("p", {class: "names"}, names.map(([entity, n]) => [entityLink(entity), h("span", {class: "dim"}, ` ${n}  `)]))));
}

const keyToColours = () => h("p", {class: "key", "aria-label": "Key"}, KINDS.map((kind) => h("span", {class: "name", "data-kind": kind}, word("kind", kind))), ["ok", "glossary", "retried", "mended", "doubtful", "romanized", "failed", "human"].filter((status) => D.codes.status.includes(status)).map((status) => h("span", {}, h("span", {class: "dot", "data-status": status}), " ", word("status", status))), h("a", {href: "#/legend"}, "legend"));

function blockBuilder(spans, elements, reader) {
  const blocks = [];
  for (const span of spans) {
    if (blocks.length && span.before < 2) blocks.at(-1).push(span);
    else blocks.push([span]);
  }
  let done = 0;
  const build = () => {
    const part = blocks.slice(done, done + CHUNK).map((block) => blockRow(block, elements));
    done += part.length;
    reader.append(h("div", {class: "chunk"}, part));
  };
  build();
  return {
    until: (ordinal) => {
      while (!elements[ordinal].length && done < blocks.length) build();
    },
    rest: () => {
      const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(() => run({timeRemaining: () => 8}), 16));
      const step = (deadline) => {
        while (done < blocks.length && reader.isConnected && deadline.timeRemaining() > 2) build();
        if (done < blocks.length && reader.isConnected) idle(step);
      };
      if (done < blocks.length) idle(step);
    },
  };
}

function blockRow(block, elements) {
  const translated = block.some((span) => span.en != null);
  const part = (span, node) => {
    elements[span.ordinal].push(node);
    return [span === block[0] ? "" : span.before === 1 ? "\u2060" : " ", node]; // what touches stays on one line
  };
  const source = block.map((span) => part(span, h("span", {class: "s", "data-span": span.ordinal, lang: langAttribute(span.lang)}, rich(span.text, span.names))));
  const english = translated ? block.map((span) => part(span, englishSpan(span))) : [];
  return h("div", {class: `block${translated ? "" : " same"}${block[0].before === 3 ? " gap" : ""}`}, h("p", {class: "src"}, source), translated && h("p", {class: "en"}, english));
}

function englishSpan(span) {
  if (span.en == null) return h("span", {class: "s kept", "data-span": span.ordinal, lang: langAttribute(span.lang)}, rich(span.text, span.names));
  const loud = !["ok", "glossary", "human"].includes(span.status) || (span.reason ?? "").includes("still_");
  const label = [word("status", span.status), reasonWords(span.reason)].filter(Boolean).join(": ");
  const node = h("span", {class: `s${loud ? " loud" : ""}`, "data-span": span.ordinal, "data-status": span.status, lang: "en"}, rich(span.en, englishNames(span, span.en)), "\u00a0", h("button", {type: "button", class: "dot", "data-status": span.status, "data-still": (span.reason ?? "").includes("still_"), "aria-label": `Sentence ${span.ordinal + 1}: ${label}${span.quality == null ? "" : `, quality ${percent(span.quality)}`}`, title: `${label}${span.quality == null ? "" : ` · quality ${percent(span.quality)}`}`}));
  paintMark(span, [node]);
  return node;
}

const paintMark = (span, elements) => elements.forEach((element) => (markOf(span) ? element.setAttribute("data-mark", markOf(span).verdict) : element.removeAttribute("data-mark")));

function linkOnHover(reader, elements) {
  let hot = -1;
  const paint = (on) => elements[hot]?.forEach((element) => element.classList.toggle("hot", on));
  const over = (event) => {
    const at = event.target.closest?.("[data-span]");
    const next = at ? Number(at.dataset.span) : -1;
    if (next === hot) return;
    paint(false);
    hot = next;
    paint(true);
  };
  reader.addEventListener("mouseover", over);
  reader.addEventListener("focusin", over);
  reader.addEventListener("mouseleave", over);
}
