/** Outlines as the file beside the pages has them: GeoJSON, a polygon a unit with its name. */
export type Outlines = GeoJSON.FeatureCollection<GeoJSON.Geometry, { name: string }>;

/** A file of the deployment: official outlines may take the place of the simplified ones (docs/operations.md). */
export const OUTLINES = '/map/outlines.json';

/** Radius in pixels of a circle whose area goes with the people, so that twice as many look like twice as many. */
export const radiusOf = (people: number, most: number): number => 6 + 22 * Math.sqrt(people / Math.max(1, most));
