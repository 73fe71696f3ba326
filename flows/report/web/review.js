// The reader's marks: look them over, take them along, bring them in.
VIEWS.review = (route) => {
  const body = h("div");
  const draw = () => {
    const texts = [...marks.translations.values()];
    const remove = (edit) => () => {
      edit();
      keepMarks();
      draw();
      document.getElementById("title")?.focus();
      say("Mark removed");
    };
    const translationColumns = [
      {label: "Text", cell: (mark) => bdi(mark.source, mark.source_lang)},
      {label: "English", cell: (mark) => bdi(mark.verdict === "corrected" ? mark.corrected : mark.english ?? "", "en")},
      {label: "Mark", cell: (mark) => (mark.verdict === "corrected" ? "corrected" : "right")},
      {label: "Undo", cell: (mark) => button("Undo", remove(() => marks.translations.delete(markKey(mark))), {class: "quiet", "aria-label": `Undo the mark on ${mark.source}`})},
    ];
    const nameColumns = [
      {label: "Name", cell: (mark) => (D.entities.number.has(mark.entity_id) ? entityLink(D.entities.number.get(mark.entity_id)) : bdi(mark.name))},
      {label: "Mark", cell: markWords},
      {label: "Undo", cell: (mark) => button("Undo", remove(() => setNameMark(mark, false)), {class: "quiet", "aria-label": `Undo the mark on ${mark.name}`})},
    ];
    body.replaceChildren(...nodes([
      h("p", {class: "count"}, `${plural(texts.length, "translation")}, ${plural(marks.names.length, "name")}`),
      texts.length > 0 && [h("h2", {}, "Translations"), dataTable("Marked translations", translationColumns, texts)],
      marks.names.length > 0 && [h("h2", {}, "Names"), dataTable("Marked names", nameColumns, marks.names)],
      !marksCount() && h("p", {class: "note"}, "Nothing is marked yet. Mark sentences while you read, or under ", h("a", {href: "#/doubtful"}, "Doubtful"), "; judge names on their own pages."),
    ]));
  };
  draw();
  const open = h("input", {type: "file", accept: ".json,application/json", id: "open-review", class: "sr", onchange: async (event) => {
    try {
      const kept = JSON.parse(await event.target.files[0].text());
      if (kept.tolmach_review !== 1) throw new TypeError("another kind of file");
      takeMarks(kept);
      keepMarks();
      draw();
    } catch {
      say("This is no review.json");
    }
  }});
  const columns = ["what", "verdict", "text", "language", "english", "corrected", "name", "other", "entity_id", "other_id"];
  const rows = () => [...[...marks.translations.values()].map((mark) => ["translation", mark.verdict, mark.source, mark.source_lang, mark.english, mark.corrected]), ...marks.names.map((mark) => ["name", mark.verdict, "", "", "", "", mark.name, mark.other_name ?? mark.to, mark.entity_id, mark.other_id])];
  const save = () => download("review.json", JSON.stringify(review(), null, 1) + "\n", "application/json");
  return listView({
    title: "Your review",
    lead: ["Marks stay in this browser. Download them and run ", h("code", {}, "tolmach review import review.json"), ": it says what will change; the next run shows it."],
    tools: [button("Download review.json", save, {class: "primary"}), open, h("label", {for: "open-review", class: "button"}, "Open a review.json"), csvButton("review", columns, rows)],
    body,
  });
};

function showMarksCount() {
  const badge = document.getElementById("marks");
  if (!badge) return;
  badge.textContent = marksCount() ? count(marksCount()) : "";
}
