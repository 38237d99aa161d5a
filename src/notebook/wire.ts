import { createHmac, randomUUID } from 'node:crypto';
import { Dealer, Subscriber } from 'zeromq';
import type { Connection } from './connection.js';
import type { JsonObject } from './ipynb.js';

/** A message of Jupyter's wire protocol. */
export interface Message {
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
}
interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
}

const delimiter = Buffer.from('<IDS|MSG>');

/** The client's ends of a kernel's sockets. What goes wrong in them is told to `onLost`, and never to a cell. */
export class Wire {
  readonly #shell = new Dealer({ linger: 0, reconnectInterval: 10, sendHighWaterMark: 0 });
  readonly #control = new Dealer({ linger: 0, reconnectInterval: 10, sendHighWaterMark: 0 });
  readonly #iopub = new Subscriber({ linger: 0, reconnectInterval: 10, receiveHighWaterMark: 0 });
  readonly #session = randomUUID();
  readonly #sending = new Map<Dealer, Promise<void>>();

  constructor(
    private readonly key: string,
    private readonly on: {
      readonly reply: (message: Message) => void;
      readonly published: (message: Message) => void;
      readonly lost: (error: unknown) => void;
    },
  ) {}

  connect(connection: Connection): void {
    const sockets = { shell: this.#shell, control: this.#control, iopub: this.#iopub };
    for (const [channel, socket] of Object.entries(sockets)) {
      const address = connection.address(channel as keyof typeof sockets);
      if (address === undefined) throw new Error(`the kernel has not bound its ${channel} socket`);
      socket.connect(address);
    }
    this.#iopub.subscribe();
    void this.#listen(this.#shell, this.on.reply);
    void this.#listen(this.#control, this.on.reply);
    void this.#listen(this.#iopub, this.on.published);
  }

  /** Sends a request, after those before it; returns its id. */
  send(channel: 'shell' | 'control', type: string, content: JsonObject): string {
    const socket = channel === 'shell' ? this.#shell : this.#control;
    const header = {
      msg_id: randomUUID(),
      session: this.#session,
      username: 'recount',
      date: new Date().toISOString(),
      msg_type: type,
      version: '5.3',
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const frames = [delimiter, this.#sign(parts), ...parts];
    const before = this.#sending.get(socket) ?? Promise.resolve();
    const sent = before.then(() => (socket.closed ? undefined : socket.send(frames)));
    this.#sending.set(
      socket,
      sent.catch((error: unknown) => {
        if (!socket.closed) this.on.lost(error);
      }),
    );
    return header.msg_id;
  }

  close(): void {
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  async #listen(socket: Dealer | Subscriber, take: (message: Message) => void): Promise<void> {
    try {
      for await (const frames of socket) {
        const message = this.#read(frames);
        if (message) take(message);
      }
    } catch (error) {
      if (!socket.closed) this.on.lost(error);
    }
  }

  /** The message in some frames; undefined when it is not signed with the key. */
  #read(frames: readonly Buffer[]): Message | undefined {
    const at = frames.findIndex((frame) => frame.equals(delimiter));
    const [signature, ...parts] = frames.slice(at + 1);
    if (at < 0 || signature?.toString() !== this.#sign(parts.slice(0, 4))) return undefined;
    const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString()) as JsonObject);
    if (!header || !parent || !metadata || !content) return undefined;
    return { header: header as unknown as Header, parent: parent as Partial<Header>, metadata, content };
  }

  #sign(parts: readonly (string | Buffer)[]): string {
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
}
