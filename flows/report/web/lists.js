// Long lists: tables that become cards on a phone, and rows that are added as the reader gets there.
const STEP = 60; // rows added at a time

// Fill `container` with what `make` returns for each row, some now, the rest when its end comes into view.
function growing(container, rows, make, after) {
  let shown = 0;
  const more = () => {
    const next = rows.slice(shown, shown + STEP).map((row, i) => make(row, shown + i));
    shown += next.length;
    container.append(...next.filter(Boolean));
    foot.replaceChildren(...(shown < rows.length ? [button(`Show more (${count(rows.length - shown)} left)`, more, {class: "more"})] : []));
  };
  const foot = h("div", {class: "foot"});
  (after ?? container).after(foot);
  more();
  const watcher = new IntersectionObserver((entries) => {
    if (!foot.isConnected) watcher.disconnect();
    else if (entries.some((entry) => entry.isIntersecting) && shown < rows.length) {
      more();
      watcher.unobserve(foot);
      watcher.observe(foot); // asks again: the end may still be in view
    }
  }, {rootMargin: "600px"});
  watcher.observe(foot);
  container.more = () => shown < rows.length && (more(), true);
}

// columns: {label, cell: row => node, key?: row => value to sort by, number?: bool, down?: bool}
function dataTable(caption, columns, rows, route, empty = "Nothing here.") {
  if (!rows.length) return h("p", {class: "note"}, empty);
  const box = h("div", {class: "tablebox"});
  const draw = (focus) => {
    const order = route?.query.get("sort") ?? "";
    const by = columns.find((column) => column.key && column.label === order.replace(/^-/, ""));
    const sorted = by ? sortedBy(rows, by.key, order.startsWith("-")) : rows;
    const body = h("tbody", {role: "rowgroup"});
    const head = columns.map((column) => h("th", {scope: "col", role: "columnheader", class: column.number && "number", "aria-sort": by === column ? (order.startsWith("-") ? "descending" : "ascending") : null},
      column.key && route ? button(column.label, () => {
        const down = by === column ? !order.startsWith("-") : Boolean(column.number || column.down);
        route.query.set("sort", (down ? "-" : "") + column.label);
        replaceQuery(route);
        draw(column.label);
      }, {class: "sort", "data-sort": column.label}) : column.label));
    const table = h("table", {role: "table"}, h("caption", {class: "sr"}, caption), h("thead", {role: "rowgroup"}, h("tr", {role: "row"}, head)), body);
    box.replaceChildren(table);
    growing(body, sorted, (row) => h("tr", {role: "row", class: row.class},
      columns.map((column, i) => {
        const cell = column.cell(row);
        return i === 0
          ? h("th", {scope: "row", role: "rowheader"}, cell)
          : h("td", {role: "cell", class: column.number && "number", "data-label": column.label, "data-empty": cell == null || cell === false || cell === "" || (Array.isArray(cell) && !cell.length) ? "" : null}, h("div", {class: "cell"}, cell));
      })), table);
    if (focus) box.querySelector(`[data-sort="${CSS.escape(focus)}"]`)?.focus();
  };
  draw();
  return box;
}

function sortedBy(rows, key, down) {
  const keyed = rows.map((row, i) => [key(row), i, row]);
  const missing = (value) => value == null || value === "";
  keyed.sort(([a, i], [b, j]) => {
    if (missing(a) || missing(b)) return missing(a) - missing(b) || i - j;
    const order = typeof a === "string" ? a.localeCompare(b) : a - b;
    return (down ? -order : order) || i - j;
  });
  return keyed.map(([, , row]) => row);
}

// A view with filters on the left, a heading line and a list.
function listView({title, lead, tools, panel, body}) {
  return h("div", {class: panel ? "withfacets" : "plain"}, panel, h("section", {class: "content", "aria-labelledby": "title"}, h("div", {class: "headline"}, h("h1", {id: "title", tabindex: "-1"}, title), tools && h("div", {class: "tools"}, tools)), lead && h("p", {class: "lead"}, lead), body));
}
