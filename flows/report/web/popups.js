// The panel about one sentence: how its translation came about, its language, its names, and the reader's marks.
function describeSpan(span, changed) {
  const facts = [];
  const fact = (label, ...value) => facts.push(h("dt", {}, label), h("dd", {}, value));
  if (span.en != null) {
    fact("Translation", chip("status", span.status), " ", meaning("status", span.status));
    for (const reason of reasonParts(span.reason)) fact("Because", h("b", {}, word("reason", reason)), " ", meaning("reason", reason));
    if (span.quality != null) fact("Quality", percent(span.quality), " estimated");
    if (span.score != null) fact("Model's likelihood", likelihood(span.score), " per word piece on average");
  }
  fact("Language", word("lang", span.lang), span.sure != null && `, ${percent(span.sure)} sure`);
  if (span.rule) fact("Decided by", h("b", {}, word("lang_rule", span.rule)), " ", meaning("lang_rule", span.rule));
  if (span.names.length) fact("Names", h("ul", {}, span.names.map((name) => h("li", {}, entityLink(name.entity), h("span", {class: "dim"}, ` as “${span.text.slice(name.start, name.end)}”: ${word("link_rule", name.rule)}${name.sure == null ? "" : `, ${percent(name.sure)}`}`)))));
  return [
    h("p", {class: "quote"}, bdi(span.text, span.lang)),
    span.en != null && h("p", {class: "quote en"}, bdi(span.en, "en")),
    span.en != null && translationMarks(span, changed),
    h("dl", {class: "facts"}, facts),
  ];
}

function showHelp() {
  const rows = [["/", "search"], ["j, k", "next, previous"], ["Enter", "open"], ["Esc", "close, or back"], ["[, ]", "previous, next document"], ["?", "this help"]];
  const dialog = h("dialog", {class: "help", "aria-labelledby": "help-title"}, h("h2", {id: "help-title"}, "Keys"), h("dl", {}, rows.map(([keys, what]) => [h("dt", {}, keys.split(", ").map((key, i) => [i > 0 && " ", h("kbd", {}, key)])), h("dd", {}, what)])), h("form", {method: "dialog"}, h("button", {class: "primary"}, "Close")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
