/** Keeps the passwords of users: plain in memory, hashed where they reach a disk. */
export interface PasswordVault {
  set(userId: number, password: string): void;
  verify(userId: number, password: string): boolean;
}

export function createMemoryVault(): PasswordVault {
  const passwords = new Map<number, string>();
  return {
    set: (userId, password) => void passwords.set(userId, password),
    verify: (userId, password) => passwords.get(userId) === password,
  };
}
