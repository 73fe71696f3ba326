// The data: unpacking, shards, and spans as objects.
let D = null; // what the page knows at once
const shards = new Map(); // number -> promise of a shard
const waiting = new Map(); // number -> what to do when its file has run

async function unpack(base64) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

async function openData() {
  const embedded = (id) => document.getElementById(id).textContent.trim();
  D = await unpack(embedded("data"));
  learnLegend(D.legend);
  const single = embedded("shard");
  if (single) shards.set(0, unpack(single).then((raw) => prepare(raw, 0)));
  document.getElementById("data").remove();
  document.getElementById("shard").remove();
  D.documents.number = new Map(D.documents.id.map((id, doc) => [id, doc]));
  D.entities.number = new Map(D.entities.id.map((id, entity) => [id, entity]));
  D.spellingsOf = D.entities.id.map(() => []);
  D.spellings.forEach((row) => D.spellingsOf[row[0]].push(row));
  D.documentsOf = D.entities.id.map(() => []); // entity -> [doc, times]
  D.documents.names.forEach((pairs, doc) => {
    for (let i = 0; i < pairs.length; i += 2) D.documentsOf[pairs[i]].push([doc, pairs[i + 1]]);
  });
  D.run = D.runs[0] ?? {run_id: "", counts: {}, config: {}, versions: {}, stage_seconds: {}};
}

const policy = globalThis.trustedTypes?.createPolicy("tolmach", {
  createScriptURL: (address) => {
    if (!/^report-data\/\d{4,}\.js$/.test(address)) throw new TypeError("not a part of this page");
    return address;
  },
});

globalThis.tolmachShard = (number, packed) => waiting.get(number)?.(packed);

function loadShard(number) {
  if (!shards.has(number)) {
    shards.set(
      number,
      new Promise((resolve, reject) => {
        waiting.set(number, resolve);
        const address = `report-data/${String(number).padStart(4, "0")}.js`;
        const script = document.createElement("script");
        script.onerror = () => {
          shards.delete(number);
          reject(new Error(`${address} is missing: keep the folder report-data beside this page`));
        };
        script.src = policy ? policy.createScriptURL(address) : address;
        document.head.append(script);
      })
        .then(unpack)
        .then((raw) => prepare(raw, D.shards[number])),
    );
  }
  return shards.get(number);
}

function prepare(raw, firstDocument) {
  const names = new Map(); // span -> names
  raw.name_span.forEach((span, i) => (names.has(span) ? names.get(span).push(i) : names.set(span, [i])));
  return {...raw, names, firstDocument, made: new Map(), folded: null};
}

const shardNumber = (doc) => {
  let low = 0, high = D.shards.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (D.shards[middle] <= doc) low = middle;
    else high = middle - 1;
  }
  return low;
};

async function spansOf(doc) {
  const shard = await loadShard(shardNumber(doc));
  const local = doc - shard.firstDocument;
  const spans = [];
  for (let row = shard.docs[local]; row < shard.docs[local + 1]; row++) spans.push(spanAt(shard, row, doc));
  return spans;
}

const code = (family, number) => (number < 0 ? null : D.codes[family][number]);

function spanAt(shard, row, doc) {
  let span = shard.made.get(row);
  if (!span) {
    span = {
      doc,
      ordinal: row - shard.docs[doc - shard.firstDocument],
      text: shard.texts[shard.text[row]],
      before: shard.before[row],
      lang: code("lang", shard.lang[row]),
      rule: code("rule", shard.rule[row]),
      sure: shard.sure[row],
      en: shard.en[row] < 0 ? null : shard.texts[shard.en[row]],
      status: code("status", shard.status[row]),
      reason: code("reason", shard.reason[row]),
      score: shard.score[row],
      quality: shard.quality[row],
      names: (shard.names.get(row) ?? []).map((i) => ({
        start: shard.name_start[i],
        end: shard.name_end[i],
        entity: shard.name_entity[i],
        rule: code("link", shard.name_rule[i]),
        sure: shard.name_sure[i],
        roman: shard.name_roman[i] < 0 ? "" : shard.texts[shard.name_roman[i]],
      })),
    };
    shard.made.set(row, span);
  }
  return span;
}

function documentOfRow(shard, row) {
  let low = 0, high = shard.docs.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shard.docs[middle] <= row) low = middle;
    else high = middle - 1;
  }
  return shard.firstDocument + low;
}

const documentName = (doc) => D.documents.title[doc] || shortUri(D.documents.uri[doc]);
const shortUri = (uri) => uri.replace(/^.*\/(?=[^/#]+)/, "") || uri;
const shownUri = (uri) => (D.start && uri.startsWith(D.start) ? uri.slice(D.start.length) : uri);
const documentHref = (doc, ordinal) => link(["doc", D.documents.id[doc]], {span: ordinal});
const entityHref = (entity) => link(["name", D.entities.id[entity]]);
const entityLink = (entity, label) => h("a", {href: entityHref(entity), class: "name", "data-kind": D.entities.kind[entity], title: `${D.entities.name[entity]}, ${word("kind", D.entities.kind[entity])}`}, bdi(label ?? D.entities.name[entity]));
