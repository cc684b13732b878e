export const SUPPORTED_NODES: readonly number[];
export function provideNode(major: number): Promise<string>;
