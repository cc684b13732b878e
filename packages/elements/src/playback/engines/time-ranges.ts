/** A `TimeRanges` for engines that have no media element to ask: pairs of start and end, in seconds. */
export function timeRanges(...ranges: readonly (readonly [start: number, end: number])[]): TimeRanges {
  const at = (index: number): readonly [number, number] => {
    const range = ranges[index];
    if (range === undefined) throw new DOMException(`No range ${index} of ${ranges.length}.`, 'IndexSizeError');
    return range;
  };
  return { length: ranges.length, start: (index) => at(index)[0], end: (index) => at(index)[1] };
}
