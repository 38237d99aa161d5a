// As much of the standard's types as the scan needs: Node's types leave them to the browser's library.
export {};

declare global {
  namespace WebAssembly {
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      readonly exports: Readonly<Record<string, unknown>>;
      constructor(module: Module, imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    }
    class Memory {
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    class Global {
      value: unknown;
    }
  }
}
