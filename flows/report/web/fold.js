// Folding for search: letter case and accents, and spellings of a name in either alphabet.
const CYRILLIC = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "i", к: "k", л: "l", м: "m", н: "n",
  о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sh", ъ: "", ы: "i",
  ь: "", э: "e", ю: "iu", я: "ia", і: "i", ї: "i", є: "e", ґ: "g", ў: "v",
};

// Letters as they count in "any spelling" search of text: case, ё and accents aside. Keeps length, so that hits can be marked.
function foldText(text) {
  const lower = text.toLowerCase();
  const base = lower.length === text.length ? lower : text; // a few capitals have longer small forms
  return /^[\x00-\x7fа-я\u2010-\u2026«»]*$/.test(base) ? base : base.replace(/[^\x00-\x7fа-я]/g, (sign) => {
    if (sign === "ё") return "е";
    if (sign === "й") return "й";
    const plain = sign.normalize("NFD")[0];
    return plain.length === sign.length ? plain : sign;
  });
}

// What the spellings of one name have in common: Rogosin, Rogozine and Рогозин become "rogosin".
function skeleton(text) {
  let key = text.toLowerCase().replace(/[а-яёіїєґў]/g, (letter) => CYRILLIC[letter] ?? "").normalize("NFD").replace(/[\u0300-\u036f'’`"«»“”ʹʺ]/g, "");
  for (const [pattern, same] of SAME) key = key.replace(pattern, same);
  return key.trim();
}
const SAME = [
  [/[^a-z0-9]+/g, " "],
  [/shch|sch|sc(?=h)|szcz/g, "sh"], [/tsch|tch|cz|tj/g, "ch"], [/kh|ch(?=[lmnr])/g, "h"], [/zh|dj|dzh/g, "j"], [/tz|cz/g, "ts"],
  [/ph|ff/g, "f"], [/w/g, "v"], [/ck|q|c(?=[aoulr ])|c$/g, "k"], [/x/g, "ks"], [/ou|oo/g, "u"],
  [/z/g, "s"], [/\b(?:y|j|i)e/g, "e"], [/(?:j|y|i)(?=[aou])/g, "i"], [/[yj]/g, "i"], [/ie|ii+|ee/g, "i"],
  [/([a-z])\1+/g, "$1"], [/e\b/g, ""], [/ov\b|of\b/g, "ov"],
];

// Endings of Russian case forms, off the skeleton: Рогозиным and Рогозину are found by Rogozin.
const stem = (key) => (key.length > 5 ? key.replace(/(?:ogo|omu|imi|ami|iami|im|om|em|oi|ei|a|u|i|e)$/, "") : key);

let nameKeys = null;
// Entities one of whose spellings has all the words of the query.
function entitiesLike(query) {
  nameKeys ??= D.entities.id.map((_, entity) => [...new Set([D.entities.name[entity], D.entities.name_ru[entity] ?? "", ...D.spellingsOf[entity].map((row) => row[1])].map(skeleton))].map((key) => key.split(" ")));
  const words = skeleton(query).split(" ").filter(Boolean).map(stem);
  if (!words.length || words.every((key) => key.length < 2)) return [];
  const found = [];
  nameKeys.forEach((spellings, entity) => {
    if (spellings.some((keys) => words.every((key) => keys.some((own) => (key.length > 3 ? own.startsWith(key) : own === key))))) found.push(entity);
  });
  return found;
}

// Ranges of a text that a query hits. Exactly: as written, capitals count only where the query has some.
function hits(text, query, exact) {
  if (!query) return [];
  const [where, what] = exact ? (/\p{Lu}/u.test(query) ? [text, query] : [text.toLowerCase(), query.toLowerCase()]) : [foldText(text), foldText(query)];
  const found = [];
  for (let at = where.indexOf(what); at >= 0 && found.length < 50; at = where.indexOf(what, at + what.length)) found.push([at, at + what.length]);
  return found;
}
