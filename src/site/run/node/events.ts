import events from 'events';

export const { EventEmitter, once } = events;
export default events;
