import { Blush } from '../layout/blush.tsx';

/** The guide before its first answer, in the shape it will have. */
export function GuideSkeleton() {
  return (
    <div aria-hidden="true" className="rounded-3xl border border-line bg-surface p-4">
      <div className="flex gap-3">
        <Blush hue={168} className="size-20 rounded-2xl" />
        <div className="flex flex-1 flex-col gap-2 pt-1">
          <Blush hue={40} className="h-3 rounded-full" />
          <Blush hue={40} className="h-3 w-2/3 rounded-full" />
        </div>
      </div>
      <Blush hue={168} className="mt-3 h-14 rounded-2xl" />
    </div>
  );
}
