import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { Config } from '../config/config.js';

/** For the operator's own pages in STATIC_DIR, which may load what they like: no plugins, no foreign `<base>`. */
export const PAGE_POLICY = "object-src 'none'; base-uri 'self'";

/**
 * What every answer carries. Answers of the interface are no documents, so nothing may run in them or frame them; they may
 * be read by pages of other origins, as far as `CORS_ORIGINS` allows.
 */
export function helmetOptions({ publicUrl }: Pick<Config, 'publicUrl'>): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // A browser shows a media file in a separate page, which loads it again.
        mediaSrc: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Videos of this server play in pages of other origins.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    // PeerTube checks by the referrer where its player may be embedded.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // A promise about https that only a server which has it may make.
    strictTransportSecurity: publicUrl?.startsWith('https:') === true,
  };
}
