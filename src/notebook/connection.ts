import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { capability } from 'zeromq';
import { temporaryFolder } from './temporary.js';

/**
 * How a kernel's sockets are reached: Unix-domain sockets in a private folder, so that no port is taken and nobody else
 * on the machine can connect; or, where there are none, ports of the loopback interface that the system chooses as the
 * kernel binds them, so that none is lost to another program. Messages are signed either way.
 */
export type Transport = 'ipc' | 'tcp';

const channels = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
export type Channel = (typeof channels)[number];
type Ports = Readonly<Record<`${Channel}_port`, number>>;

/** The longest path of a Unix-domain socket is 107 bytes on Linux and 103 on macOS. */
const longestSocketPath = 100;

/** The connection file of one kernel, in a folder of its own that nobody else may read. */
export class Connection {
  readonly transport: Transport;
  readonly key = randomBytes(32).toString('hex');
  /** The file that the kernel is given. */
  readonly file: string;
  /** A name that no other kernel has. */
  readonly name: string;
  readonly #folder: string;
  readonly #ip: string;

  /** @param transport chosen by what the system offers, when omitted. @throws UserError where TMPDIR is no folder */
  constructor(transport?: Transport) {
    this.#folder = temporaryFolder('recount-kernel-');
    this.name = basename(this.#folder);
    const socket = join(this.#folder, 's');
    const isPossible = capability.ipc === true && Buffer.byteLength(`${socket}:1`) <= longestSocketPath;
    this.transport = transport ?? (isPossible ? 'ipc' : 'tcp');
    this.#ip = this.transport === 'ipc' ? socket : '127.0.0.1';
    this.file = join(this.#folder, 'connection.json');
    const ports = channels.map((channel, i) => [`${channel}_port`, this.transport === 'ipc' ? i + 1 : 0]);
    const content = {
      transport: this.transport,
      ip: this.#ip,
      ...Object.fromEntries(ports),
      key: this.key,
      signature_scheme: 'hmac-sha256',
      kernel_name: 'tslab',
    };
    writeFileSync(this.file, JSON.stringify(content), { mode: 0o600 });
  }

  /** The address of a channel; undefined until the kernel has bound its ports. */
  address(channel: Channel): string | undefined {
    if (this.transport === 'ipc') return `ipc://${this.#ip}:${channels.indexOf(channel) + 1}`;
    try {
      const ports = JSON.parse(readFileSync(`${this.file}.ports`, 'utf8')) as Ports;
      return `tcp://${this.#ip}:${ports[`${channel}_port`]}`;
    } catch {
      return undefined;
    }
  }

  /** Removes the folder, with the key in it. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
