// Every code of the tables in words.
const GROUPS = {status: "Status of a translation", reason: "Reasons", doubt: "Kinds of doubt", lang: "Languages", lang_rule: "What decided a language", kind: "Kinds of names", link_rule: "What links a mention to a name", alias_rule: "What makes a spelling one of a name", scheme: "Schemes of Latin letters", detector: "What found a name", repair: "Repairs", script: "Scripts", reject: "Why something was not processed", run: "Results of a run"};

VIEWS.legend = () => {
  const rows = D.legend;
  const swatch = (group, id) => (group === "status" ? h("span", {class: "dot", "data-status": id}) : group === "kind" ? h("span", {class: "name", "data-kind": id}, "Aa") : null);
  const section = ([group, title]) => h("section", {}, h("h2", {}, title), h("dl", {class: "legend"}, rows.filter((row) => row[0] === group).map(([, id, label, text, wayOut]) => [h("dt", {}, swatch(group, id), " ", group === "reject" ? "" : h("b", {}, label), " ", h("code", {}, id)), h("dd", {}, group === "reject" ? [label, text && `: ${text}`] : text, wayOut && `: ${wayOut}`)])));
  return listView({
    title: "Legend", lead: "What the words and codes mean, here and in the tables.",
    tools: csvButton("legend", ["group", "code", "label", "meaning"], () => rows.map((row) => row.slice(0, 4))),
    body: h("div", {class: "cards"}, Object.entries(GROUPS).map(section)),
  });
};
