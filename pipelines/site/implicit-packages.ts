/**
 * Libraries that Framework offers pages under implicit names. It looks up the version of each in the npm
 * registry, used or not, unless its cache has a folder `<name>@<version>`: an empty one is enough.
 */
export const IMPLICIT_PACKAGES: readonly string[] = [
  '@observablehq/inputs',
  '@observablehq/plot',
  '@observablehq/sample-datasets',
  'apache-arrow',
  'arquero',
  'd3',
  'd3-dsv',
  'echarts',
  'htl',
  'leaflet',
  'lodash',
  'mapbox-gl',
  'parquet-wasm',
  'react',
  'react-dom',
  'topojson-client',
];
