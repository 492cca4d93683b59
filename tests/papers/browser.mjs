// Opens HTML reports in headless Chromium, at desktop and phone width, in light and dark: no message on the console,
// no request to anywhere, no horizontal scroll, no finding of axe. Usage: node browser.mjs REPORT.html...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let faults = 0;
const fault = (where, what) => {
  faults += 1;
  console.log(`${where}: ${what}`);
};

for (const file of process.argv.slice(2)) {
  const address = pathToFileURL(resolve(file)).href;
  for (const width of [1280, 390]) {
    for (const scheme of ["light", "dark"]) {
      const where = `${file} ${width} ${scheme}`;
      const page = await browser.newPage();
      page.on("console", (message) => fault(where, `console: ${message.text()}`));
      page.on("pageerror", (error) => fault(where, `error: ${error.message}`));
      page.on("request", (request) => {
        if (request.url() !== address && !request.url().startsWith("data:")) fault(where, `asks for ${request.url()}`);
      });
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(address);
      const [inner, scroll] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
      if (scroll > inner) fault(where, `scrolls to ${scroll} of ${inner}`);
      // evaluated, not added as an element: the page's own policy allows no script
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of found.violations) {
        const places = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ");
        fault(where, `axe ${violation.id}: ${violation.help} (${violation.nodes.length}: ${places})`);
      }
      await page.close();
    }
  }
}
await browser.close();
console.log(faults === 0 ? `${process.argv.length - 2} reports: no faults` : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
