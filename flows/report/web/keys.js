// Keyboard: / search, j k next and previous, Enter open, Esc close or back, [ ] documents, ? help.
const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=file]), textarea, select, [contenteditable]");

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const handled = typing(event.target) ? keyWhileTyping(event) : KEYS[event.key]?.(event);
  if (handled) event.preventDefault();
}

function keyWhileTyping(event) {
  if (event.key !== "Escape") return false;
  event.target.blur();
  document.getElementById("main").focus({preventScroll: true});
  return true;
}

const KEYS = {
  "/": () => (document.getElementById("search").select(), document.getElementById("search").focus(), true),
  "?": () => (showHelp(), true),
  j: () => move(1),
  k: () => move(-1),
  о: () => move(1), // the same keys on a Russian keyboard
  л: () => move(-1),
  ".": (event) => event.code === "Slash" && KEYS["/"](),
  "[": () => (route.keys?.previous?.(), true),
  "]": () => (route.keys?.next?.(), true),
  Enter: (event) => (event.target === document.body || event.target.id === "main" || event.target.id === "title") && route.keys?.open && (route.keys.open(), true),
  Escape: () => back(),
};

function move(step) {
  if (route.keys?.move) return route.keys.move(step), true;
  const items = () => [...document.querySelectorAll("#main .item")];
  let all = items();
  const at = all.indexOf(document.activeElement) >= 0 ? all.indexOf(document.activeElement) : all.indexOf(document.activeElement?.closest?.(".pair, tr")?.querySelector(".item"));
  if (at + step >= all.length) {
    for (const box of document.querySelectorAll("#main .pairs, #main tbody")) box.more?.();
    all = items();
  }
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.closest(".pair, tr")?.scrollIntoView({block: "nearest"});
  return true;
}

function back() {
  if (route.keys?.close?.()) return true;
  if (["doc", "name"].includes(route.path[0])) go(lastList);
  return true;
}
