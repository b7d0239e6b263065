// The table of assets: search, filters, sorting, pages, and the details of one asset.
//
// All data are in the page, packed by report/data.rs: JSON, compressed as zlib does, in base64 for addresses. Texts come
// from a cloud and are hostile: they become text nodes, never markup.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);

  /** An element with properties, and with children that are elements or texts. */
  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  const isolated = (text) => element("bdi", {}, text);
  const note = (text, more = "") => element("span", { className: `sub ${more}` }, text);
  const count = (number) => number.toLocaleString("en-US");
  const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;

  /** `2026-11-21` and `07:00 UTC` of a number of seconds since 1970. */
  function dayAndClock(second) {
    const iso = new Date(second * 1000).toISOString();
    return [iso.slice(0, -14), `${iso.slice(-13, -8)} UTC`];
  }

  const minute = (second) => dayAndClock(second).join(" ");
  const orNotSaid = (second) => (second === null ? "not said" : minute(second));

  function badge(status, tone) {
    return status === null
      ? element("span", { className: "none" }, "not said")
      : element("span", { className: `badge ${tone}` }, status);
  }

  const blocks = (kind) => [...document.querySelectorAll(`script[data-kind="${kind}"]`)];

  async function unpack(block) {
    const packed = atob(block.textContent.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = new Uint8Array(packed.length);
    for (let index = 0; index < packed.length; index += 1) {
      bytes[index] = packed.charCodeAt(index);
    }
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  }

  /** What the table shows of each asset, column by column: an asset is a row number. */
  class Assets {
    units = [];
    name = [];
    id = [];
    unit = [];
    status = [];
    tone = [];
    created = [];
    modified = [];
    first = [];
    last = [];
    stale = new Set();
    #haystacks = [];
    #unitTexts = [];
    #ranks = new Map();

    static async load() {
      const assets = new Assets();
      const [units] = blocks("units");
      if (units) {
        assets.units = (await unpack(units)).map(([plugin, type, title, account, region, offered]) =>
          ({ plugin, type, title, account, region, offered }));
      }
      for (const columns of await Promise.all(blocks("index").map(unpack))) {
        assets.#add(columns);
      }
      assets.#unitTexts = assets.units.map((unit) =>
        [unit.title, `${unit.plugin}/${unit.type}`, unit.account, unit.region].join("\n"));
      return assets;
    }

    #add(columns) {
      const first = this.size;
      for (const row of columns.stale) this.stale.add(first + row);
      for (let row = 0; row < columns.name.length; row += 1) {
        const [status, tone] = columns.statuses[columns.status[row]] ?? [null, "plain"];
        this.name.push(columns.name[row]);
        this.id.push(columns.id[row]);
        this.unit.push(columns.unit[row]);
        this.status.push(status);
        this.tone.push(tone);
        this.created.push(columns.created[row]);
        this.modified.push(columns.modified[row]);
        this.first.push(columns.first[row]);
        this.last.push(columns.last[row]);
      }
    }

    get size() {
      return this.name.length;
    }

    unitOf(row) {
      return this.units[this.unit[row]];
    }

    /** All that a search looks at. */
    haystack(row) {
      this.#haystacks[row] ??= [this.name[row], this.id[row], this.#unitTexts[this.unit[row]], this.status[row] ?? ""]
        .join("\n").toLowerCase();
      return this.#haystacks[row];
    }

    key(row, column) {
      const unit = this.unitOf(row);
      switch (column) {
        case "name": return this.name[row].toLowerCase();
        case "type": return `${unit.title}\n${unit.plugin}`.toLowerCase();
        case "account": return unit.account;
        case "region": return unit.region;
        case "status": return this.status[row]?.toLowerCase() ?? null;
        case "created": return this.created[row];
        default: return this.last[row];
      }
    }

    /** The place of each row in the order of a column; -1 where the column says nothing. */
    ranks(column) {
      if (!this.#ranks.has(column)) this.#ranks.set(column, this.#ranked(column));
      return this.#ranks.get(column);
    }

    #ranked(column) {
      const keys = Array.from({ length: this.size }, (_, row) => this.key(row, column));
      const said = [...keys.keys()].filter((row) => keys[row] !== null);
      said.sort((one, other) => (keys[one] < keys[other] ? -1 : keys[one] > keys[other] ? 1 : 0));
      const ranks = new Int32Array(this.size).fill(-1);
      let rank = -1;
      said.forEach((row, place) => {
        if (place === 0 || keys[row] !== keys[said[place - 1]]) rank += 1;
        ranks[row] = rank;
      });
      return ranks;
    }

    /** The part of the page's address that opens an asset: as report/link.rs makes it. */
    link(row) {
      const { plugin, type, account, region } = this.unitOf(row);
      return `#asset/${plugin}/${type}/${account}/${region}/${encodeURIComponent(this.id[row])}`;
    }

    /** The row that a link leads to, or -1. */
    rowOf(link) {
      const [plugin, type, account, region, ...rest] = link.slice("#asset/".length).split("/");
      const id = decoded(rest.join("/"));
      const isMeant = (unit) =>
        unit.plugin === plugin && unit.type === type && unit.account === account && unit.region === region;
      const wanted = this.units.map(isMeant);
      return this.id.findIndex((other, row) => other === id && wanted[this.unit[row]]);
    }
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Properties, relations and histories: unpacked when they are asked for. */
  class Details {
    #blocks = blocks("details").map((block) =>
      ({ block, first: Number(block.dataset.first), count: Number(block.dataset.count) }));
    #unpacked = new Map();
    #links = null;

    /** Nothing where there was no room in the file. */
    async of(row) {
      const place = this.#blocks.find(({ first, count: size }) => first <= row && row < first + size);
      if (!place) return null;
      if (!this.#unpacked.has(place)) {
        if (this.#unpacked.size >= 8) this.#unpacked.clear();
        this.#unpacked.set(place, unpack(place.block));
      }
      return (await this.#unpacked.get(place))[row - place.first];
    }

    /** The assets that lead to one: pairs of a kind and a row. */
    async leadingTo(row) {
      this.#links ??= Promise.all(blocks("links").map(unpack)).then((all) => {
        const links = new Map();
        for (const { from, to, kind, kinds } of all) {
          from.forEach((source, index) => {
            if (!links.has(to[index])) links.set(to[index], []);
            links.get(to[index]).push([kinds[kind[index]], source]);
          });
        }
        return links;
      });
      return (await this.#links).get(row) ?? [];
    }
  }

  const FILTERS = {
    type: (unit) => [`${unit.plugin}/${unit.type}`, unit.title],
    account: (unit) => [unit.account, unit.account],
    region: (unit) => [unit.region, unit.region],
    plugin: (unit) => [unit.plugin, unit.plugin],
  };

  /** What is asked for: words, filters, an order, and a page. */
  class Query {
    words = "";
    filters = { scope: "own" };
    column = "";
    descending = false;
    size = 50;
    page = 0;

    static fromAddress(hash) {
      const query = new Query();
      const asked = new URLSearchParams(hash.startsWith("#assets?") ? hash.slice("#assets?".length) : "");
      query.words = asked.get("q") ?? "";
      for (const name of ["scope", "status", ...Object.keys(FILTERS)]) {
        if (asked.has(name)) query.filters[name] = asked.get(name);
      }
      query.column = asked.get("sort") ?? "";
      query.descending = asked.get("order") === "down";
      return query;
    }

    get address() {
      const asked = new URLSearchParams();
      if (this.words) asked.set("q", this.words);
      for (const [name, value] of Object.entries(this.filters)) {
        if (value && !(name === "scope" && value === "own")) asked.set(name, value);
      }
      if (this.column) asked.set("sort", this.column);
      if (this.descending) asked.set("order", "down");
      const text = asked.toString();
      return text ? `#assets?${text}` : "#assets";
    }

    #allowsUnit(unit) {
      const { scope = "all" } = this.filters;
      if ((scope === "own" && unit.offered) || (scope === "offered" && !unit.offered)) return false;
      return Object.entries(FILTERS).every(([name, of]) =>
        !this.filters[name] || of(unit)[0] === this.filters[name]);
    }

    /** The rows that are asked for, in order. */
    rows(assets) {
      const units = assets.units.map((unit) => this.#allowsUnit(unit));
      const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
      const { status } = this.filters;
      const found = [];
      for (let row = 0; row < assets.size; row += 1) {
        if (!units[assets.unit[row]]) continue;
        if (status && assets.status[row] !== status) continue;
        if (words.length > 0) {
          const haystack = assets.haystack(row);
          if (!words.every((word) => haystack.includes(word))) continue;
        }
        found.push(row);
      }
      return this.column ? this.#sorted(found, assets.ranks(this.column)) : found;
    }

    /** What says nothing comes last in both directions. */
    #sorted(rows, ranks) {
      const sign = this.descending ? -1 : 1;
      return rows.sort((one, other) => {
        const [a, b] = [ranks[one], ranks[other]];
        if (a === b) return one - other;
        if (a < 0 || b < 0) return b - a;
        return (a - b) * sign;
      });
    }
  }

  const COLUMNS = {
    name: "Name", type: "Type", account: "Account", region: "Region", status: "Status", created: "Created", last: "Last seen",
  };

  /** The table, and all that changes what it shows. */
  class Table {
    rows = [];
    #assets;
    #query;
    #total;
    #timer = 0;

    constructor(assets, query, total) {
      this.#assets = assets;
      this.#query = query;
      this.#total = total;
      this.#fillFilters();
      this.#listen();
      byId("tools").hidden = false;
      byId("pager").hidden = false;
      this.refresh();
    }

    get address() {
      return this.#query.address;
    }

    #fillFilters() {
      const { units } = this.#assets;
      const perUnit = new Array(units.length).fill(0);
      for (const unit of this.#assets.unit) perUnit[unit] += 1;
      const offered = units.reduce((sum, unit, index) => sum + (unit.offered ? perUnit[index] : 0), 0);
      const size = this.#assets.size;
      this.#options("scope", [
        ["own", `Yours (${count(size - offered)})`],
        ["offered", `On offer (${count(offered)})`],
        ["all", `Everything (${count(size)})`],
      ]);
      for (const [name, of] of Object.entries(FILTERS)) {
        this.#options(name, tallied(units.map((unit, index) => [...of(unit), perUnit[index]])));
      }
      this.#options("status", tallied(this.#assets.status.filter(Boolean).map((status) => [status, status, 1])));
      if (offered === size) this.#query.filters.scope = "all";
      byId("sort").append(...[["", "By type"], ...Object.entries(COLUMNS)].flatMap(([value, label]) => value
        ? [option(value, `${label} ↑`), option(`${value} down`, `${label} ↓`)]
        : [option(value, label)]));
    }

    #options(name, options) {
      const select = document.querySelector(`select[data-filter="${name}"]`);
      const all = name === "scope" ? [] : [["", "All"]];
      select.append(...[...all, ...options].map(([value, label]) => option(value, label)));
    }

    #listen() {
      byId("tools").addEventListener("submit", (event) => event.preventDefault());
      byId("search").addEventListener("input", () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#change({ words: byId("search").value }), 120);
      });
      for (const select of document.querySelectorAll("select[data-filter]")) {
        select.addEventListener("change", () => {
          this.#change({ filters: { ...this.#query.filters, [select.dataset.filter]: select.value } });
        });
      }
      byId("reset").addEventListener("click", (event) => {
        event.preventDefault();
        const { size } = this.#query;
        this.#change(Object.assign(new Query(), { size }));
        byId("search").focus();
      });
      for (const head of document.querySelectorAll("th[data-column]")) {
        head.querySelector("button").addEventListener("click", () => this.#turn(head.dataset.column));
      }
      byId("sort").addEventListener("change", (event) => {
        const [column, direction] = event.target.value.split(" ");
        this.#change({ column, descending: direction === "down" });
      });
      byId("previous").addEventListener("click", () => this.#go(-1));
      byId("next").addEventListener("click", () => this.#go(1));
      byId("size").addEventListener("change", (event) => this.#change({ size: Number(event.target.value) }));
    }

    /** Up, down, and back to the order of the report. */
    #turn(column) {
      const { column: current, descending } = this.#query;
      if (current !== column) this.#change({ column, descending: false });
      else if (!descending) this.#change({ descending: true });
      else this.#change({ column: "", descending: false });
    }

    #change(wanted) {
      Object.assign(this.#query, wanted, { page: 0 });
      replaceAddress(this.address);
      this.refresh();
    }

    #go(pages) {
      this.#query.page += pages;
      this.#show();
      byId("asset-table").scrollIntoView({ block: "start" });
    }

    refresh() {
      this.rows = this.#query.rows(this.#assets);
      this.#show();
    }

    #show() {
      const { page, size } = this.#query;
      const shown = this.rows.slice(page * size, (page + 1) * size);
      byId("asset-rows").replaceChildren(...shown.map((row) => this.#row(row)));
      this.#tell(page * size, shown.length);
      this.#showControls();
    }

    #tell(first, shown) {
      const { size } = this.#assets;
      const range = shown > 0 ? `${count(first + 1)} to ${count(first + shown)} of ` : "";
      const missing = this.#total - size;
      const told = this.rows.length > 0 ? `${range}${counted(this.rows.length, "asset")}` : "No asset is like that";
      const left = missing > 0
        ? `. ${counted(missing, "asset")} had no room in this file: opencite assets --format csv lists all` : "";
      byId("found").textContent = told + left;
    }

    #showControls() {
      const { words, filters, column, descending, page, size } = this.#query;
      const pages = Math.max(1, Math.ceil(this.rows.length / size));
      if (byId("search").value !== words) byId("search").value = words;
      for (const select of document.querySelectorAll("select[data-filter]")) {
        select.value = filters[select.dataset.filter] ?? "";
        select.classList.toggle("active", select.value !== "" && select.value !== "own");
      }
      for (const head of document.querySelectorAll("th[data-column]")) {
        const order = head.dataset.column !== column ? "none" : descending ? "descending" : "ascending";
        head.setAttribute("aria-sort", order);
      }
      byId("sort").value = column ? column + (descending ? " down" : "") : "";
      byId("size").value = String(size);
      byId("page").textContent = `Page ${count(page + 1)} of ${count(pages)}`;
      byId("previous").disabled = page === 0;
      byId("next").disabled = page + 1 >= pages;
    }

    #row(row) {
      const assets = this.#assets;
      const unit = assets.unitOf(row);
      const isStale = assets.stale.has(row);
      const line = element("tr", { className: isStale ? "stale" : "" });
      const cell = (column, ...children) => element("td", { className: `col-${column}` }, ...children);
      const head = element("th", { scope: "row", className: "col-name" },
        element("a", { className: "name", href: assets.link(row) }, isolated(assets.name[row])),
        element("span", { className: "id", title: assets.id[row] }, isolated(shortId(assets.id[row]))),
        note(`${unit.title}, ${unit.region}, ${unit.account}`, "narrow-only"));
      line.append(
        head,
        cell("type", unit.title, note(unit.plugin, "below")),
        cell("account number", unit.account),
        cell("region", unit.region),
        cell("status", badge(assets.status[row], assets.tone[row])),
        cell("created", assets.created[row] === null
          ? element("span", { className: "none" }, "not said")
          : element("time", {}, dayAndClock(assets.created[row])[0])),
        cell("last", lastSeen(assets.last[row], isStale)),
      );
      return line;
    }
  }

  /** What an ARN has beyond its account: all else has a column of its own. */
  const shortId = (id) => (id.startsWith("arn:") && id.split(":").slice(5).join(":")) || id;

  function lastSeen(second, isStale) {
    const [day, clock] = dayAndClock(second);
    const time = element("time", {}, day, element("span", { className: "clock" }, clock));
    return isStale ? element("span", { className: "as-of" }, "as of ", time) : time;
  }

  const option = (value, label) => element("option", { value }, label);

  /** Values with their sums, as options: sorted by label. */
  function tallied(values) {
    const sums = new Map();
    for (const [value, label, number] of values) {
      const known = sums.get(value);
      sums.set(value, [label, number + (known ? known[1] : 0)]);
    }
    const labels = new Map();
    for (const [label] of sums.values()) labels.set(label, (labels.get(label) ?? 0) + 1);
    return [...sums]
      .sort(([a, [one]], [b, [other]]) => (one === other ? (a < b ? -1 : 1) : one < other ? -1 : 1))
      .map(([value, [label, number]]) =>
        [value, `${labels.get(label) > 1 ? value : label} (${count(number)})`]);
  }

  function replaceAddress(address) {
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some viewers of files allow no address of one's own: the table works without.
    }
  }

  const MAX_LINES = 2000;
  const MAX_RELATIONS = 100;

  /** The panel that shows one asset. */
  class Panel {
    #dialog = byId("detail");
    #body = byId("detail-body");
    #assets;
    #details;
    #table;
    #row = -1;

    constructor(assets, details, table) {
      this.#assets = assets;
      this.#details = details;
      this.#table = table;
      byId("detail-close").addEventListener("click", () => this.#dialog.close());
      byId("detail-previous").addEventListener("click", () => this.#move(-1));
      byId("detail-next").addEventListener("click", () => this.#move(1));
      this.#dialog.addEventListener("close", () => this.#closed());
      this.#dialog.addEventListener("click", (event) => {
        if (event.target === this.#dialog) this.#dialog.close();
      });
      this.#dialog.addEventListener("keydown", (event) => {
        if (event.key === "ArrowLeft") this.#move(-1);
        if (event.key === "ArrowRight") this.#move(1);
      });
      addEventListener("hashchange", () => this.follow());
      this.follow();
    }

    /** Opens what the page's address names, and closes when it names nothing. */
    follow() {
      if (!location.hash.startsWith("#asset/")) {
        if (this.#dialog.open) this.#dialog.close();
        return;
      }
      const row = this.#assets.rowOf(location.hash);
      if (row >= 0) this.#open(row);
      else this.#openNothing(decoded(location.hash.split("/").slice(5).join("/")));
    }

    #move(step) {
      const row = this.#neighbour(step);
      if (row === undefined) return;
      replaceAddress(this.#assets.link(row));
      this.#open(row);
    }

    #neighbour(step) {
      const place = this.#table.rows.indexOf(this.#row);
      return place < 0 ? undefined : this.#table.rows[place + step];
    }

    async #open(row) {
      this.#row = row;
      byId("detail-previous").disabled = this.#neighbour(-1) === undefined;
      byId("detail-next").disabled = this.#neighbour(1) === undefined;
      this.#show(this.#head(row, this.#assets.name[row]), note("Opening…"));
      const [details, leading] = await Promise.all([this.#details.of(row), this.#details.leadingTo(row)]);
      if (row !== this.#row) return;
      const head = this.#head(row, details?.name ?? this.#assets.name[row]);
      this.#show(head, ...this.#parts(row, details, leading));
    }

    #openNothing(id) {
      this.#row = -1;
      byId("detail-previous").disabled = true;
      byId("detail-next").disabled = true;
      this.#show(
        title("Not in this file"),
        element("code", { className: "id" }, isolated(id)),
        element("p", {}, "The asset that this address names is not in this report."));
    }

    #show(...parts) {
      this.#body.replaceChildren(...parts);
      if (!this.#dialog.open) this.#dialog.showModal();
      byId("detail-name").focus();
      this.#dialog.scrollTop = 0;
    }

    #head(row, name) {
      const assets = this.#assets;
      const unit = assets.unitOf(row);
      const fact = (label, value) => element("div", {}, element("dt", {}, label), element("dd", {}, value));
      const last = assets.stale.has(row) ? `as of ${minute(assets.last[row])}` : minute(assets.last[row]);
      return element("header", {},
        note(`${unit.title}, ${unit.plugin}`),
        title(name),
        element("code", { className: "id" }, isolated(assets.id[row])),
        element("dl", { className: "detail-facts" },
          fact("Status", badge(assets.status[row], assets.tone[row])),
          fact("Account", unit.account),
          fact("Region", unit.region),
          fact("Created", orNotSaid(assets.created[row])),
          fact("Changed", orNotSaid(assets.modified[row])),
          fact("First seen", minute(assets.first[row])),
          fact("Last seen", last)));
    }

    #parts(row, details, leading) {
      if (!details) {
        return [element("p", { className: "note" },
          "The details of this asset had no room in this file: ",
          element("code", {}, "opencite assets --format json"), " has them.")];
      }
      const parts = [section("Properties", tree(details.properties))];
      if (details.relations.length > 0) {
        const relations = details.relations.map(([kind, target, to]) => this.#relation(kind, target, to));
        parts.push(section("Leads to", list(relations)));
      }
      if (leading.length > 0) {
        const relations = leading.map(([kind, from]) => this.#relation(kind, this.#assets.name[from], from));
        parts.push(section("Is led to by", list(relations)));
      }
      if (details.history) parts.push(section("History", timeline(details.history)));
      return parts;
    }

    #relation(kind, text, row) {
      const isHere = row !== null && row < this.#assets.size;
      const target = isHere
        ? element("a", { href: this.#assets.link(row) }, isolated(text))
        : element("code", {}, isolated(text));
      const what = isHere ? note(` ${this.#assets.unitOf(row).title}`) : null;
      return element("li", {}, element("span", { className: "relation" }, kind), " ", target, what);
    }

    #closed() {
      if (location.hash.startsWith("#asset/")) replaceAddress(this.#table.address);
      if (this.#row < 0) return;
      const link = this.#assets.link(this.#row);
      [...document.querySelectorAll("#asset-rows a")].find((one) => one.getAttribute("href") === link)?.focus();
    }
  }

  const title = (text) => element("h2", { id: "detail-name", tabIndex: -1 }, isolated(text));
  const section = (text, ...children) => element("section", {}, element("h3", {}, text), ...children);

  function list(items) {
    const shown = items.slice(0, MAX_RELATIONS);
    if (items.length > shown.length) {
      shown.push(element("li", { className: "none" }, `and ${count(items.length - shown.length)} more`));
    }
    return element("ul", { className: "relations" }, ...shown);
  }

  /** A JSON object as a tree whose branches fold. */
  function tree(object) {
    const room = { lines: MAX_LINES };
    const made = branch(Object.entries(object), room);
    if (Object.keys(object).length === 0) return note("none");
    if (room.lines > 0) return made;
    return element("div", {}, made, note("Not all is shown: opencite assets --format json has the rest."));
  }

  function branch(entries, room) {
    const lines = element("dl", { className: "tree" });
    for (const [key, value] of entries) {
      if (room.lines <= 0) break;
      room.lines -= 1;
      lines.append(leafOrBranch(key, value, room));
    }
    return lines;
  }

  function leafOrBranch(key, value, room) {
    const below = value !== null && typeof value === "object" ? Object.entries(value) : [];
    if (below.length === 0) {
      return element("div", {}, element("dt", {}, isolated(key)), element("dd", { className: kindOf(value) }, leaf(value)));
    }
    const what = Array.isArray(value) ? counted(below.length, "item") : counted(below.length, "field");
    return element("details", { open: true },
      element("summary", {}, element("dt", {}, isolated(key)), note(what)),
      element("dd", {}, branch(below, room)));
  }

  const kindOf = (value) => (value === null || typeof value === "object" ? "none" : typeof value);
  const leaf = (value) => isolated(typeof value === "string" && value !== "" ? value : JSON.stringify(value));

  const HAPPENED = { appeared: "Appeared", changed: "Changed", gone: "Gone", aged_out: "Too old to be listed" };

  function timeline(events) {
    return element("ol", { className: "timeline" }, ...events.map((event) => element("li", { className: event.kind },
      element("strong", {}, HAPPENED[event.kind]),
      note(` ${minute(event.at)}, scan ${event.scan}`),
      event.fields ? fields(event.fields, event.more ?? 0) : null)));
  }

  function fields(changes, more) {
    const value = (text) => (text === null
      ? element("span", { className: "none" }, "nothing")
      : element("code", {}, isolated(text)));
    const rows = changes.map(({ path, old, new: now }) => element("tr", {},
      element("th", { scope: "row" }, path),
      element("td", { className: "old" }, value(old)),
      element("td", { className: "new" }, value(now))));
    if (more > 0) rows.push(element("tr", {}, element("td", { colSpan: 3 }, `and ${count(more)} more`)));
    return element("table", { className: "fields" }, element("tbody", {}, ...rows));
  }

  const THEMES = ["auto", "light", "dark"];

  /** Kept where the browser lets a file keep something. */
  const kept = {
    get: () => {
      try {
        return localStorage.getItem("opencite-theme");
      } catch {
        return null;
      }
    },
    set: (theme) => {
      try {
        localStorage.setItem("opencite-theme", theme);
      } catch {
        // It is light or dark until the page is closed.
      }
    },
  };

  function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    byId("theme").textContent = `Theme: ${theme}`;
  }

  function startTheme() {
    const before = kept.get();
    setTheme(THEMES.includes(before) ? before : "auto");
    byId("theme").hidden = false;
    byId("theme").addEventListener("click", () => {
      const current = THEMES.indexOf(document.documentElement.dataset.theme);
      const next = THEMES[(current + 1) % THEMES.length];
      setTheme(next);
      kept.set(next);
    });
  }

  function listenForSearchKey() {
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest("input, select, textarea, dialog") !== null;
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      byId("search").focus();
    });
  }

  async function startTable() {
    const place = byId("asset-table");
    if (!place) return;
    byId("found").textContent = "Opening the assets…";
    try {
      const assets = await Assets.load();
      const table = new Table(assets, Query.fromAddress(location.hash), Number(byId("assets").dataset.total));
      new Panel(assets, new Details(), table);
      listenForSearchKey();
      document.documentElement.dataset.ready = "yes";
    } catch (error) {
      byId("found").textContent = "This browser cannot open the data of this page: only the first assets are shown.";
      throw error;
    }
  }

  startTheme();
  startTable();
})();
