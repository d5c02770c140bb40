// Bundles src/ into the folder named on the command line: app.css, app.js, charts.js, entry.js, show.js, vote.js,
// licences.txt.
// Names are stable; the site puts a digest into them when it collects its static files.
import { build } from "esbuild";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = argv[2] ?? fileURLToPath(new URL("./dist", import.meta.url));
// What ends up in the bundles, with what those stand on in turn.
const SHIPPED = ["@alpinejs/csp", "@vue/reactivity", "@vue/shared", "bootstrap", "echarts", "htmx.org", "tslib", "zrender"];

async function licence(name) {
  const folder = `${here}node_modules/${name}`;
  const about = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file ? await readFile(`${folder}/${file}`, "utf8") : `Licence: ${about.license}`;
  return `${name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
}

await mkdir(target, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "src/css/index.css", out: "app" },
    { in: "src/js/app.js", out: "app" },
    { in: "src/js/charts.js", out: "charts" },
    { in: "src/entry.js", out: "entry" },
    { in: "src/vote.js", out: "vote" },
    { in: "src/show.js", out: "show" },
  ],
  outdir: target,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["chrome87"],
  legalComments: "none",
  logLevel: "warning",
});
const licences = await Promise.all(SHIPPED.map(licence));
await writeFile(`${target}/licences.txt`, licences.join(`\n${"-".repeat(72)}\n\n`));
