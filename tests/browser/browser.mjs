// A browser whose every request, error and dialog is noted.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(process.env.OPENCITE_BROWSER_MODULES)("playwright-core");

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM,
  // A container has no user namespaces to make a sandbox of, and root none either.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

export const address = (name) => pathToFileURL(path.join(process.env.OPENCITE_PAGES, `${name}.html`)).href;

/** Opens a page. What it asks for, and what it complains of, is in `asked` and `complaints`. */
export async function open(browser, name, { hash = "", script = true, ...options } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    ...options,
  });
  const page = await context.newPage();
  const [asked, complaints] = [[], []];
  const own = address(name);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !url.startsWith("data:")) asked.push(url);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(own + hash);
  if (script && name !== "changes" && name !== "mail") {
    await page.waitForSelector("html[data-ready]", { timeout: 60_000 });
  }
  return { page, asked, complaints };
}
