import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/error.js';
import { inProject } from '../../src/load/project.js';
import { builtWith, checkReplaceable, replaceFolder } from '../../src/site/folder.js';
import { copyProject } from '../project-copy.js';

mkdirSync(inProject('.recount'), { recursive: true });
const scratch = mkdtempSync(inProject('.recount', 'test-folder-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const page = (text: string) => [
  { path: 'index.html', text },
  { path: 'articles/one.html', text },
];
const whole = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
let made = 0;
const place = (): string => join(scratch, String((made += 1)), 'site');

describe('the folder of a site', () => {
  test('is replaced as a whole: nothing of the previous site stays, and nothing stays beside it', async () => {
    const site = place();
    await replaceFolder(site, [...page('first'), { path: 'old.html', text: '' }], 'key 1');
    expect(builtWith(site)).toBe('key 1');
    await replaceFolder(site, page('second'), 'key 2');
    expect(builtWith(site)).toBe('key 2');
    expect(whole(site)).toEqual(['.recount-site.json', 'articles', 'articles/one.html', 'index.html']);
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toBe('second');
    expect(readdirSync(join(site, '..'))).toEqual(['site']);
  });

  test('is as it was when a build fails half-way', async () => {
    const site = place();
    await replaceFolder(site, page('first'), 'key 1');
    await expect(
      replaceFolder(site, [...page('second'), { path: 'x.js', copyOf: join(scratch, 'nowhere.js') }], 'key 2'),
    ).rejects.toThrow('nowhere.js');
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toBe('first');
    expect(builtWith(site)).toBe('key 1');
    expect(readdirSync(join(site, '..'))).toEqual(['site']);
  });

  test('is found again where a build was killed between its two renames, and its pieces are cleared away', async () => {
    const site = place();
    await replaceFolder(site, page('first'), 'key 1');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    renameSync(site, join(site, '..', `.site.new-${dead}-abcd.old`));
    mkdirSync(join(site, '..', `.site.new-${dead}-abcd`));
    await expect(replaceFolder(site, [{ path: 'x.js', copyOf: join(scratch, 'nowhere.js') }], 'key 2')).rejects.toThrow(
      'nowhere.js',
    );
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toBe('first');
    expect(readdirSync(join(site, '..'))).toEqual(['site']);
  });

  test('that holds anything else is refused, and left alone', () => {
    const folder = join(scratch, 'mine');
    mkdirSync(folder);
    checkReplaceable(folder); // an empty one may be taken
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    expect(() => checkReplaceable(folder)).toThrow(UserError);
    expect(() => checkReplaceable(folder)).toThrow(/holds files that are not a site of Recount.*--out/);
    expect(() => checkReplaceable(join(folder, 'thesis.txt'))).toThrow(/is a file/);
  });
});

describe('recount site', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject(['fine-tuning-by-role']);
  afterAll(remove);
  const site = join(scratch, 'cli', 'site');
  const recount = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'src/bin.mjs'), 'site', ...args], { encoding: 'utf8', cwd: root });

  test('builds where it is told, says where to open it, and builds nothing when nothing changed', () => {
    const first = recount('--out', site);
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(/^\d+ pages\. Open .*site\/index\.html\n$/);
    expect(first.status).toBe(0);
    expect(recount('--out', site).stdout).toMatch(/^The site is as it was\./);
    expect(JSON.parse(recount('--out', site, '--json').stdout)).toMatchObject({ kind: 'unchanged' });
    writeFileSync(join(root, 'data/samples/more.json'), '{}'); // any file that a page shows or hands on
    expect(JSON.parse(recount('--out', site, '--json').stdout)).toMatchObject({ kind: 'built' });
  });

  test('stopped at any moment leaves the previous site whole', async () => {
    const before = new Map(
      whole(site).map((name) => [name, name.endsWith('.html') ? readFileSync(join(site, name), 'utf8') : '']),
    );
    const text = join(scratch, 'skillenai-fine-tuning-by-role.txt');
    writeFileSync(text, 'a copy in which no claim stands');
    for (const after of [200, 600, 1000]) {
      const build = spawn(
        process.execPath,
        [join(root, 'src/bin.mjs'), 'site', '--out', site, '--article-text', text],
        {
          cwd: root,
        },
      );
      setTimeout(() => build.kill('SIGKILL'), after);
      const [code] = (await once(build, 'exit')) as [number | null];
      if (code !== null) break; // a fast machine was done before it was stopped
      const changed = [...before].filter(
        ([name, content]) =>
          name.endsWith('.html') &&
          (!existsSync(join(site, name)) || readFileSync(join(site, name), 'utf8') !== content),
      );
      expect(changed.map(([name]) => name)).toEqual([]);
    }
  });

  test.each([
    [['--out', join(root, 'src')], /^recount: src holds files that are not a site of Recount, .*\n$/],
    [['--out', root], /^recount: the site would replace the project itself; .*\n$/],
    [['--article-text', 'no-such.txt'], /^recount: cannot read no-such\.txt: there is no such file\n$/],
    [
      ['--article-text', join(root, 'LICENSE')],
      /^recount: LICENSE is a copy of no article here: .*Name it as its article's text is named: .*\.txt\n$/,
    ],
  ])('%j is one clear line and exit 2', (args, message) => {
    const { status, stdout, stderr } = recount(...args);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
