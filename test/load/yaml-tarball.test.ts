import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, Header } from 'tar';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/load/digest.js';
import { loadCorpus } from '../../src/load/load.js';
import { readFolder, treeDigest } from '../../src/load/tree.js';
import { scratch } from './scratch.js';

const { folder, write, manifest } = scratch();
const parts = { main: 'jobs/main/*.yaml', more: 'jobs/more/*.yaml' };
const patterns = Object.values(parts);
const fields = { title: { kind: 'name', from: 'main.title' }, text: { kind: 'text', from: 'more.text' } };
const own = (path: string, said: object = {}) =>
  manifest({ files: { format: 'yaml-tarball', path, parts, max_lost: 1, ...said }, fields });

const files = {
  'jobs/main/1.yaml': 'title: one\n',
  'jobs/main/2.yaml': 'title: two\n',
  'jobs/main/3.yaml': 'title: three\n',
  'jobs/main/4.yaml': 'title: "four\n',
  'jobs/main/5.yaml': 'title: five\n',
  'jobs/main/6.yaml': '',
  'jobs/more/1.yaml': 'text: the first\n',
  'jobs/more/2.yaml': 'text: |\n  fine\n\nnot fine\nother: 1\n',
  'jobs/more/4.yaml': 'text: the fourth\n',
  'jobs/more/5.yaml': Buffer.from([0x74, 0x65, 0x78, 0x74, 0x3a, 0x20, 0xe9]),
  'jobs/more/6.yaml': 'text: the sixth\n',
  'jobs/more/7.yaml': 'text: alone\n',
  'README.md': 'nothing that a part wants',
};
const root = join(folder, 'host-abc1234');
for (const [name, content] of Object.entries(files)) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
}
const pack = (name: string, cwd: string, what: string[]) =>
  create({ file: join(folder, name), cwd, gzip: true, portable: true }, what);

const loaded = {
  postings: [
    { id: '1', fields: { title: 'one', text: 'the first' } },
    { id: '2', fields: { title: 'two', text: null } },
    { id: '3', fields: { title: 'three', text: null } },
    { id: '5', fields: { title: 'five', text: null } },
  ],
  problems: [
    { file: 'jobs/more/2.yaml', line: 4, reason: expect.stringMatching(/^not valid YAML: /), lost: 'fields' },
    { file: 'jobs/main/3.yaml', reason: 'there is no file of this name in jobs/more/*.yaml', lost: 'fields' },
    { file: 'jobs/main/4.yaml', line: 2, reason: expect.stringMatching(/^not valid YAML: .*quote/), lost: 'posting' },
    { file: 'jobs/more/5.yaml', reason: 'not valid UTF-8', lost: 'fields' },
    { file: 'jobs/main/6.yaml', reason: 'the file is empty', lost: 'posting' },
    {
      file: 'jobs/more/7.yaml',
      reason: 'there is no file of this name in jobs/main/*.yaml, so it belongs to no posting',
      lost: 'posting',
    },
  ],
};

test.each([
  ['the host’s tarball', 'host.tar.gz', () => pack('host.tar.gz', folder, ['host-abc1234'])],
  ['a tarball without the host’s folder', 'bare.tar.gz', () => pack('bare.tar.gz', root, ['jobs'])],
  ['the unpacked folder', 'host-abc1234', () => Promise.resolve()],
])('postings are put together from %s, each problem with file, line and reason', async (_, path, make) => {
  await make();
  const { digest, read, ...rest } = await loadCorpus(own(path));
  expect(read).toBe(rest.postings.length);
  expect(rest).toEqual(loaded);
  await expect(loadCorpus(own(path), { strict: true })).rejects.toThrow(/jobs\/more\/2\.yaml:4: not valid YAML/);
});

test('the digest of the contents is what sha256sum gives, and is the same packed, unpacked and packed anew', async () => {
  const contents = treeDigest(readFolder(root, patterns));
  const listing = readdirSync(join(root, 'jobs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${digestOf(readFileSync(join(root, 'jobs', name))).slice(7)}  jobs/${name}\n`);
  expect(contents).toBe(digestOf(listing.join('')));

  await pack('again.tar.gz', folder, ['host-abc1234/jobs']);
  const digest = `sha256:${'1'.repeat(64)}`; // of a tarball that is not at hand
  for (const path of ['host-abc1234', 'host.tar.gz', 'again.tar.gz']) {
    const pinned = manifest({ digest, files: { format: 'yaml-tarball', path, parts, contents, max_lost: 1 }, fields });
    expect((await loadCorpus(pinned)).digest).toBe(digest);
  }
});

/** A tarball with one entry that no honest tool would write. */
const evil = (
  name: string,
  entry: { path: string; type: 'File' | 'SymbolicLink' | 'Link'; linkpath?: string },
): string => {
  const body = entry.type === 'File' ? 'title: evil\n' : '';
  const header = new Header({ ...entry, size: body.length, mode: 0o644, mtime: new Date(0) });
  const block = Buffer.alloc(512);
  header.encode(block);
  const content = Buffer.alloc(body.length > 0 ? 512 : 0);
  content.write(body);
  return write(name, gzipSync(Buffer.concat([block, content, Buffer.alloc(1024)])));
};

test.each([
  [
    'a step upwards',
    { path: 'jobs/../../escape.yaml', type: 'File' },
    /"jobs\/\.\.\/\.\.\/escape\.yaml" leads out of it/,
  ],
  ['an absolute path', { path: '/tmp/escape.yaml', type: 'File' }, /"\/tmp\/escape\.yaml" leads out of it/],
  [
    'a symbolic link',
    { path: 'jobs/main/1.yaml', type: 'SymbolicLink', linkpath: '/etc/passwd' },
    /"jobs\/main\/1\.yaml" is a link/,
  ],
  [
    'a hard link',
    { path: 'jobs/main/1.yaml', type: 'Link', linkpath: 'jobs/main/2.yaml' },
    /"jobs\/main\/1\.yaml" is a link/,
  ],
] as const)('a tarball with %s is refused as a whole', async (_, entry, message) => {
  const path = evil('evil.tar.gz', entry);
  await expect(loadCorpus(own(basename(path)))).rejects.toThrow(message);
});

test('a tarball that unpacks to over a thousand times its size is refused', async () => {
  const much = 30_000_000;
  const header = Buffer.alloc(512);
  new Header({ path: 'jobs/main/1.yaml', type: 'File', size: much, mode: 0o644 }).encode(header);
  write('zeros.tar.gz', gzipSync(Buffer.concat([header, Buffer.alloc(much + 1024)]), { level: 9 }));
  await expect(loadCorpus(own('zeros.tar.gz'))).rejects.toThrow(
    /zeros\.tar\.gz is refused: it unpacks to over 1000 times/,
  );
});

test('a folder with a link among its files is refused as a whole', async () => {
  const linked = join(folder, 'linked');
  mkdirSync(join(linked, 'jobs', 'main'), { recursive: true });
  symlinkSync('/etc/passwd', join(linked, 'jobs', 'main', '1.yaml'));
  await expect(loadCorpus(own('linked'))).rejects.toThrow(/entry "jobs\/main\/1\.yaml" is a link/);
  expect(() => own('linked').digest).toThrow(/entry "jobs\/main\/1\.yaml" is a link/);
});

test('a tarball that breaks off, or is none, is an error with its name', async () => {
  write('cut.tar.gz', readFileSync(join(folder, 'host.tar.gz')).subarray(0, 300));
  await expect(loadCorpus(own('cut.tar.gz'))).rejects.toThrow(/cannot read .*cut\.tar\.gz: /);
  write('text.tar.gz', 'no tarball at all, though long enough to be looked at'.repeat(40));
  await expect(loadCorpus(own('text.tar.gz'))).rejects.toThrow(/cannot read .*text\.tar\.gz: /);
  await pack('other.tar.gz', root, ['README.md']);
  expect((await loadCorpus(own('other.tar.gz'))).problems).toMatchObject([
    { reason: 'it holds no file jobs/main/*.yaml or jobs/more/*.yaml' },
  ]);
});
