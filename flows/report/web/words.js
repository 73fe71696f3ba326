// Words for the codes of the tables, from the legend in the data.
let LEGEND = new Map();
const LANGUAGES = typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames(["en"], {type: "language"}) : null;

function learnLegend(rows) {
  LEGEND = new Map(rows.map(([group, code, label, meaning, wayOut]) => [`${group}:${code}`, {group, code, label, meaning, wayOut}]));
}

function entryOf(group, code) {
  const known = LEGEND.get(`${group}:${code}`);
  if (known) return known;
  if (group === "alias_rule" && code.startsWith("romanized:")) {
    const scheme = entryOf("scheme", code.slice(10)), romanized = entryOf("alias_rule", "romanized");
    return {label: `${romanized.label}, ${scheme.label}`, meaning: [romanized.meaning, scheme.meaning].filter(Boolean).join(" ")};
  }
  if (group === "reason" && code.startsWith("still_")) {
    const plain = entryOf("reason", code.slice(6)), still = entryOf("reason", "still_");
    return {label: `${still.label}: ${plain.label}`, meaning: [plain.meaning, still.meaning].filter(Boolean).join(" ")};
  }
  if (group === "lang") return {label: languageName(code), meaning: ""};
  return {label: code, meaning: ""}; // unknown: as it is
}

function languageName(code) {
  try {
    return LANGUAGES?.of(code) ?? code;
  } catch {
    return code; // no BCP 47 tag
  }
}

const word = (group, code) => (code == null ? "" : entryOf(group, code).label);
const meaning = (group, code) => (code == null ? "" : entryOf(group, code).meaning);
const reasonParts = (reason) => (reason ? reason.split("+") : []);
const reasonWords = (reason) => reasonParts(reason).map((code) => word("reason", code)).join(" · ");

const KINDS = ["person", "organisation", "place"];
const KIND_PLURAL = {person: "People", organisation: "Organisations", place: "Places"};

const NUMBER = new Intl.NumberFormat("en");
const count = (n) => NUMBER.format(n ?? 0);
const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
const percent = (hundredths) => (hundredths == null ? "" : `${hundredths}\u00a0%`);
// A mean log-probability x 100 as the likelihood of the average word piece: what a reader can judge.
const likelihood = (score) => (score == null ? "" : `${Math.round(100 * Math.exp(score / 100))}\u00a0%`);

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
function dateWords(date) {
  if (!date) return "undated";
  const [year, month, day] = date.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}
