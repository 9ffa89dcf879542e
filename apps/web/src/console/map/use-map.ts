import type { FigureRow, MapSettings } from '@app/contracts';
import {
  type CircleMarker,
  circleMarker,
  geoJSON,
  layerGroup,
  map as createMap,
  type Map as LeafletMap,
  tileLayer,
} from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { type RefObject, useEffect, useRef } from 'react';
import { type Outlines, radiusOf } from './outlines';

interface Drawn {
  outlines: Outlines;
  settings: MapSettings;
  sites: readonly FigureRow[];
  /** What is said of a site beside its circle. */
  textOf: (site: FigureRow) => string;
}

/** Text into a tooltip without being read as markup. */
function plain(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}

/** A map of the outlines, with tiles where the deployment has them. */
function mapIn(container: HTMLElement, outlines: Outlines, { tiles, attribution }: MapSettings): LeafletMap {
  const map = createMap(container, { attributionControl: tiles !== null, zoomSnap: 0.25, trackResize: false });
  if (tiles) tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
  const units = geoJSON<{ name: string }>(outlines, {
    interactive: false,
    style: { color: '#0f7d8a', weight: 1.2, fillColor: '#268e9b', fillOpacity: tiles ? 0.04 : 0.1 },
    onEachFeature: ({ properties: { name } }, layer) =>
      layer.bindTooltip(plain(name), { permanent: true, direction: 'center', className: 'unit-name' }),
  }).addTo(map);
  return map.fitBounds(units.getBounds(), { padding: [8, 8] });
}

const RED = { color: '#b42318', weight: 2, fillColor: '#b42318', fillOpacity: 0.35 };

/** Draws outlines and a circle a site. @returns brings a site into sight */
export function useMap(
  container: RefObject<HTMLDivElement | null>,
  { outlines, settings, sites, textOf }: Drawn,
): (site: FigureRow) => void {
  const drawn = useRef<LeafletMap>(null);
  const circles = useRef(new Map<string, CircleMarker>());
  useEffect(() => {
    const map = mapIn(container.current!, outlines, settings);
    const sizes = new ResizeObserver(() => map.invalidateSize());
    sizes.observe(container.current!);
    drawn.current = map;
    return () => {
      sizes.disconnect();
      drawn.current?.remove();
      drawn.current = null;
    };
  }, [container, outlines, settings]);
  useEffect(() => {
    const known = circles.current;
    const layer = layerGroup().addTo(drawn.current!);
    const most = Math.max(...sites.map(({ count }) => count));
    for (const site of sites) {
      if (!site.position) continue;
      const circle = circleMarker([...site.position], { ...RED, radius: radiusOf(site.count, most) });
      known.set(site.id, circle.bindTooltip(plain(textOf(site)), { direction: 'top' }).addTo(layer));
    }
    return () => {
      known.clear();
      layer.remove();
    };
  }, [sites, textOf, outlines, settings]);
  return (site) => {
    if (!site.position) return;
    drawn.current?.setView([...site.position], Math.max(drawn.current.getZoom(), 11), { animate: false });
    circles.current.get(site.id)?.openTooltip();
  };
}
