// Bundles the entry points that exist into static/dist/. `--watch` keeps on doing so.
import { existsSync, rmSync } from "node:fs";
import * as esbuild from "esbuild";

const ENTRIES = {
  main: "static/js/main.js", // every page
  lab: "static/js/lab.js", // pages with a lab
  terminal: "static/js/terminal.js", // xterm.js, loaded where a terminal opens
  editor: "static/js/editor.js", // CodeMirror, loaded where an editor opens
  style: "static/css/main.css",
};

const options = {
  entryPoints: Object.entries(ENTRIES)
    .filter(([, path]) => existsSync(path))
    .map(([out, path]) => ({ in: path, out: out === "style" ? "main" : out })),
  outdir: "static/dist",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: !process.argv.includes("--watch"),
  sourcemap: process.argv.includes("--watch"),
  loader: { ".svg": "text", ".woff2": "file" },
  // Pictures and fonts that the style sheet names by their address are served as they are.
  external: ["/static/*"],
  logLevel: "warning",
};

rmSync(options.outdir, { recursive: true, force: true });

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else if (options.entryPoints.length) {
  // esbuild has said what is wrong by itself.
  await esbuild.build(options).catch(() => process.exit(1));
}
