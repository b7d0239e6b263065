// The HTML report as people use it.

import assert from "node:assert/strict";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";

import { launch, open } from "./browser.mjs";

let browser;
let opened = [];

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** No test is over before its pages have asked for nothing and complained of nothing. */
afterEach(async () => {
  for (const { page, asked, complaints } of opened) {
    assert.deepEqual(asked, [], "a page asked for something");
    assert.deepEqual(complaints, [], "a page complained");
    await page.context().close();
  }
  opened = [];
});

async function visit(name, options) {
  const visited = await open(browser, name, options);
  opened.push(visited);
  return visited.page;
}

const names = (page) => page.locator("#asset-rows .name").allTextContents();
const found = (page) => page.locator("#found").textContent();
const choose = (page, filter, value) => page.locator(`select[data-filter="${filter}"]`).selectOption(value);

async function search(page, words, expected) {
  await page.locator("#search").fill(words);
  await page.waitForFunction(
    (asked) => new URLSearchParams(location.hash.split("?")[1]).get("q") === asked,
    words);
  assert.ok((await found(page)).includes(expected), `${words}: ${await found(page)}`);
}

test("a search finds what has all of its words, in any column", async () => {
  const page = await visit("full");
  assert.match(await found(page), /^1 to 50 of 50 assets$/);
  await search(page, "CHURN endpoint", "1 asset");
  assert.deepEqual(await names(page), ["churn-scoring"]);
  await search(page, "us-west-2 failed training", "1 asset");
  assert.deepEqual(await names(page), ["llm-pretrain-2026-11-04"]);
  await search(page, "需求", "1 asset");
  await search(page, "no such thing", "No asset is like that");
  assert.deepEqual(await names(page), []);
});

test("filters narrow the table, and all of them can be taken back", async () => {
  const page = await visit("full");
  await choose(page, "type", "aws_sagemaker/endpoint");
  assert.match(await found(page), /of 7 assets$/);
  await choose(page, "region", "us-west-2");
  await choose(page, "status", "Failed");
  assert.deepEqual(await names(page), ["vision-qc"]);
  await page.locator("#reset").click();
  assert.match(await found(page), /of 50 assets$/);
  await choose(page, "scope", "offered");
  assert.match(await found(page), /of 108 assets$/);
  await choose(page, "plugin", "aws_bedrock");
  await choose(page, "scope", "all");
  assert.match(await found(page), /of 120 assets$/);
});

test("a search and filters are in the address, and come back with it", async () => {
  const page = await visit("full");
  await choose(page, "type", "aws_sagemaker/endpoint");
  await search(page, "eu-west-1", "3 assets");
  const hash = new URL(page.url()).hash;
  assert.equal(hash, "#assets?q=eu-west-1&type=aws_sagemaker%2Fendpoint");
  const again = await visit("full", { hash });
  assert.deepEqual(await names(again), await names(page));
  assert.equal(await again.locator("#search").inputValue(), "eu-west-1");
});

test("each column sorts up, down, and not at all, and says so", async () => {
  const page = await visit("full");
  const unsorted = await names(page);
  const head = page.locator("th[data-column=name]");
  await head.locator("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const up = await names(page);
  const byCode = (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
  assert.deepEqual(up, [...up].sort(byCode));
  await head.locator("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await names(page), [...up].reverse());
  await head.locator("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "none");
  assert.deepEqual(await names(page), unsorted);
});

test("what says nothing comes last in both directions", async () => {
  const page = await visit("full");
  const head = page.locator("th[data-column=status] button");
  for (let clicks = 0; clicks < 2; clicks += 1) {
    await head.click();
    const statuses = await page.locator("#asset-rows .col-status").allTextContents();
    const nothing = statuses.indexOf("not said");
    assert.ok(nothing > 0 && statuses.slice(nothing).every((status) => status === "not said"), statuses.join());
  }
});

test("pages follow each other to the last", async () => {
  const page = await visit("full");
  await choose(page, "scope", "all");
  assert.equal(await page.locator("#page").textContent(), "Page 1 of 4");
  assert.equal((await names(page)).length, 50);
  assert.ok(await page.locator("#previous").isDisabled());
  for (let pages = 0; pages < 3; pages += 1) await page.locator("#next").click();
  assert.equal((await names(page)).length, 8);
  assert.match(await found(page), /^151 to 158 of 158 assets$/);
  assert.ok(await page.locator("#next").isDisabled());
  await page.locator("#size").selectOption("500");
  assert.equal((await names(page)).length, 158);
});

test("an asset opens with its properties, relations both ways, and history", async () => {
  const page = await visit("full");
  await search(page, "contracts-burst", "1 asset");
  await page.locator("#asset-rows a").click();
  const panel = page.locator("#detail");
  await panel.locator("h3", { hasText: "History" }).waitFor();
  assert.equal(await page.locator("#detail-name").textContent(), "contracts-burst");
  assert.ok(await page.locator("#detail-name").evaluate((name) => name === document.activeElement));
  assert.match(await panel.locator(".tree").first().textContent(), /model_units2/);
  assert.match(await panel.locator(".timeline").textContent(), /Changed.*model_units12.*Appeared/s);
  await panel.locator(".relations a", { hasText: "support-intent-v3" }).click();
  await panel.locator("h3", { hasText: "Is led to by" }).waitFor();
  const leading = await panel.locator("section", { hasText: "Is led to by" }).locator("a").allTextContents();
  assert.deepEqual(leading.sort(), ["claims-prod", "contracts-burst", "support-intent-prod"]);
  await page.goBack();
  await page.waitForFunction(() => document.getElementById("detail-name").textContent === "contracts-burst");
});

test("the panel closes with Escape, gives the focus back, and keeps the search", async () => {
  const page = await visit("full");
  await search(page, "endpoint", "7 assets");
  const link = page.locator("#asset-rows a").nth(2);
  await link.focus();
  await page.keyboard.press("Enter");
  await page.locator("#detail[open]").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#detail-name").textContent === "pricing");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await page.locator("#detail:not([open])").waitFor({ state: "hidden" });
  assert.ok(await link.evaluate((one) => one === document.activeElement));
  assert.equal(new URL(page.url()).hash, "#assets?q=endpoint");
});

test("an address opens its asset, and one of nothing says so", async () => {
  const id = encodeURIComponent("arn:aws:sagemaker:eu-west-1:493817260518:endpoint/churn-scoring");
  const page = await visit("full", { hash: `#asset/aws_sagemaker/endpoint/493817260518/eu-west-1/${id}` });
  await page.locator("#detail h3", { hasText: "Properties" }).waitFor();
  assert.equal(await page.locator("#detail-name").textContent(), "churn-scoring");
  const nothing = await visit("full", { hash: "#asset/aws_sagemaker/endpoint/493817260518/eu-west-1/%E0%A4%A" });
  assert.match(await nothing.locator("#detail").textContent(), /Not in this file/);
});

test("all can be done with the keyboard", async () => {
  const page = await visit("full");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("gateway");
  await page.waitForFunction(() => document.getElementById("found").textContent.includes("2 assets"));
  for (let tabs = 0; tabs < 30 && !(await page.evaluate(() => document.activeElement.matches("#asset-rows a"))); tabs += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.locator("#detail[open]").waitFor();
  assert.match(await page.locator("#detail-name").textContent(), /gateway/);
});

test("hostile names are text, in the table, in the panel and everywhere else", async () => {
  const page = await visit("full");
  const before = await page.evaluate(() => document.scripts.length);
  await search(page, "alert(1)", "1 asset");
  assert.match((await names(page))[0], /^<\/td><script>alert\(1\)<\/script> \[click\]\(https:\/\/evil\.example\) \|\\u\{202e\}txt\.exe$/);
  await page.locator("#asset-rows a").click();
  await page.locator("#detail h3", { hasText: "History" }).waitFor();
  assert.match(await page.locator("#detail .tree").textContent(), /<script>alert\(1\)<\/script>/);
  assert.equal(await page.evaluate(() => document.scripts.length), before);
  const html = await page.content();
  assert.ok(!html.includes("\u202e"));
  assert.equal(await page.locator("a[href*='evil.example']:not([href^='#'])").count(), 0);
});

test("the policy lets nothing in", async () => {
  const { page, complaints } = await open(browser, "full");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "https://evil.example/x.png";
    document.body.append(image);
    return fetch("https://evil.example/").then(() => "asked", () => window.injected ?? "refused");
  });
  assert.equal(ran, "refused");
  assert.ok(complaints.length >= 3 && complaints.every((text) => /Content Security Policy|Failed to fetch|violates/.test(text)), complaints.join("\n"));
  await page.context().close();
});

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("it is light or dark as the system is, or as one chooses", async () => {
  const [light, dark] = ["rgb(246, 247, 249)", "rgb(13, 17, 23)"];
  const page = await visit("full", { colorScheme: "dark" });
  assert.equal(await background(page), dark);
  const theme = page.locator("#theme");
  await theme.click();
  assert.equal(await theme.textContent(), "Theme: light");
  assert.equal(await background(page), light);
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await background(page), light, "what was chosen is kept");
  await theme.click();
  assert.equal(await background(page), dark);
  await theme.click();
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await background(page), light);
});

test("without JavaScript there are the summary, the changes and the first assets", async () => {
  const page = await visit("full", { script: false });
  assert.match(await page.locator("noscript").textContent(), /shows the first 100 of 158 assets/);
  assert.equal(await page.locator("#asset-rows tr").count(), 100);
  assert.ok(await page.locator("#tools").isHidden());
  assert.ok(await page.locator("#theme").isHidden());
  assert.match(await page.locator("#changes").textContent(), /2 added, 1 removed and 3 changed/);
  assert.ok(await page.locator(".plot svg").first().isVisible());
});

test("on a phone nothing is wider than the screen", async () => {
  const page = await visit("full", { viewport: { width: 390, height: 844 } });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(await width(), 390);
  await page.locator("#sort").selectOption("name down");
  assert.equal(await page.locator("th[data-column=name]").getAttribute("aria-sort"), "descending");
  await page.locator("#asset-rows a").first().click();
  await page.locator("#detail h3", { hasText: "Properties" }).waitFor();
  assert.equal(await width(), 390);
});

test("a simulated account and a report without assets open as well", async () => {
  const simulated = await visit("simulated");
  assert.ok(await simulated.getByRole("note").isVisible());
  const changes = await visit("changes");
  assert.equal(await changes.locator("#assets").count(), 0);
  assert.ok(await changes.locator("#theme").isVisible());
  await visit("mail");
});

test("every control has a name, and every table a caption", async () => {
  const page = await visit("full");
  const nameless = await page.evaluate(() => {
    const text = (element) => element?.textContent.trim() ?? "";
    const named = (control) => text(control) || text(control.closest("label")) || control.getAttribute("aria-label");
    return [...document.querySelectorAll("button, input, select")].filter((one) => !named(one)).map((one) => one.outerHTML);
  });
  assert.deepEqual(nameless, []);
  const tables = await page.locator("table:not(:has(caption))").count();
  assert.equal(tables, 0);
  assert.equal(await page.locator("#found").getAttribute("aria-live"), "polite");
});

test("100,000 assets open", async (t) => {
  const start = performance.now();
  const page = await visit("large");
  t.diagnostic(`ready after ${Math.round(performance.now() - start)} ms`);
  const timed = async (what, act) => {
    const begin = performance.now();
    await act();
    t.diagnostic(`${what}: ${Math.round(performance.now() - begin)} ms`);
  };
  assert.match(await found(page), /of 100,050 assets$/);
  await timed("a search", () => search(page, "training-job-0999 us-east-1", "1 to "));
  await timed("another search", () => search(page, "training-job-099996", "1 asset"));
  await timed("an asset without details", async () => {
    await page.locator("#asset-rows a").click();
    await page.getByText("had no room in this file").waitFor();
  });
  await page.keyboard.press("Escape");
  await page.locator("#reset").click();
  await timed("a sort", () => page.locator("th[data-column=name] button").click());
  await timed("an asset with details", async () => {
    await search(page, "endpoint-000003", "1 asset");
    await page.locator("#asset-rows a").click();
    await page.locator("#detail h3", { hasText: "Properties" }).waitFor();
  });
});

test("screenshots", { skip: !process.env.OPENCITE_SCREENSHOTS }, async () => {
  const shot = (name) => path.join(process.env.OPENCITE_SCREENSHOTS, `${name}.png`);
  for (const [size, viewport] of [["desktop", { width: 1440, height: 1000 }], ["phone", { width: 390, height: 844 }]]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await visit("full", { viewport, colorScheme });
      await page.screenshot({ path: shot(`${size}-${colorScheme}-top`) });
      for (const section of ["changes", "usage", "assets", "sure"]) {
        await page.evaluate((id) => document.getElementById(id).scrollIntoView(), section);
        await page.screenshot({ path: shot(`${size}-${colorScheme}-${section}`) });
      }
      await search(page, "contracts-burst", "1 asset");
      await page.locator("#asset-rows a").click();
      await page.locator("#detail h3", { hasText: "History" }).waitFor();
      await page.waitForTimeout(300);
      await page.screenshot({ path: shot(`${size}-${colorScheme}-detail`) });
    }
  }
  const page = await visit("full");
  await page.pdf({ path: path.join(process.env.OPENCITE_SCREENSHOTS, "print.pdf"), format: "A4" });
  const mail = await visit("mail", { viewport: { width: 760, height: 1400 } });
  await mail.screenshot({ path: shot("mail") });
});
