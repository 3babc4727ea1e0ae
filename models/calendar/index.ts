export { closeMinute } from './close-minute.js';
export { holidayName } from './holidays.js';
export { isSession, sessionsBetween } from './sessions.js';
