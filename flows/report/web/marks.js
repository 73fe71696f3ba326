// What the reader has marked: kept in this browser, downloaded as review.json for `tolmach review import`.
const marks = {translations: new Map(), names: []};
let marksKey = "";

function openMarks() {
  marksKey = `tolmach-review ${D.runs.at(-1)?.run_id ?? ""}`; // the oldest run: the same for later snapshots of this folder
  try {
    takeMarks(JSON.parse(localStorage.getItem(marksKey) ?? "{}"));
  } catch {
    // no storage, or not ours: start empty
  }
}

function takeMarks(kept) {
  for (const mark of kept.translations ?? []) if (typeof mark.source === "string") marks.translations.set(markKey(mark), mark);
  for (const mark of kept.names ?? []) if (typeof mark.entity_id === "string") setNameMark(mark, true);
}

const markKey = (mark) => `${mark.source_lang}\n${mark.source}`;
const marksCount = () => marks.translations.size + marks.names.length;
const review = () => ({tolmach_review: 1, run_id: D.run.run_id, translations: [...marks.translations.values()], names: marks.names});

function keepMarks() {
  try {
    localStorage.setItem(marksKey, JSON.stringify(review()));
  } catch {
    say("This browser keeps nothing: download review.json before you close the page");
  }
  showMarksCount();
}

const markOf = (span) => marks.translations.get(markKey({source: span.text, source_lang: span.lang}));

function markTranslation(span, verdict, corrected) {
  const key = markKey({source: span.text, source_lang: span.lang});
  if (verdict) marks.translations.set(key, {source: span.text, source_lang: span.lang, english: span.en, status: span.status, verdict, ...(verdict === "corrected" && {corrected}), document_id: D.documents.id[span.doc], ordinal: span.ordinal});
  else marks.translations.delete(key);
  keepMarks();
}

const sameNameMark = (a, b) => a.verdict === b.verdict && a.entity_id === b.entity_id && a.other_id === b.other_id;

function setNameMark(mark, on) {
  marks.names = marks.names.filter((other) => !sameNameMark(other, mark) && !(mark.verdict === "renamed" && other.verdict === "renamed" && other.entity_id === mark.entity_id));
  if (on) {
    const opposite = {same: "different", different: "same"}[mark.verdict];
    if (opposite) marks.names = marks.names.filter((other) => !sameNameMark(other, {...mark, verdict: opposite}));
    marks.names.push(mark);
  }
}

const nameMark = (entity, verdict, more = {}) => ({verdict, entity_id: D.entities.id[entity], name: D.entities.name[entity], kind: D.entities.kind[entity], ...more});

// The buttons under a translation: right, or a better English.
function translationMarks(span, changed = () => {}) {
  const box = h("div", {class: "marks"});
  const draw = (editing, focus) => {
    const mark = markOf(span);
    const set = (verdict, corrected) => {
      markTranslation(span, verdict, corrected);
      draw(false, true);
      changed();
      say(verdict ? `Marked ${verdict}` : "Mark removed");
    };
    if (editing) {
      const field = h("textarea", {rows: 3, lang: "en", "aria-label": "Better English", value: mark?.corrected ?? span.en ?? ""});
      const save = () => (field.value.trim() && field.value.trim() !== span.en ? set("corrected", field.value.trim()) : draw(false, true));
      field.addEventListener("keydown", (event) => {
        if (event.key === "Escape") draw(false, true);
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        else return;
        event.stopPropagation();
        event.preventDefault();
      });
      box.replaceChildren(field, h("div", {class: "row"}, button("Save", save, {class: "primary"}), button("Cancel", () => draw(false, true))));
      field.focus();
      return;
    }
    box.replaceChildren(...nodes([
      mark?.verdict === "corrected" && h("p", {class: "corrected", lang: "en"}, h("span", {class: "dim"}, "Your English: "), bdi(mark.corrected, "en")),
      h("div", {class: "row"},
        button("✓ Right", () => set(mark?.verdict === "right" ? null : "right"), {"aria-pressed": String(mark?.verdict === "right"), class: "mark right"}),
        button(mark?.verdict === "corrected" ? "Change" : "✎ Correct", () => draw(true), {class: "mark"}),
        mark?.verdict === "corrected" && button("Undo", () => set(null), {class: "quiet"})),
    ]));
    if (focus) box.querySelector("button").focus();
  };
  draw();
  return box;
}
