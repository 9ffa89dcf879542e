import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import classes from './wall.module.css';

use([BarChart, GridComponent, SVGRenderer]);

interface ChartProps {
  label: string;
  option: EChartsCoreOption;
}

/** A chart that takes new values without being drawn anew, and grows with its card. */
export default function Chart({ label, option }: ChartProps) {
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);
  useEffect(() => {
    const drawn = init(container.current, undefined, { renderer: 'svg' });
    const sizes = new ResizeObserver(() => drawn.resize());
    sizes.observe(container.current!);
    chart.current = drawn;
    return () => {
      sizes.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption({ animation: false, ...option }), [option]);
  return <div ref={container} role="img" aria-label={label} className={classes['chart']} />;
}
