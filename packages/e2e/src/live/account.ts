/** The instance and account that the environment names. */
export const instance = {
  url: required('PEERTUBE_URL').replace(/\/+$/, ''),
  username: required('PEERTUBE_USERNAME'),
  password: required('PEERTUBE_PASSWORD'),
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the live tests run against an instance of yours.`);
  return value;
}
