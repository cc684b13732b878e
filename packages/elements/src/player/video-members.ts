interface HasVideo {
  readonly media: HTMLVideoElement;
}

/**
 * Gives a class every member of a `<video>` of this browser that it does not have: the platform's, and WebKit's for full
 * screen and AirPlay. They are those of the inner `<video>`. On a server, where there is no `<video>`, there are none.
 */
export function passOnToVideo(prototype: object): void {
  for (const name of ['HTMLVideoElement', 'HTMLMediaElement']) {
    const known = (globalThis as unknown as Record<string, { prototype: object }>)[name]?.prototype ?? {};
    for (const member of Object.keys(Object.getOwnPropertyDescriptors(known))) {
      if (member in prototype) continue;
      Object.defineProperty(prototype, member, {
        configurable: true,
        enumerable: true,
        get(this: HasVideo) {
          const value = Reflect.get(this.media, member);
          return typeof value === 'function' ? value.bind(this.media) : value;
        },
        set(this: HasVideo, value: unknown) {
          Reflect.set(this.media, member, value);
        },
      });
    }
  }
}
