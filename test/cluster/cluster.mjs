/**
 * A real cluster of three OpenSearch nodes on this machine, for the tests: no container, only Java 21 or newer and Maven.
 *
 *     npm run cluster -- start      bring its 71 MB of jars here once, start three nodes, wait until all is green
 *     npm run cluster -- address    print the addresses, for RECOUNT_OPENSEARCH
 *     npm run cluster -- stop       end them and remove their data
 *
 * Everything is under .recount/cluster; the nodes listen on the loopback interface alone, and take 512 MB each.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, '..', '..', '.recount', 'cluster');
const stateFile = join(folder, 'nodes.json');
const patienceMs = 300_000;

const nodesNow = () => (existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : []);
const addresses = (nodes) => nodes.map(({ http }) => `http://127.0.0.1:${http}`).join(',');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A Java of version 21 or newer: JAVA_HOME, the one on the path, or one that lies where systems put them. */
function findJava() {
  const root = '/usr/lib/jvm';
  const installed = existsSync(root) ? readdirSync(root).map((name) => join(root, name, 'bin', 'java')) : [];
  const candidates = [
    ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, 'bin', 'java')] : []),
    'java',
    ...installed,
  ];
  const release = (java) => {
    try {
      return Number(
        /(?:openjdk|java) (\d+)/.exec(
          execFileSync(java, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
        )?.[1] ?? 0,
      );
    } catch {
      return 0;
    }
  };
  const found = candidates.find((java) => release(java) >= 21);
  if (found) return found;
  throw new Error(
    `OpenSearch wants Java 21 or newer, and there is none in ${candidates.join(', ')}; install one, or set JAVA_HOME`,
  );
}

function bringJars() {
  const jars = join(folder, 'jars');
  const complete = join(jars, '.complete');
  if (!existsSync(complete)) {
    console.error('cluster: bringing the jars here');
    execFileSync(
      'mvn',
      ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
      { stdio: ['ignore', 2, 2] },
    ); // stdout has the addresses alone
    writeFileSync(complete, '');
  }
  return jars;
}

/** Ports that nobody listens on: all are held at once, so that they differ. */
async function freePorts(n) {
  const servers = await Promise.all(
    Array.from(
      { length: n },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer()
            .once('error', reject)
            .listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Whether a process is the node that was started with this id: ids are given anew. */
function isNode({ pid, name }) {
  if (!pid) return false;
  try {
    const args = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return args.includes('Node.java') && args.includes(join(folder, name));
  } catch {
    return false;
  }
}

async function start() {
  mkdirSync(folder, { recursive: true });
  const nodes = nodesNow();
  if (!nodes.some(isNode)) {
    await stop();
    const ports = await freePorts(6);
    nodes.splice(
      0,
      3,
      ...['one', 'two', 'three'].map((name, i) => ({ name, pid: 0, http: ports[i], transport: ports[i + 3] })),
    );
  }
  // all three, or those that have ended since
  const missing = nodes.filter((node) => !isNode(node));
  if (missing.length > 0) {
    const java = findJava();
    const jars = bringJars();
    const seeds = nodes.map(({ transport }) => `127.0.0.1:${transport}`).join(',');
    for (const node of missing) {
      // what a node that was killed left behind comes back from the others
      rmSync(join(folder, node.name), { recursive: true, force: true });
      const log = openSync(join(folder, `${node.name}.log`), 'w');
      const args = [
        '-Xmx512m',
        '-Xms512m',
        // it lives for minutes, on the cores that the tests have: what makes long lives fast costs more than it brings
        '-XX:TieredStopAtLevel=1',
        '-XX:+UseSerialGC',
        '--enable-native-access=ALL-UNNAMED',
        '-cp',
        join(jars, '*'),
        join(here, 'Node.java'),
        join(folder, node.name),
        node.name,
        String(node.http),
        String(node.transport),
        seeds,
        nodes.map(({ name }) => name).join(','),
      ];
      const child = spawn(java, args, { detached: true, stdio: ['ignore', log, log], cwd: folder });
      child.unref();
      node.pid = child.pid;
    }
    writeFileSync(stateFile, JSON.stringify(nodes));
    await untilGreen(nodes);
  }
  console.log(addresses(nodes));
}

async function untilGreen(nodes) {
  const begun = Date.now();
  for (;;) {
    const health = await fetch(
      `http://127.0.0.1:${nodes[0].http}/_cluster/health?wait_for_nodes=3&wait_for_status=green&timeout=5s`,
    ).then(
      (reply) => reply.json(),
      () => undefined,
    );
    if (health?.status === 'green' && health.number_of_nodes === 3) break;
    const dead = nodes.find((node) => !isNode(node));
    if (dead || Date.now() - begun > patienceMs) {
      const log = readFileSync(join(folder, `${(dead ?? nodes[0]).name}.log`), 'utf8')
        .split('\n')
        .slice(-15)
        .join('\n');
      await stop();
      throw new Error(`the cluster did not start${dead ? `: node ${dead.name} ended` : ''}\n${log}`);
    }
    await sleep(500);
  }
  console.error(`cluster: three nodes, green after ${Math.round((Date.now() - begun) / 1000)} s`);
}

async function stop() {
  const nodes = nodesNow().filter(isNode);
  for (const { pid } of nodes) process.kill(pid, 'SIGTERM');
  for (let waited = 0; nodes.some(isNode); waited += 250) {
    if (waited > 20_000) for (const node of nodes.filter(isNode)) process.kill(node.pid, 'SIGKILL');
    await sleep(250);
  }
  for (const name of ['one', 'two', 'three', 'nodes.json'])
    rmSync(join(folder, name), { recursive: true, force: true });
}

const commands = {
  start,
  stop,
  /** Which Java would run it. */
  async java() {
    console.log(findJava());
  },
  async address() {
    const nodes = nodesNow().filter(isNode);
    if (nodes.length === 0) throw new Error('no cluster is running: npm run cluster -- start');
    console.log(addresses(nodes));
  },
};
const command = commands[process.argv[2]];
if (!command) {
  console.error(`usage: npm run cluster -- ${Object.keys(commands).join('|')}`);
  process.exit(2);
}
command().catch((error) => {
  console.error(`cluster: ${error.message}`);
  process.exit(1);
});
