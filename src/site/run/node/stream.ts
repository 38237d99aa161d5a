export * from 'readable-stream';
export { default } from 'readable-stream';
