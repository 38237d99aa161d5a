import type { Root } from 'mdast';
import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../error.js';

/** What a draft says of itself at its head. Other entries are the writer's own and are left alone. */
export interface FrontMatter {
  readonly title: string | undefined;
  readonly lang: string;
  /** Numbers that are free of any cell in this draft, each with the reason. */
  readonly free: Readonly<Record<string, string>>;
  /** The file with the draft's references, BibTeX or CSL JSON, beside the draft. */
  readonly references: string | undefined;
}

const example = 'write each with its reason, as in\nfree:\n  three: the roles of the article';
const schema = z.looseObject({
  title: z.string().optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'expected a language such as en or de')
    .optional(),
  references: z.string().min(1).optional(),
  free: z
    .record(z.string(), z.string({ error: `expected a reason; ${example}` }).min(3, `expected a reason; ${example}`), {
      error: `numbers without a reason are not free; ${example}`,
    })
    .optional(),
});

/**
 * Reads the YAML at the head of a draft.
 *
 * @throws UserError for YAML that cannot be read, and for an entry of another shape; it names the entry
 */
export function frontMatterOf(tree: Root): FrontMatter {
  const [node] = tree.children;
  const given = node?.type === 'yaml' ? read(node.value) : {};
  const parsed = schema.safeParse(given ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`front matter, ${issue?.path.join('.') || 'as a whole'}: ${issue?.message}`);
  }
  const { title, lang = 'en', free = {}, references } = parsed.data;
  return { title, lang, free, references };
}

function read(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (cause) {
    throw new UserError(`front matter: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''}`, {
      cause,
    });
  }
}
