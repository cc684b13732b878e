/** Version of this package; two copies on one page tell each other apart by it. A test compares it with package.json. */
export const VERSION = '0.0.0';
