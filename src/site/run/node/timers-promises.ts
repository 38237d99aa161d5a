export const setTimeout = (ms: number): Promise<void> => new Promise((done) => globalThis.setTimeout(done, ms));

/** After what waits already. A timer would take four milliseconds each time. */
export const setImmediate = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
