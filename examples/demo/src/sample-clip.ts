const SECONDS = 4;
const WIDTH = 960;
const HEIGHT = 540;
const TYPES = ['video/mp4;codecs=avc1.42E01E', 'video/webm;codecs=vp9', 'video/webm'];

/**
 * A clip to try the page with: the one that the start made with ffmpeg, else one recorded here.
 *
 * @throws Error when this browser can do neither.
 */
export async function sampleClip(title: string): Promise<File> {
  const answer = await fetch('/sample.mp4');
  const type = answer.headers.get('content-type') ?? '';
  // A server may answer an unknown path with the page itself.
  if (answer.ok && type.startsWith('video/')) return new File([await answer.blob()], `${title}.mp4`, { type });
  return recordClip(title);
}

async function recordClip(title: string): Promise<File> {
  const type = TYPES.find((candidate) => MediaRecorder.isTypeSupported(candidate));
  if (!type) throw new Error('This browser cannot record video.');
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const stopDrawing = draw(canvas, title);
  const stream = canvas.captureStream(30);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 2_500_000 });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise((resolve, reject) => {
    recorder.addEventListener('stop', resolve, { once: true });
    recorder.addEventListener('error', reject, { once: true });
  });
  recorder.start();
  setTimeout(() => recorder.stop(), SECONDS * 1000);
  try {
    await stopped;
  } finally {
    stopDrawing();
    for (const track of stream.getTracks()) track.stop();
  }
  const container = type.split(';')[0] ?? type;
  return new File(parts, `${title}.${container.replace('video/', '')}`, { type: container });
}

/** Slow colours with a moving disc, so that playing and standing still look different. */
function draw(canvas: HTMLCanvasElement, title: string): () => void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  const begin = performance.now();
  let frame = 0;
  const paint = () => {
    const seconds = (performance.now() - begin) / 1000;
    const colours = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
    colours.addColorStop(0, `hsl(${230 + seconds * 18} 55% 45%)`);
    colours.addColorStop(1, `hsl(${290 + seconds * 18} 55% 35%)`);
    context.fillStyle = colours;
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.fillStyle = 'rgb(255 255 255 / 85%)';
    context.beginPath();
    context.arc(
      WIDTH / 2 + Math.cos(seconds * 1.6) * 300,
      HEIGHT / 2 + Math.sin(seconds * 3.2) * 90,
      34,
      0,
      Math.PI * 2,
    );
    context.fill();
    context.font = '600 40px system-ui, sans-serif';
    context.fillText(`${title}  ${seconds.toFixed(1)}`, 48, HEIGHT - 48);
    frame = requestAnimationFrame(paint);
  };
  paint();
  return () => cancelAnimationFrame(frame);
}
