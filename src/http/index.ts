/** The door of what every HTTP server of the venue has in common. */
export { boundConnections, PATIENCE } from './bounds.js';
