/** An ISO BMFF box: `start` is where its size field is, `body` where its contents begin, `end` where the next box is. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** A box at an offset; `undefined` when its header is not there or not valid. */
export function boxAt(view: DataView, start: number, limit = view.byteLength): Box | undefined {
  if (start + 8 > limit) return undefined;
  const size = view.getUint32(start);
  // A size of 1 is a 64-bit size, 0 means "to the end": neither is written into segments.
  if (size < 8) return undefined;
  return { type: fourCc(view, start + 4), start, body: start + 8, end: start + size };
}

/** The boxes between two offsets. */
export function* boxesIn(view: DataView, start: number, end: number): Generator<Box> {
  for (let box = boxAt(view, start, end); box !== undefined && box.end <= end; box = boxAt(view, box.end, end)) {
    yield box;
  }
}

/** The first box under a path such as `mdia/minf/stbl`. */
export function findBox(view: DataView, within: { body: number; end: number }, path: string): Box | undefined {
  let current: { body: number; end: number } | undefined = within;
  let found: Box | undefined;
  for (const type of path.split('/')) {
    if (current === undefined) return undefined;
    found = undefined;
    for (const box of boxesIn(view, current.body, current.end)) {
      if (box.type !== type) continue;
      found = box;
      break;
    }
    current = found;
  }
  return found;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function fourCc(view: DataView, offset: number): string {
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  );
}
