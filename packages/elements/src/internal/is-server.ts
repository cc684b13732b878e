/** Whether this runs where there is no page, as in a server that imports the elements for its markup. */
export const isServer: boolean = typeof document === 'undefined';
