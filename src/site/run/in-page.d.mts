export function inPage(id: string, importer: string | undefined): string | undefined;
