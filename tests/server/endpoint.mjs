// The endpoint as a child process, for tests in JavaScript: a page, one council, and phones that were signed in before.
//
//   const endpoint = await Endpoint.start();               // with sample people, to sign phones in
//   const { token } = await endpoint.pair('Jade Carter');
//   await endpoint.restart(['--behind-proxy', '127.0.0.1']);   // without them, as a council runs it
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');

/// Runs until it says that it is ready; `said` is what it printed.
function run(program, flags) {
  const child = spawn(program, flags, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '', log = '';
    child.stderr.on('data', (piece) => { log += piece; });
    child.once('exit', (code) => reject(new Error(`the endpoint ended with ${code}:\n${log}`)));
    child.stdout.on('data', (piece) => {
      said += piece;
      const ready = said.match(/ready at http:\/\/127\.0\.0\.1:(\d+)\//);
      if (!ready || !said.endsWith('\n')) return;
      child.removeAllListeners('exit');
      resolve({ child, port: Number(ready[1]), said, log: () => log });
    });
  });
}

export class Endpoint {
  #running;

  static async start() {
    const endpoint = new Endpoint();
    endpoint.program = process.env.WAYMARK_ENDPOINT ?? path.join(root, 'build/asan/waymark-endpoint');
    endpoint.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-test-'));
    fs.mkdirSync(path.join(endpoint.folder, 'site'));
    fs.writeFileSync(path.join(endpoint.folder, 'site/index.html'), '<!doctype html><title>Waymark</title>');
    fs.writeFileSync(path.join(endpoint.folder, 'site/app.0f3a9c21d4.mjs'), `export default '${'x'.repeat(5000)}'`);
    fs.writeFileSync(path.join(endpoint.folder, 'site/app.0f3a9c21d4.mjs.br'), 'as brotli');
    await endpoint.#run(['--people', 'assets/people/sample.json']);
    return endpoint;
  }

  async #run(flags) {
    this.#running = await run(this.program, ['--port', String(this.port ?? 0), '--data', path.join(this.folder, 'data'),
      '--site', path.join(this.folder, 'site'), ...flags]);
    this.port = this.#running.port;
  }

  get log() { return this.#running.log(); }

  /// Signs a phone in by the link that was printed for this person.
  async pair(person) {
    const link = this.#running.said.match(new RegExp(`^\\s*${person},.*#link=(\\S+)$`, 'm'));
    const answer = await fetch(`http://127.0.0.1:${this.port}/v1/pair`, { method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: link[1], device: '0198c0de-0000-7000-8000-000000000001' }) });
    return answer.json();
  }

  /// Again on the same port and data, without sample people.
  async restart(flags) {
    await this.halt();
    await this.#run(['--as-root', ...flags]);  // the tests may run as root
  }

  async halt() {
    const { child } = this.#running;
    if (child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
  }

  async stop() {
    await this.halt();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
