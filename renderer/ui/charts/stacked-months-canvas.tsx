import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { init } from './echarts-core.ts';
import type { ECharts } from './echarts-core.ts';

export interface CanvasProps {
  option: Parameters<ECharts['setOption']>[0];
  label: string;
  onIndex?: (dataIndex: number, seriesId: string) => void;
}

/** What is told of a month stands in there too. */
const PLACE = { position: 'relative', width: '100%', height: '100%' } as const;

/** Keeps one chart instance as large as its place and hands clicks on. */
export function StackedMonthsCanvas({ option, label, onIndex }: CanvasProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const listener = useRef(onIndex);

  useEffect(() => {
    listener.current = onIndex;
  }, [onIndex]);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = init(element);
    chart.current = made;
    made.on('click', (event) => listener.current?.(event.dataIndex, event.seriesId ?? ''));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current = null;
      made.dispose();
    };
  }, []);

  // Axes and series are made anew; what is not named stays, and with it the tooltip, which is dear to make.
  useEffect(() => chart.current?.setOption(option, { replaceMerge: ['xAxis', 'yAxis', 'series'] }), [option]);

  return <div ref={place} role="img" aria-label={label} style={PLACE} />;
}

/** The chart as a PNG of its own size, so that the window it stands in does not matter. */
export function drawPng(option: CanvasProps['option'], background: string): Uint8Array<ArrayBuffer> {
  const place = document.createElement('div');
  place.style.cssText = 'position:absolute;left:-10000px;width:960px;height:440px';
  document.body.append(place);
  const chart = init(place, null, { width: 960, height: 440 });
  try {
    chart.setOption(option);
    const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background });
    return Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  } finally {
    chart.dispose();
    place.remove();
  }
}
