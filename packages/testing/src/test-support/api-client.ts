/** A plain client for tests of the fake: no retries, no cleverness. */
export interface ApiClient {
  token: string;
  refreshToken: string;
  call(path: string, init?: RequestInit & { json?: unknown; anonymous?: boolean }): Promise<Response>;
  get<T = Record<string, unknown>>(path: string): Promise<T>;
  initUpload(size: number, fields?: Record<string, unknown>): Promise<string>;
  put(uploadUrl: string, range: string, body?: BodyInit): Promise<Response>;
  upload(bytes: Uint8Array<ArrayBuffer>, fields?: Record<string, unknown>): Promise<{ id: number; uuid: string }>;
}

export interface ApiClientOptions {
  url: string;
  account: { username: string; password: string; channelId: number };
  fetch?: (request: Request) => Promise<Response>;
}

/** Signs in. */
export async function createApiClient(options: ApiClientOptions): Promise<ApiClient> {
  const { url, account } = options;
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const oauth = await (await send(new Request(`${url}/api/v1/oauth-clients/local`))).json();
  const { username, password } = account;
  const body = new URLSearchParams({ ...(oauth as object), grant_type: 'password', username, password });
  const answer = await send(new Request(`${url}/api/v1/users/token`, { method: 'POST', body }));
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
  const client: ApiClient = {
    token: tokens.access_token,
    refreshToken: tokens.refresh_token,
    call(path, { json, anonymous, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (!anonymous) headers.set('authorization', `Bearer ${client.token}`);
      if (json !== undefined) headers.set('content-type', 'application/json');
      const target = path.startsWith('http') ? path : url + path;
      return send(
        new Request(target, { ...init, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) }),
      );
    },
    get: async <T>(path: string) => (await (await client.call(path)).json()) as T,
    async initUpload(size, fields = {}) {
      const response = await client.call('/api/v1/videos/upload-resumable', {
        method: 'POST',
        headers: { 'x-upload-content-length': String(size), 'x-upload-content-type': 'video/mp4' },
        json: { name: 'A video', channelId: account.channelId, filename: 'a.mp4', privacy: 1, ...fields },
      });
      if (!response.ok) throw new Error(`init answered ${response.status} ${await response.text()}`);
      return new URL(response.headers.get('location') ?? '', url).href;
    },
    put: (uploadUrl, range, chunk) =>
      client.call(uploadUrl, {
        method: 'PUT',
        headers: { 'content-range': range, 'content-type': 'application/octet-stream' },
        ...(chunk === undefined ? {} : { body: chunk, duplex: 'half' }),
      } as RequestInit),
    async upload(bytes, fields) {
      const uploadUrl = await client.initUpload(bytes.length, fields);
      const response = await client.put(uploadUrl, `bytes 0-${bytes.length - 1}/${bytes.length}`, bytes);
      const { video } = (await response.json()) as { video: { id: number; uuid: string } };
      return video;
    },
  };
  return client;
}
