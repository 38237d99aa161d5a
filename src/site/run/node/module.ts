/** Where the library looks for the kernel that shows outputs: in a page, it is the worker (see `worker.ts`). */
const kernel = {
  exports: {
    lastWriteDisplayData: (message: { data: object }): void => {
      (globalThis as { recountDisplay?: (data: object) => void }).recountDisplay?.(message.data);
    },
  },
};

export function createRequire(): ((name: string) => never) & { cache: object; resolve: (name: string) => string } {
  const require = (name: string): never => {
    throw new Error(`${name} is not part of what a page runs`);
  };
  return Object.assign(require, { cache: { '/tslab/dist/jupyter.js': kernel }, resolve: (name: string) => name });
}
export const isBuiltin = (): boolean => false;
