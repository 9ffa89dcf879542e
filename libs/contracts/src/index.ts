export * from './common.js';
export * from './errors.js';
export * from './names.js';
export * from './places.js';
export * from './roles.js';
export * from './time.js';
