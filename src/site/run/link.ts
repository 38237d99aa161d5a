/*
 * Changed cells in the address of a page: deflated JSON in the letters that addresses may hold, so that a link carries
 * them to somebody else and no server does.
 */

export interface SharedState {
  /** The cell that was run or edited last. */
  readonly cell: string;
  /** The sources that differ from the committed ones, by cell. */
  readonly edits: Readonly<Record<string, string>>;
}

const through = async (bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> =>
  new Uint8Array(await new Response(new Blob([bytes as BlobPart]).stream().pipeThrough(stream)).arrayBuffer());

export async function hashOf(state: SharedState): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream('deflate-raw'));
  const text = btoa(String.fromCharCode(...bytes));
  return `#run=${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The state that an address brings; undefined for one that brings none, or one that is damaged. */
export async function stateOf(hash: string): Promise<SharedState | undefined> {
  if (!hash.startsWith('#run=')) return undefined;
  try {
    const text = atob(hash.slice('#run='.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
      new DecompressionStream('deflate-raw'),
    );
    const state = JSON.parse(new TextDecoder().decode(bytes)) as SharedState;
    return typeof state.cell === 'string' && typeof state.edits === 'object' ? state : undefined;
  } catch {
    return undefined;
  }
}
