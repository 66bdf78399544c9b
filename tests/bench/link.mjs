// A link between a phone and its council: counts what passes and makes it as slow as asked. On this machine only.
//
//   const link = new Link(endpointPort, links.edge);
//   const port = await link.listen();  …  link.passed   // {requests, up, down, connections, cuts}
//
// Counted are the bytes of HTTP with its headers; not TCP, IP and TLS. One serial link for each direction, half a round
// trip on the way, and one more round trip for a new connection.
import net from 'node:net';

/// `edge`: WebPageTest's "EDGE", 840 ms there and back. `cut`: as fast as it goes, and cut off every 64 kB down.
export const links = {
  none: {},
  edge: { roundTripMs: 840, downKbps: 240, upKbps: 200 },
  cut: { cutBytes: 65536 },
};

const arriveMs = 20;  // a reset overtakes what the phone has not read yet

const request = /(?:^|\n|[\]}])(?:GET|POST|PUT|HEAD|DELETE) \S+ HTTP\/1\.1\r\n/g;

export class Link {
  constructor(port, kind) { Object.assign(this, { port, kind, free: { up: 0, down: 0 } }); this.reset(); }

  reset() { this.passed = { requests: 0, up: 0, down: 0, connections: 0, cuts: 0 }; }

  /// Passes a piece on when the link is free and it has travelled.
  send(direction, piece, to, delayMs, queue) {
    if (!this.kind.roundTripMs) { to.write(piece); return; }
    const now = performance.now();
    const kbps = direction === 'up' ? this.kind.upKbps : this.kind.downKbps;
    this.free[direction] = Math.max(now + delayMs, this.free[direction]) + piece.length * 8 / kbps;
    ++queue.waiting;
    setTimeout(() => {
      if (!to.destroyed) to.write(piece);
      if (--queue.waiting === 0 && queue.ended) to.end();
    }, this.free[direction] + this.kind.roundTripMs / 2 - now);
  }

  connect(phone) {
    ++this.passed.connections;
    const council = net.connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    const up = { waiting: 0, ended: false }, down = { waiting: 0, ended: false };
    let isFirst = true, received = 0;
    phone.on('data', (piece) => {
      this.passed.up += piece.length;
      this.passed.requests += piece.toString('latin1').match(request)?.length ?? 0;
      this.send('up', piece, council, isFirst ? this.kind.roundTripMs : 0, up);
      isFirst = false;
    });
    council.on('data', (piece) => {
      const left = (this.kind.cutBytes ?? Infinity) - received;
      received += piece.length;
      this.passed.down += Math.min(piece.length, Math.max(0, left));
      if (piece.length >= left) {  // what came before the cut arrives
        ++this.passed.cuts;
        council.destroy();
        phone.write(piece.subarray(0, Math.max(0, left)), () => setTimeout(() => phone.resetAndDestroy(), arriveMs));
        return;
      }
      this.send('down', piece, phone, 0, down);
    });
    const end = (to, queue) => () => { queue.ended = true; if (queue.waiting === 0) to.end(); };
    phone.on('end', end(council, up)).on('error', () => council.destroy()).on('close', () => council.destroy());
    council.on('end', end(phone, down)).on('error', () => phone.destroy());
  }

  listen() {
    this.server = net.createServer({ noDelay: true }, (phone) => this.connect(phone));
    return new Promise((done) => this.server.listen(0, '127.0.0.1', () => done(this.server.address().port)));
  }
  close() { this.server.close(); }
}
