/** The instance and account that the environment names. */
export const instance = {
  url: required('PEERTUBE_URL').replace(/\/+$/, ''),
  username: required('PEERTUBE_USERNAME'),
  password: required('PEERTUBE_PASSWORD'),
};

const { PEERTUBE_ADMIN_USERNAME: username, PEERTUBE_ADMIN_PASSWORD: password } = process.env;

/** An administrator of the instance; `undefined` when the environment names none. */
export const administrator = username && password ? { username, password } : undefined;

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the live tests run against an instance of yours.`);
  return value;
}
