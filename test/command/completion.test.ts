import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { programOf } from '../../src/cli.js';
import { candidatesFor } from '../../src/command/complete-words.js';
import { inProject } from '../../src/load/project.js';

const program = programOf(() => async () => {});

describe('what the last word may become', () => {
  test.each([
    ['a command', ['re'], ['review', 'record', 'rerun']],
    ['a command of a command', ['data', 'p'], ['pull']],
    ['an option', ['run', '--st'], ['--start-timeout']],
    ['a choice of an option', ['claims', '--verdict', 'rep'], ['reproduced', 'replicated']],
    ['a notebook', ['run', 'fine-tuning-1'], ['fine-tuning-1-headline']],
    ['a second notebook', ['run', 'entry-gap-1', '--force', 'titles'], ['titles-blur']],
    ['an article', ['rerun', 'remote-by'], ['remote-by-seniority']],
    ['a corpus behind an option', ['rerun', 'field-guide', '--on', 'field-guide-'], ['field-guide-march']],
    ['a claim', ['trace', 'fine-tuning-by-role/mle-share-h'], ['fine-tuning-by-role/mle-share-high']],
    ['a shell', ['completion', ''], ['bash', 'zsh', 'fish']],
    ['nothing where a file is meant: the shell knows files', ['audit', 'READ'], []],
    ['nothing behind the last argument', ['rerun', 'field-guide', 'f'], []],
  ])('%s', (_, words, expected) => {
    expect(candidatesFor(program, words)).toEqual(expected);
  });

  test('never the hidden command that shells ask', () => {
    expect(candidatesFor(program, ['comp'])).toEqual(['completion']);
  });
});

test('bash completes by what recount completion prints', { timeout: 120_000 }, () => {
  const script = `
eval "$(${process.execPath} ${inProject('src/bin.mjs')} completion bash)"
COMP_WORDS=(recount rerun field-guide --on field-guide-); COMP_CWORD=4; _recount
echo "\${COMPREPLY[*]}"`;
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: inProject() });
  expect(stdout).toBe('field-guide-march\n');
});
