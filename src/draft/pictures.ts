import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { UserError } from '../error.js';

const pictureTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};

/**
 * A picture that lies beside the draft, as an address that holds its bytes, so that the page stands alone.
 *
 * @param url as the draft writes it
 * @param file the draft
 * @returns `'remote'` for a picture of another host, which is not fetched
 * @throws UserError for a file that is missing, or of a type that a page does not show
 */
export function embedPicture(url: string, file: string): 'remote' | { readonly embedded: string } {
  if (/^(?:https?:)?\/\//.test(url)) return 'remote';
  if (/^[a-z][a-z\d+.-]+:/i.test(url)) return { embedded: url };
  const type = pictureTypes[extname(url).toLowerCase()];
  if (type === undefined) {
    const types = Object.keys(pictureTypes).join(', ');
    throw new UserError(`"${url}" is not a picture that a page can hold; there are ${types}`);
  }
  const path = resolve(dirname(file), url.replaceAll('%20', ' '));
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UserError(`there is no picture "${url}" beside the draft`);
  return { embedded: `data:${type};base64,${readFileSync(path).toString('base64')}` };
}
