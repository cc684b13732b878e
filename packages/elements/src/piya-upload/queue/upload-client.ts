import type {
  PiyakastChannel,
  PiyakastVideo,
  ServiceStatus,
  Upload,
  UploadOptions,
  VideoMetadata,
} from '@piyakast/sdk';
import type { EventClient } from '../../internal/event-feed.js';

/** The part of a PiyakastClient that uploading needs. */
export interface UploadClient extends EventClient {
  readonly uploads: { upload(file: File, options: VideoMetadata & UploadOptions): Upload<PiyakastVideo> };
  readonly videos: {
    get(id: string, options?: { signal?: AbortSignal }): Promise<PiyakastVideo>;
    retry(id: string, options?: { signal?: AbortSignal }): Promise<PiyakastVideo>;
  };
  readonly channels: { list(options?: { signal?: AbortSignal }): Promise<PiyakastChannel[]> };
  readonly status: { get(options?: { signal?: AbortSignal }): Promise<ServiceStatus> };
}
