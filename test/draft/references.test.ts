import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cite, readReferences } from '../../src/draft/references.js';

describe('a source in BibTeX', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recount-references-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // what a draft's list of references says of it, how its text cites it, and where the link leads
  test.each<[string, string, string, string, string | undefined]>([
    [
      'one author and others',
      '@article{a, author={Doe, Jane and others}, title={On X}, journal={J. Y}, year={2020}}',
      'Doe, J., et al. (2020). On X. J. Y.',
      'Doe et al., 2020',
      undefined,
    ],
    [
      'two authors and others',
      '@article{a, author={Doe, Jane and Roe, Ann and others}, title={On X}, journal={J. Y}, year={2020}}',
      'Doe, J., Roe, A., et al. (2020). On X. J. Y.',
      'Doe et al., 2020',
      undefined,
    ],
    [
      'an author whose name begins so',
      '@article{a, author={Doe, Jane and Otherson, Ann}, title={On X}, journal={J. Y}, year={2020}}',
      'Doe, J., & Otherson, A. (2020). On X. J. Y.',
      'Doe & Otherson, 2020',
      undefined,
    ],
    [
      'a preprint as arXiv exports it',
      '@misc{a, author={Roe, Ann}, title={A Preprint}, eprint={2001.00001}, archivePrefix={arXiv}, year={2020}}',
      'Roe, A. (2020). A Preprint. https://arxiv.org/abs/2001.00001',
      'Roe, 2020',
      'https://arxiv.org/abs/2001.00001',
    ],
    [
      'a preprint as biblatex writes it',
      '@online{a, author={Roe, Ann}, title={A Preprint}, eprint={2001.00001}, eprinttype={arxiv}, date={2020}}',
      'Roe, A. (2020). A Preprint. https://arxiv.org/abs/2001.00001',
      'Roe, 2020',
      'https://arxiv.org/abs/2001.00001',
    ],
    [
      'a preprint with an address of its own',
      '@misc{a, author={Roe, Ann}, title={P}, eprint={2001.00001}, archivePrefix={arXiv}, url={https://a.example/p}, year={2020}}',
      'Roe, A. (2020). P. https://a.example/p',
      'Roe, 2020',
      'https://a.example/p',
    ],
  ])('%s', async (_, bibtex, entry, short, address) => {
    writeFileSync(join(folder, 'lit.bib'), bibtex);
    const references = await readReferences('lit.bib', join(folder, 'draft.md'));
    expect(await cite([...references.values()], 'en')).toEqual([{ key: 'a', entry, short, address }]);
  });
});
