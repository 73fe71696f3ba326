// The frame: header, addresses, theme; starts everything.
const TABS = [["docs", "Documents"], ["names", "Names"], ["doubtful", "Doubtful"], ["timeline", "Timeline"], ["network", "Network"], ["rejects", "Not processed"], ["run", "Run"], ["legend", "Legend"], ["review", "Your review"]];
let route = {path: ["docs"], query: new URLSearchParams(), keys: null, shown: null};
let lastList = "#/docs";

function parseRoute() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const decode = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  return {path: path ? path.split("/").map(decode) : ["docs"], query: new URLSearchParams(query), keys: null, shown: null};
}

const hashOf = (to) => link(to.path, Object.fromEntries([...new Set(to.query.keys())].map((name) => [name, to.query.getAll(name)])));
const replaceQuery = (to) => {
  if (to === route) history.replaceState(null, "", hashOf(to));
};
const current = (asked) => asked === route;

function go(hash) {
  if (location.hash === hash) show();
  else location.hash = hash;
}

async function show() {
  const main = document.getElementById("main");
  if (location.hash === "#main") return main.focus(); // the skip link
  const own = (route = parseRoute());
  const view = VIEWS[own.path[0]];
  paintFrame(own);
  let content;
  try {
    content = view ? await view(own) : missing("page", own.path.join("/"));
  } catch (error) {
    console.error(error);
    content = h("p", {class: "note problem", role: "alert"}, String(error.message ?? error));
  }
  if (!current(own)) return;
  main.replaceChildren(content);
  main.dataset.view = own.path[0];
  const title = document.getElementById("title");
  document.title = visible(`${title?.textContent ?? "tolmach"} · tolmach`);
  if (!["doc", "name"].includes(own.path[0])) lastList = location.hash || "#/docs";
  scrollTo(0, 0);
  if (document.activeElement === document.body || !document.activeElement?.closest("#search-form")) title?.focus({preventScroll: true});
  await own.shown?.();
  document.documentElement.dataset.ready = location.hash;
}

const missing = (what, id) => h("section", {class: "content"}, h("h1", {id: "title", tabindex: "-1"}, "Not here"), h("p", {class: "note"}, `This snapshot has no ${what} ${id}. `, h("a", {href: "#/docs"}, "All documents")));

function frame() {
  const search = h("form", {id: "search-form", role: "search", onsubmit: (event) => {
    event.preventDefault();
    go(link(["search"], {q: field.value.trim(), as: route.path[0] === "search" ? route.query.get("as") : null}));
  }});
  const field = h("input", {id: "search", type: "search", placeholder: "Search Russian, English, any spelling", "aria-label": "Search", autocomplete: "off", spellcheck: "false"});
  let wait = 0;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    if (route.path[0] !== "search" && field.value.trim().length < 2) return;
    wait = setTimeout(() => search.requestSubmit(), D.shards.length > 1 ? 600 : 150);
  });
  search.append(field, h("kbd", {"aria-hidden": "true"}, "/"));
  const tabs = h("nav", {"aria-label": "Views"}, h("ul", {}, TABS.map(([name, label]) => h("li", {}, h("a", {href: `#/${name}`, "data-tab": name}, label, tabCount(name))))));
  document.getElementById("top").replaceChildren(h("div", {class: "bar1"}, h("a", {class: "brand", href: "#/docs"}, "tolmach"), search, h("div", {class: "row"}, themeButton(), button("?", showHelp, {"aria-label": "Keys and help", class: "round"}))), tabs);
  showMarksCount();
}

function tabCount(name) {
  const n = {docs: D.documents.id.length, names: D.entities.id.length, doubtful: D.doubtful.length, rejects: D.rejects.length}[name];
  if (name === "review") return h("span", {class: "badge", id: "marks"});
  return n === undefined ? null : h("span", {class: "badge"}, count(n));
}

function paintFrame(to) {
  const tab = {doc: "docs", name: "names"}[to.path[0]] ?? to.path[0];
  for (const anchor of document.querySelectorAll("[data-tab]")) {
    if (anchor.dataset.tab === tab) {
      anchor.setAttribute("aria-current", "page");
      anchor.scrollIntoView({block: "nearest", inline: "nearest"});
    } else anchor.removeAttribute("aria-current");
  }
  const field = document.getElementById("search");
  if (document.activeElement !== field) field.value = to.path[0] === "search" ? to.query.get("q") ?? "" : "";
}

function themeButton() {
  const order = ["auto", "light", "dark"], signs = {auto: "◐", light: "☀", dark: "☾"};
  let now = "auto";
  try {
    now = localStorage.getItem("tolmach-theme") ?? "auto";
  } catch {
    // no storage: as the system has it
  }
  const own = h("button", {type: "button", class: "round"});
  const paint = () => {
    document.documentElement.dataset.theme = now;
    own.textContent = signs[now] ?? signs.auto;
    own.setAttribute("aria-label", `Colours: ${now}`);
    own.title = `Colours: ${now}`;
  };
  own.addEventListener("click", () => {
    now = order[(order.indexOf(now) + 1) % 3];
    paint();
    try {
      localStorage.setItem("tolmach-theme", now);
    } catch {
      // not kept
    }
  });
  paint();
  return own;
}

async function start() {
  if (typeof DecompressionStream !== "function") {
    document.getElementById("main").replaceChildren(h("p", {class: "note problem"}, "This browser is too old for this page: use one from 2023 or later."));
    return;
  }
  await openData();
  openMarks();
  frame();
  addEventListener("hashchange", show);
  document.addEventListener("keydown", onKey);
  await show();
  document.documentElement.dataset.opened = performance.now().toFixed(0);
}
start().catch((error) => {
  console.error(error);
  document.getElementById("main").replaceChildren(h("p", {class: "note problem", role: "alert"}, `This page could not be opened: ${error.message}`));
});
