import { type PointerEvent, useRef, useState } from 'react';
import type { Box } from '../../../../src/core/contracts/screen.ts';
import { areaOf, boxBetween, placeOf, type Point, type Size } from '../../screens/boxes.ts';
import { HALO, kindColour } from '../../screens/kind-colour.ts';
import type { Screenshot } from '../../screens/screenshot.ts';
import { PictureFrame } from '../look/picture-frame.tsx';
import type { DraftElement } from './label-draft.ts';

/** The picture to draw boxes on; a press without a drag chooses the box below. The rows do the same by keyboard. */
export function BoxEditor(props: {
  screenshot: Screenshot;
  size: Size;
  elements: readonly DraftElement[];
  selected: number | null;
  onSelect: (id: number | null) => void;
  onDraw: (box: Box) => void;
}) {
  const { size } = props;
  const start = useRef<Point>(null);
  const [drawn, setDrawn] = useState<Box | null>(null);
  const pointOf = (event: PointerEvent<HTMLDivElement>): Point => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - left) / width) * size.width,
      y: ((event.clientY - top) / height) * size.height,
    };
  };
  const finish = (event: PointerEvent<HTMLDivElement>): void => {
    const from = start.current;
    start.current = null;
    setDrawn(null);
    if (!from) return;
    const to = pointOf(event);
    const box = boxBetween(from, to, size);
    if (box) props.onDraw(box);
    else props.onSelect(smallestAt(to, props.elements)?.id ?? null);
  };
  return (
    <PictureFrame screenshot={props.screenshot}>
      <div
        aria-hidden="true"
        data-testid="box-editor"
        className="absolute inset-0 cursor-crosshair touch-pan-y touch-pinch-zoom"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = pointOf(event);
        }}
        onPointerMove={(event) => {
          if (start.current) setDrawn(boxBetween(start.current, pointOf(event), size));
        }}
        onPointerUp={finish}
        onPointerCancel={() => {
          start.current = null;
          setDrawn(null);
        }}
      >
        {props.elements.map(({ id, kind, box }) => (
          <div
            key={id}
            className={`absolute rounded-[3px] ${id === props.selected ? 'bg-white/30' : ''}`}
            style={{
              ...placeOf(box, size),
              outline: `${id === props.selected ? 4 : 2}px solid ${kindColour(kind)}`,
              boxShadow: HALO,
            }}
          />
        ))}
        {drawn && (
          <div
            className="absolute border-2 border-dashed border-accent bg-white/30"
            style={placeOf(drawn, size)}
          />
        )}
      </div>
    </PictureFrame>
  );
}

function smallestAt(point: Point, elements: readonly DraftElement[]): DraftElement | undefined {
  return elements
    .filter(
      ({ box: [x, y, width, height] }) =>
        point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height,
    )
    .toSorted((a, b) => areaOf(a.box) - areaOf(b.box))[0];
}
