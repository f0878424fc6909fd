// Builds dist/: the extension for VS Code's extension host, the panel for its webview, the command line for Node, the
// licences of what is inside, and the package's README.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import subsetFont from "subset-font";
import { iconNames } from "./src/sidebar/icons.ts";

const production = process.argv.includes("--production");
const common = {
  bundle: true,
  platform: "node",
  target: "node22",
  sourcemap: production ? false : "linked",
  minify: production,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

/** What is only loaded when it is needed has a bundle of its own beside the one that loads it. */
const lazily = {
  name: "lazily",
  setup({ onResolve }) {
    onResolve({ filter: /\/lazy\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./lean.cjs", external: true } : undefined,
    );
  },
};
/** The highlighter is loaded with the first code. */
const withFirstCode = {
  name: "with-first-code",
  setup({ onResolve }) {
    onResolve({ filter: /\/highlighter\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./highlighter.js", external: true } : undefined,
    );
  },
};
/** Of KaTeX's fonts those that every webview reads, and of the icons those that the panel uses. */
const lessFonts = {
  name: "less-fonts",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\/katex\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(
        /, url\([^)]*\.(?:woff|ttf)\)[^,;]*/g,
        "",
      ),
      loader: "css",
    }));
    onLoad({ filter: /\/codicon\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const [head = ""] = /@font-face \{[^}]*\}\s*\.codicon[^{]*\{[^}]*\}/.exec(css) ?? [];
      const rules = [...(await glyphs(path))].map(
        ([name, code]) => `.codicon-${name}:before { content: "\\${code}"; }`,
      );
      const face = head.replace(/codicon\.ttf\?\w+"\) format\("truetype"\)/, 'codicon.woff2")');
      return { contents: [face, ...rules].join("\n"), loader: "css" };
    });
    onResolve({ filter: /\/codicon\.woff2$/ }, ({ path, resolveDir }) => ({
      path: `${resolveDir}/${path}`,
    }));
    onLoad({ filter: /\/codicon\.woff2$/ }, async ({ path }) => {
      const font = path.replace(/woff2$/, "ttf");
      const codes = [...(await glyphs(path.replace(/woff2$/, "css"))).values()];
      const text = codes.map((code) => String.fromCodePoint(Number.parseInt(code, 16))).join("");
      const contents = await subsetFont(await readFile(font), text, { targetFormat: "woff2" });
      return { contents, loader: "file" };
    });
  },
};
/** Where the used icons are in the font. */
async function glyphs(css) {
  const all = (await readFile(css, "utf8")).matchAll(
    /\.codicon-([\w-]+):before \{ content: "\\(\w+)"/g,
  );
  const codes = new Map([...all].map(([, name, code]) => [name, code]));
  return new Map(
    iconNames.map((name) => {
      const code = codes.get(name);
      if (code === undefined) throw new Error(`there is no icon ${name}`);
      return [name, code];
    }),
  );
}
const inWebview = {
  ...common,
  platform: "browser",
  target: "chrome128",
  format: "esm",
};

/**
 * Both run in the extension host, which gives `vscode` only to those who require it, and the person's proxies and the
 * system's certificates only to those who require `http` and `https` without `node:`.
 */
const inHost = {
  ...common,
  format: "cjs",
  external: ["vscode"],
  alias: { "node:http": "http", "node:https": "https" },
  supported: { "dynamic-import": false },
};

/** The libraries of Lean's protocol are CommonJS and require parts of Node. */
const commandHead = `#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);`;

const results = await Promise.all([
  build({
    ...inHost,
    entryPoints: ["src/vscode/extension.ts"],
    outfile: "dist/extension.cjs",
    plugins: [lazily],
  }),
  build({
    ...inHost,
    entryPoints: ["src/vscode/lean/lazy.ts"],
    outfile: "dist/lean.cjs",
  }),
  build({
    ...inWebview,
    entryPoints: { sidebar: "src/sidebar/main.ts" },
    outdir: "dist",
    plugins: [withFirstCode],
  }),
  build({
    ...inWebview,
    entryPoints: ["src/sidebar/highlighter.ts", "src/sidebar/sidebar.css"],
    outdir: "dist",
    assetNames: "fonts/[name]",
    loader: { ".woff2": "file" },
    plugins: [lessFonts],
  }),
  build({
    ...common,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/cli.mjs",
    format: "esm",
    banner: { js: commandHead },
  }),
]);

const packages = new Set(
  results
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
);
const licences = await Promise.all([...packages].sort().map(licenceOf));
await writeFile("dist/THIRD-PARTY.txt", licences.join("\n\n"));

// vsce takes no relative pictures as long as no repository is named.
const readme = await readFile("README.md", "utf8");
await writeFile("dist/README.md", readme.replaceAll(/^!\[.*\n\n/gm, ""));

async function licenceOf(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${await readFile(`${folder}/${file}`, "utf8")}`;
}
