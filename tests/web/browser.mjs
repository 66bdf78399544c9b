// A page of our own in Chromium, with the modules of web/ and the policies of the real one.
//
//   const page = await openPage();                      // blank, with the elements that index.html has
//   await page.evaluate(async () => { const { Store } = await import('/web/store.js'); … });
//   after(closeBrowser);
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const root = new URL('../../', import.meta.url);
const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml' };
// Without these Chromium talks to its maker at every start; WebGL is software on a machine without a graphics card.
const browserArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

// As the endpoint sends it (server/http); Playwright's own evaluation is outside of it.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'";

// The real page without the app: its links, elements and style sheet.
const index = readFileSync(new URL('web/index.html', root), 'utf8');
const blank = index
  .slice(0, index.indexOf('<div id="opening">'))
  .replace(/<script.*<\/script>\n/, '')
  .replace(/<link rel="(preload|manifest|icon)".*>\n/g, '')
  .replace('href="style.css"', 'href="/web/style.css"');

let server, browser;

/** What is served now; tests change it. silent: paths that are never answered. Words of languages are their hash. */
export const build = { version: 'one', files: [], optional: [], silent: [] };
const page_of = (version) => blank.replace('<body>', `<body data-build="${version}">`);
// What tools/pack puts into the service worker.
const worker = () =>
  readFileSync(new URL('web/sw.js', root), 'utf8').replace(/\/\*build\*\/[^]*?\/\*build\*\//, () =>
    JSON.stringify({
      version: build.version,
      page: `/index.${build.version}.html`,
      files: build.files,
      optional: build.optional,
    }),
  );

/** The body of a path, or undefined for a file of the source tree. */
function made(path) {
  if (path === '/') return page_of(build.version);
  if (path === '/sw.js') return worker();
  const [, hash] = path.match(/^\/strings\/\w+\.([0-9a-f]{10})\.mo$/) ?? [];
  if (hash) return hash;
  const [, version] = path.match(/^\/index\.(\w+)\.html$/) ?? [];
  return version && page_of(version);
}

async function serve() {
  server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (build.silent.includes(path)) return;
    try {
      const body = made(path) ?? readFileSync(new URL(`.${path}`, root));
      response
        .writeHead(200, { 'Content-Type': types[extname(path)] ?? 'text/html', 'Content-Security-Policy': policy })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** A page with its own storage; `errors` collects what goes wrong in it. */
export async function openPage(options = {}) {
  if (!server) await serve();
  browser ??= await chromium.launch({
    executablePath: process.env.WAYMARK_CHROMIUM ?? '/usr/bin/chromium',
    args: browserArguments,
  });
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    ...options,
  });
  return openTab(context);
}

export async function openTab(context) {
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') page.errors.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return page;
}

export async function closeBrowser() {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
}
