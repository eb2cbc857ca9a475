import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a service and its database, and does what networks do. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  readonly #forgotten = new Set<Socket>();
  #isHanging = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(host: string, targetPort: number): Promise<TcpProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => proxy.join(near, connect(targetPort, host)));
    return proxy;
  }

  /** Nothing gets through any more, and nobody is told. */
  hang(): void {
    this.#isHanging = true;
    this.#sockets.forEach((socket) => socket.pause());
  }

  /** The other end is gone without a word; new connections find somebody. */
  forget(): void {
    this.#sockets.forEach((socket) => this.#forgotten.add(socket.pause()));
    this.#sockets.clear();
  }

  resume(): void {
    this.#isHanging = false;
    this.#sockets.forEach((socket) => socket.resume());
  }

  /** Connections break, and new ones are refused. */
  async cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    [...this.#sockets, ...this.#forgotten].forEach((socket) => socket.destroy());
    await closed;
  }

  async restore(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private join(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('data', (data) => other.write(data));
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => other.destroy());
      if (this.#isHanging) socket.pause();
    }
  }
}
