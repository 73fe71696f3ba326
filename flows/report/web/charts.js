// Bars over time, as a list: each bar is a link that says its date and number.
function binSize(dates) {
  const [first, last] = [dates[0], dates.at(-1)];
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return days <= 45 ? 10 : days <= 1900 ? 7 : 4; // characters of the date: day, month, year
}

// Every period from the first to the last, those without anything too.
function periods(dates) {
  const size = binSize(dates);
  const all = [];
  const end = dates.at(-1).slice(0, size);
  const at = new Date(`${dates[0].slice(0, size)}${{10: "", 7: "-01", 4: "-01-01"}[size]}T00:00:00Z`);
  for (let period = ""; period < end && all.length < 400; ) {
    period = at.toISOString().slice(0, size);
    all.push(period);
    if (size === 10) at.setUTCDate(at.getUTCDate() + 1);
    else if (size === 7) at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return {size, all};
}

function lastDay(period) {
  if (period.length === 10) return period;
  const [year, month = 12] = period.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
const firstDay = (period) => (period + "-01-01").slice(0, 10);

// dated: [date, n]; href(from, to) leads to what is in a period.
function dateBars(dated, what, href) {
  const sorted = [...dated].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const {size, all} = periods(sorted.map(([date]) => date));
  const totals = new Map(all.map((period) => [period, 0]));
  for (const [date, n] of sorted) totals.set(date.slice(0, size), (totals.get(date.slice(0, size)) ?? 0) + n);
  if (all.length < 2) return null; // a single bar says nothing
  const most = Math.max(...totals.values());
  return h("div", {class: "barbox", style: {width: `${all.length * 3.2}rem`}}, h("ol", {class: "bars"}, all.map((period) => {
    const n = totals.get(period), text = `${dateWords(period)}: ${plural(n, what)}`;
    const bar = h("span", {class: "bar", style: {height: `${Math.max(n ? 4 : 0, (100 * n) / most)}%`}});
    return h("li", {title: text}, n ? h("a", {href: href(firstDay(period), lastDay(period)), "aria-label": text}, bar) : h("span", {class: "sr"}, text));
  })), h("div", {class: "axis", "aria-hidden": "true"}, [all[0], all.at(-1)].map((period) => h("span", {}, dateWords(period)))));
}
