import { html, nothing, type TemplateResult } from 'lit';
import type { Chapter, Storyboard } from '../../playback/video-extras.js';
import { chapterAt } from '../chapters.js';
import { formatTime, spokenTime } from '../format-time.js';
import { LIVE_TOLERANCE } from '../live-edge.js';
import type { ControlsMessage } from '../messages.js';
import { tileAt } from '../storyboard.js';
import { bufferedParts, partOf, type Timeline, timeAt } from '../timeline.js';
import { slider } from './slider.js';

/** Seconds that an arrow key moves. */
const STEP = 5;

export interface SeekBar {
  readonly line: Timeline;
  readonly currentTime: number;
  readonly buffered: TimeRanges;
  readonly chapters: readonly Chapter[];
  readonly storyboard: Storyboard | undefined;
  /** Part of the line under the pointer or the finger. */
  readonly pointed: number | undefined;
  /** The finger or the pressed pointer decides what the bar shows. */
  readonly isDragged: boolean;
  readonly language: string;
  text(key: ControlsMessage, values?: Record<string, string>): string;
  onHover(part: number | undefined): void;
  onDrag(part: number): void;
  onDrop(part: number | undefined): void;
  onSeek(seconds: number): void;
}

/** The seek bar: what is buffered, where chapters begin, and a look at what is there. */
export function seekBar(bar: SeekBar): TemplateResult {
  const { chapters, currentTime, isDragged, line, pointed, text } = bar;
  // What counts as live stands at the edge: a live arrives in pieces, and the thumb would wander with each.
  const isLive = line.isLive && line.end - currentTime <= LIVE_TOLERANCE;
  const shown = isDragged && pointed !== undefined ? timeAt(line, pointed) : isLive ? line.end : currentTime;
  return slider({
    name: 'seek-bar',
    label: text('seek'),
    max: line.end - line.start,
    value: shown - line.start,
    valueText: valueText(bar, shown),
    step: STEP,
    track: html`${bufferedParts(line, bar.buffered).map(
      ({ from, to }) => html`<div class="buffered" part="buffered" .style=${`--from:${from};--to:${to}`}></div>`,
    )}${chapters
      .filter(({ start }) => start > line.start && start < line.end)
      .map(({ start }) => html`<div class="chapter-start" .style=${`--from:${partOf(line, start)}`}></div>`)}`,
    above: pointed === undefined ? nothing : preview(bar, pointed),
    onHover: bar.onHover,
    onDrag: bar.onDrag,
    onDrop: bar.onDrop,
    onValue: (value) => bar.onSeek(line.start + value),
  });
}

function valueText({ chapters, language, line, text }: SeekBar, seconds: number): string {
  if (line.isLive) {
    const behind = line.end - seconds;
    return behind <= LIVE_TOLERANCE ? text('atLive') : text('behindLive', { time: spokenTime(behind, language) });
  }
  const values = { time: spokenTime(seconds, language), duration: spokenTime(line.end, language) };
  const chapter = chapterAt(chapters, seconds);
  const position = text('seekText', values);
  return chapter === undefined ? position : text('seekChapter', { text: position, chapter: chapter.title });
}

/** The picture, the chapter and the time under the pointer. For eyes only: the range says the same in words. */
function preview({ chapters, line, storyboard }: SeekBar, part: number): TemplateResult {
  const seconds = timeAt(line, part);
  const chapter = chapterAt(chapters, seconds);
  const time = line.isLive ? formatTime(seconds - line.end, line.end - line.start) : formatTime(seconds, line.end);
  return html`<div class="preview" part="preview" aria-hidden="true" .style=${`--from:${part}`}>
    ${storyboard === undefined ? nothing : tileView(storyboard, seconds)}
    ${chapter === undefined ? nothing : html`<span class="preview-chapter">${chapter.title}</span>`}
    <span class="preview-time">${time}</span>
  </div>`;
}

/** A tile is shown by moving the whole picture behind a window of its size. */
function tileView(storyboard: Storyboard, seconds: number): TemplateResult {
  const { height, tileHeight, tileWidth, url, width } = storyboard;
  const { x, y } = tileAt(storyboard, seconds);
  return html`<div class="tile" part="thumbnail" .style=${`width:${tileWidth}px;height:${tileHeight}px`}>
    <img src=${url} alt="" .style=${`width:${width}px;height:${height}px;translate:${-x}px ${-y}px`} />
  </div>`;
}
