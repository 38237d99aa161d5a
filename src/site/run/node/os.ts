export const availableParallelism = (): number => 1;
export const tmpdir = (): string => '/tmp';
