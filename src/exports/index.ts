/** The door of exports: a listing and its measured result in the formats other tools read, each with a check of its own. */
export type { Complaints } from './complaints.js';
export { checkCroissant, croissantOf } from './croissant.js';
export { checkDcat, dcatOf } from './dcat.js';
export type { ListingFacts } from './listing-facts.js';
export { checkOdcs, odcsOf } from './odcs.js';
export { checkOpenLineage, type LineageOptions, openLineageOf } from './open-lineage.js';
export { sampleCsv } from './sample-csv.js';
