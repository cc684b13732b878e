import { describe, expect, it } from 'vitest';
import { type SignedIn, signedIn } from '../../test-support/signed-in.js';
import { PEERTUBE_VERSIONS } from '../version.js';
import { createSyntheticMedia } from './media.js';

interface Details {
  state: { id: number };
  files: { resolution: { id: number; label: string }; hasVideo: boolean; width: number; fps: number }[];
  streamingPlaylists: { playlistUrl: string; files: unknown[] }[];
}

describe.each(PEERTUBE_VERSIONS)('transcoding of %s', (version) => {
  it('puts HLS in the place of the original, and in 8.2 an audio-only file two seconds later', async () => {
    const { clock, mine, publish } = await signedIn({ version, media: createSyntheticMedia() });
    const uuid = await publish();
    const details = () => mine.get<Details>(`/api/v1/videos/${uuid}`);
    expect(await details()).toMatchObject({ state: { id: 1 }, files: [], streamingPlaylists: [{ files: [{}] }] });
    await clock.advance(2000);
    const { files } = await details();
    const audio = { resolution: { id: 0, label: 'Audio only' }, hasVideo: false, width: 0, fps: 0 };
    if (version === '8.2.1') expect(files).toMatchObject([audio]);
    else expect(files).toEqual([]);
  });

  it('keeps web videos beside HLS where the instance does', async () => {
    const features = { transcoding: { webVideos: true } };
    const { mine, publish } = await signedIn({ version, media: createSyntheticMedia(), features });
    const { files } = await mine.get<Details>(`/api/v1/videos/${await publish()}`);
    expect(files).toMatchObject([{ resolution: { label: '240p' }, hasVideo: true }]);
  });

  it('gives the master playlist a new name for each resolution', async () => {
    const features = { transcoding: { resolutions: [240, 144] } };
    const masters = new Set<string>();
    const onChange = () => {
      for (const { playlist } of run?.fake.videos() ?? []) if (playlist) masters.add(playlist.master);
    };
    const media = createSyntheticMedia({ width: 640, height: 360 });
    let run: SignedIn | undefined;
    run = await signedIn({ version, media, features, onChange });
    const { fake, mine } = run;
    const uuid = await run.publish();
    const [playlist] = (await mine.get<Details>(`/api/v1/videos/${uuid}`)).streamingPlaylists;
    expect(playlist?.files).toHaveLength(3);
    expect(masters.size).toBe(3);
    const text = await (await fake.fetch(new Request(playlist?.playlistUrl ?? ''))).text();
    expect(text.match(/RESOLUTION=\d+x\d+/g)).toEqual([
      'RESOLUTION=640x360',
      'RESOLUTION=426x240',
      'RESOLUTION=256x144',
    ]);
  });
});
