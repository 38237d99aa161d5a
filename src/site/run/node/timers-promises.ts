export const setImmediate = (): Promise<void> => new Promise((done) => globalThis.setTimeout(done, 0));
export const setTimeout = (ms: number): Promise<void> => new Promise((done) => globalThis.setTimeout(done, ms));
