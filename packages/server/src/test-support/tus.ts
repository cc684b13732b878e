import type { VideoMetadata } from '@piyakast/sdk';

const base64 = (text: string) => Buffer.from(text).toString('base64');

export interface TusFile {
  bytes: Uint8Array<ArrayBuffer>;
  metadata: VideoMetadata | Record<string, unknown>;
  filename?: string;
  key?: string;
}

/** A tus client of the plainest kind, for tests that stop in the middle. */
export function tusClient(url: string, token: string | undefined) {
  const headers = {
    'tus-resumable': '1.0.0',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return {
    create({ bytes, metadata, filename = 'clip.mp4', key }: TusFile, sizeBytes = bytes.length): Promise<Response> {
      const fields = { filename, filetype: 'video/mp4', metadata: JSON.stringify(metadata), ...(key ? { key } : {}) };
      const encoded = Object.entries(fields).map(([name, value]) => `${name} ${base64(value)}`);
      return fetch(`${url}/api/v1/uploads`, {
        method: 'POST',
        headers: { ...headers, 'upload-length': String(sizeBytes), 'upload-metadata': encoded.join(',') },
      });
    },
    patch(location: string, offset: number, body: Uint8Array<ArrayBuffer> | ReadableStream): Promise<Response> {
      const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
      const init = { method: 'PATCH', headers: { ...headers, ...type }, body, duplex: 'half' };
      return fetch(new URL(location, url), init as RequestInit);
    },
    head: (location: string) => fetch(new URL(location, url), { method: 'HEAD', headers }),
    remove: (location: string) => fetch(new URL(location, url), { method: 'DELETE', headers }),
    /** The whole file at once. @returns The video's id. */
    async send(file: TusFile): Promise<string> {
      const created = await this.create(file);
      const location = created.headers.get('location') ?? '';
      if (created.status !== 201) throw new Error(`${created.status} ${await created.text()}`);
      const sent = await this.patch(location, 0, file.bytes);
      if (sent.status !== 204) throw new Error(`${sent.status} ${await sent.text()}`);
      return location.split('/').at(-1) ?? '';
    },
  };
}
